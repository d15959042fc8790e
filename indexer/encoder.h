// Turns records into index rows: codes to dense ids, free text to codes where it is understood, pay
// to rupees a day, consents to days.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/index_schema.h"
#include "core/records.pb.h"
#include "indexer/text_memo.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// A row with its pool entries, not yet in its segment.
struct EncodedWorker {
  schema::WorkerRow row;            // `pool` unset; `place` as fine as the record has it
  std::vector<std::uint16_t> pool;  // skills, wanted, districts
  std::vector<ReadText*> texts;     // free texts it holds
};

struct EncodedOpening {
  schema::OpeningRow row;
  std::vector<std::uint16_t> pool;  // see schema::OpeningRow
  std::vector<ReadText*> texts;
  std::string words;  // title and text, for Xapian
  std::string shown;  // serialized records.Opening: what a worker may see
};

// Encodes records that have passed their checks. Any thread, each into an `out` of its own.
class Encoder {
 public:
  Encoder(const taxonomy::Taxonomy& taxonomy, TextMemo& texts)
      : taxonomy_(taxonomy), texts_(texts) {}

  void Encode(const records::Worker& worker, EncodedWorker& out) const;
  void Encode(const records::Opening& opening, EncodedOpening& out) const;

 private:
  // The occupation or skill of a field that holds a code or a text; notes the text.
  std::optional<OccupationId> Trade(bool has_code, const std::string& code, bool has_text,
                                    const std::string& text, std::vector<ReadText*>& texts) const;
  std::optional<SkillId> Skill(bool has_code, const std::string& code, bool has_text,
                               const std::string& text, std::vector<ReadText*>& texts) const;
  void EncodeWork(const records::Worker& worker, EncodedWorker& out) const;
  void EncodeWishes(const records::Worker& worker, EncodedWorker& out) const;
  std::uint32_t LanguageBits(const google::protobuf::RepeatedPtrField<std::string>& tags) const;
  std::uint16_t LicenceBits(const google::protobuf::RepeatedPtrField<std::string>& codes) const;
  std::uint16_t PlaceOf(const records::Address& address) const;

  const taxonomy::Taxonomy& taxonomy_;
  TextMemo& texts_;
};

// Where she stands: the ration shop or the current address, whichever is known to be true later
// (the current address where neither is dated), else the permanent address. Absent when none has a
// district, sub-district or PIN.
const records::Address* StandingAddress(const records::Worker& worker);

// The days on which a purpose's consent is live, by the consent given last: [from, until) as
// 16-bit days; empty (from >= until) when there is none.
struct LiveDays {
  std::uint16_t from = 0;
  std::uint16_t until = 0;
};
LiveDays LiveConsent(const records::Worker& worker, records::ConsentPurpose purpose);

}  // namespace kaam::indexer
