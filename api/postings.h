// The postings that one client keeps, in the store's change log. It knows nothing of HTTP.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/problem.h"
#include "api/store_writer.h"
#include "core/changes.pb.h"
#include "core/day.h"
#include "core/ids.h"
#include "core/records.pb.h"

namespace kaam::api {

struct KeptPosting {
  std::string id;  // the opening's ref, in hex
  std::uint64_t version = 0;
  records::Opening opening;
};

// What a client said with an Idempotency-Key.
struct RepeatableRequest {
  std::string_view key;
  std::string_view body;
};

// A row of an import, and what became of it.
struct ImportRow {
  enum class Fate : std::uint8_t { kCreated, kReplaced, kUnchanged, kRejected };
  std::string external_id{};  // empty when it could not be read
  records::Opening opening{};
  std::optional<Problem> problem{};  // why it is rejected
  Fate fate = Fate::kRejected;
  std::string id{};
  std::uint64_t version = 0;
};

// What is not the client's is to it as if it were not there. Functions return once what they
// changed is in the change log, and never overlap with those of others; kUnavailable while the
// store cannot be written. One thread each.
class Postings {
 public:
  Postings(StoreWriter& writer, std::string_view client, Day today);

  // Who offers it where the client names nobody: a keyed hash of the client.
  const std::string& own_employer() const { return own_name_; }

  struct Created {
    KeptPosting posting;
    bool is_new = true;
  };
  // `opening` as PostingReader gives it; open and of today unless it says otherwise. A repeated
  // request gives what the first one made, as it now is. kConflict when the client has one of that
  // external id, kKeyReused when the request said something else before.
  ProblemOr<Created> Create(records::Opening opening,
                            const std::optional<RepeatableRequest>& request);

  // kNotFound for what is not there or not the client's.
  ProblemOr<KeptPosting> Find(std::string_view id);
  // Likewise; with `if_match` (an If-Match field) only the version it names, else
  // kPreconditionFailed.
  ProblemOr<KeptPosting> Replace(std::string_view id, std::string_view if_match,
                                 records::Opening opening);
  // What is closed stays as it is.
  ProblemOr<KeptPosting> Close(std::string_view id, std::optional<std::string_view> if_match);

  // In the order of ids; `after` is the id of the last one seen, empty at first.
  ProblemOr<std::vector<KeptPosting>> List(std::string_view after, std::size_t most);
  // Absent when there is none of that name.
  ProblemOr<std::optional<KeptPosting>> FindByExternalId(std::string_view external_id);

  // Creates or replaces by external id whatever row has no problem, and says so in the row. Of two
  // rows of one external id the first counts. After kUnavailable the same rows can be given again.
  std::optional<Problem> Import(std::vector<ImportRow>& rows);
  // Closes what is open and not among `rows`; how many.
  ProblemOr<std::uint64_t> CloseOthers(const std::vector<ImportRow>& rows);

 private:
  using Turn = StoreWriter::Turn;
  ProblemOr<std::unique_ptr<Turn>> TakeTurn();
  WorkerRef RefOf(std::string_view external_id) const;
  ProblemOr<records::Change> Own(Turn& turn, std::string_view id) const;
  ProblemOr<std::optional<records::Change>> Known(Turn& turn, const WorkerRef& ref) const;
  records::Change ChangeOf(const WorkerRef& ref, records::Opening opening,
                           const std::optional<records::Change>& before) const;
  void Complete(records::Opening& opening, const std::optional<records::Change>& before) const;

  StoreWriter& writer_;
  const Day today_;
  std::uint64_t owner_;
  std::string client_;
  std::string own_name_;
};

// An entity-tag of a version: "3".
std::string TagOfVersion(std::uint64_t version);

}  // namespace kaam::api
