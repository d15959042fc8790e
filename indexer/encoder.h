// Turns records into index rows: codes to dense ids, free text to codes where it is understood, pay
// to rupees a day, consents to days.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/index_schema.h"
#include "core/records.pb.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// A row with its pool entries, not yet in its segment.
struct EncodedWorker {
  schema::WorkerRow row;            // `pool` unset; `place` as fine as the record has it
  std::vector<std::uint16_t> pool;  // skills, wanted, districts
};

struct EncodedOpening {
  schema::OpeningRow row;
  std::vector<std::uint16_t> pool;  // see schema::OpeningRow
  std::string words;                // title and text, for Xapian
  std::string shown;                // serialized records.Opening: what a worker may see
};

// How much of the free text was understood, over all records so far.
struct TextCounts {
  std::uint64_t trades = 0;
  std::uint64_t trades_understood = 0;
  std::uint64_t skills = 0;
  std::uint64_t skills_understood = 0;
};

// Resolves each distinct string once. Records must have passed their checks. One thread.
class Encoder {
 public:
  explicit Encoder(const taxonomy::Taxonomy& taxonomy) : taxonomy_(taxonomy) {}

  void Encode(const records::Worker& worker, EncodedWorker& out);
  void Encode(const records::Opening& opening, EncodedOpening& out);

  const TextCounts& counts() const { return counts_; }
  // Texts that gave no code, with how often each was seen; sorted by text.
  const std::map<std::string, std::uint64_t>& not_understood() const { return not_understood_; }

 private:
  std::optional<OccupationId> Trade(bool has_code, const std::string& code, bool has_text,
                                    const std::string& text);
  std::optional<SkillId> Skill(bool has_code, const std::string& code, bool has_text,
                               const std::string& text);
  void EncodeWork(const records::Worker& worker, EncodedWorker& out);
  void EncodeWishes(const records::Worker& worker, EncodedWorker& out);
  std::uint32_t LanguageBits(const google::protobuf::RepeatedPtrField<std::string>& tags) const;
  std::uint16_t LicenceBits(const google::protobuf::RepeatedPtrField<std::string>& codes) const;
  std::uint16_t PlaceOf(const records::Address& address) const;

  const taxonomy::Taxonomy& taxonomy_;
  std::unordered_map<std::string, std::optional<OccupationId>> trades_;
  std::unordered_map<std::string, std::optional<SkillId>> skills_;
  TextCounts counts_;
  std::map<std::string, std::uint64_t> not_understood_;
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
