#include "api/postings.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <unordered_set>
#include <utility>

#include "api/ascii.h"
#include "indexer/changed_record.h"

namespace kaam::api {
namespace {

using indexer::Fate;
using records::Change;
using records::Opening;

constexpr std::size_t kAtOnce = 1000;  // of an import; others have their turn in between

std::string HexOf(std::uint64_t number) {
  std::string out(16, '0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = kHexDigits[number >> (60 - 4 * i) & 15];
  }
  return out;
}

std::string RandomId() {
  WorkerRef ref;
  randombytes_buf(ref.bytes.data(), ref.bytes.size());
  return ToHex(ref);
}

Problem NoSuchPosting() { return {ProblemKind::kNotFound, "You have no posting of this id"}; }

KeptPosting KeptFrom(const WorkerRef& ref, const Change& change) {
  return {ToHex(ref), change.version(), change.opening()};
}

// Strong comparison (RFC 9110, 13.1.1): a weak tag names no version.
bool NamesVersion(std::string_view if_match, std::uint64_t version) {
  const std::string tag = TagOfVersion(version);
  while (!if_match.empty()) {
    const std::string_view element = TakeElement(if_match, ',');
    if (element == "*" || element == tag) return true;
  }
  return false;
}

Problem Changed(std::uint64_t version) {
  return {ProblemKind::kPreconditionFailed,
          "The posting has changed: its tag is now " + TagOfVersion(version)};
}

bool SayTheSame(Opening a, Opening b) {
  a.clear_version();
  b.clear_version();
  return a.SerializeAsString() == b.SerializeAsString();
}

Problem TakenAway() {
  return {ProblemKind::kConflict, "A posting of this name was taken away by who runs this server"};
}

std::optional<Problem> Put(StoreWriter::Turn& turn, const Change& change) {
  const auto fates = turn.Write({&change, 1});
  if (!fates) return ProblemFrom(fates.error());
  if (fates->front() != Fate::kAccepted) return TakenAway();
  return std::nullopt;
}

}  // namespace

std::string TagOfVersion(std::uint64_t version) { return '"' + std::to_string(version) + '"'; }

Postings::Postings(StoreWriter& writer, std::string_view client, Day today)
    : writer_(writer),
      today_(today),
      owner_(writer.refs().Blind("posting owner", client)),
      client_(client),
      own_name_("api-" + HexOf(owner_)) {}

ProblemOr<std::unique_ptr<StoreWriter::Turn>> Postings::TakeTurn() {
  auto turn = writer_.TakeTurn();
  if (!turn) return ProblemFrom(turn.error());
  return std::move(*turn);
}

// The client's name is part of the ref, so that no two clients ever mean the same record.
WorkerRef Postings::RefOf(std::string_view external_id) const {
  Opening opening;
  opening.set_source(own_name_);
  opening.set_id(external_id.data(), external_id.size());
  return {writer_.refs().Of(opening).bytes};
}

// Absent when nothing is there, or it was taken away.
ProblemOr<std::optional<Change>> Postings::Known(Turn& turn, const WorkerRef& ref) const {
  auto record = turn.store().Find(ref);
  if (!record) return ProblemFrom(record.error());
  const bool own = record->whole().posting().owner() == owner_ && record->whole().has_posting();
  const bool whole = indexer::NewestOf(*record, std::optional<std::uint64_t>()).standing ==
                     indexer::Standing::kWhole;
  if (!own || !whole) return std::optional<Change>();
  return std::optional(std::move(*record->mutable_whole()));
}

ProblemOr<Change> Postings::Own(Turn& turn, std::string_view id) const {
  const auto ref = RefFromHex<WorkerRef>(id);
  if (!ref) return NoSuchPosting();
  auto known = Known(turn, *ref);
  if (!known) return known.error();
  if (!*known) return NoSuchPosting();
  return std::move(**known);
}

void Postings::Complete(Opening& opening, const std::optional<Change>& before) const {
  if (opening.status() == records::OPENING_STATUS_UNSPECIFIED) {
    opening.set_status(records::OPENING_STATUS_OPEN);
  }
  if (!opening.has_posted_day()) {
    opening.set_posted_day(before ? before->opening().posted_day() : DayNumber(today_));
  }
  if (!opening.has_employer_id()) opening.set_employer_id(own_name_);
  opening.set_source(own_name_);
}

Change Postings::ChangeOf(const WorkerRef& ref, Opening opening,
                          const std::optional<Change>& before) const {
  Change change;
  change.set_ref(ref.bytes.data(), ref.bytes.size());
  change.set_of_opening(true);
  change.set_version(before ? before->version() + 1 : 1);
  opening.set_version(change.version());
  *change.mutable_opening() = std::move(opening);
  if (before) *change.mutable_posting() = before->posting();
  change.mutable_posting()->set_owner(owner_);
  return change;
}

ProblemOr<Postings::Created> Postings::Create(Opening opening,
                                              const std::optional<RepeatableRequest>& request) {
  if (!opening.has_id()) opening.set_id(RandomId());
  Complete(opening, std::nullopt);
  const WorkerRef ref = RefOf(opening.id());
  std::uint64_t key = 0;
  std::uint64_t body = 0;
  if (request) {
    key = writer_.refs().Blind("idempotency key", client_ + "\n" + std::string(request->key));
    body = writer_.refs().Blind("repeatable body", request->body);
  }
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  if (request) {
    const auto first = (*turn)->store().CreatedBy(owner_, key);
    if (!first) return ProblemFrom(first.error());
    if (*first) {
      const auto made = Own(**turn, ToHex(**first));
      if (!made) return made.error();
      if (made->posting().request_body() != body) {
        return Problem{ProblemKind::kKeyReused, "The key came with another posting before"};
      }
      return Created{KeptFrom(**first, *made), false};
    }
  }
  const auto known = Known(**turn, ref);
  if (!known) return known.error();
  if (*known) {
    return Problem{ProblemKind::kConflict, "You have a posting of this external_id: " + ToHex(ref)};
  }
  Change change = ChangeOf(ref, std::move(opening), std::nullopt);
  if (request) {
    change.mutable_posting()->set_request(key);
    change.mutable_posting()->set_request_body(body);
  }
  if (auto failed = Put(**turn, change)) return *std::move(failed);
  return Created{KeptFrom(ref, change)};
}

ProblemOr<KeptPosting> Postings::Find(std::string_view id) {
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  const auto own = Own(**turn, id);
  if (!own) return own.error();
  return KeptFrom(*RefFromHex<WorkerRef>(id), *own);
}

ProblemOr<std::optional<KeptPosting>> Postings::FindByExternalId(std::string_view external_id) {
  const WorkerRef ref = RefOf(external_id);
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  const auto known = Known(**turn, ref);
  if (!known) return known.error();
  if (!*known) return std::optional<KeptPosting>();
  return std::optional(KeptFrom(ref, **known));
}

ProblemOr<KeptPosting> Postings::Replace(std::string_view id, std::string_view if_match,
                                         Opening opening) {
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  const auto own = Own(**turn, id);
  if (!own) return own.error();
  if (!NamesVersion(if_match, own->version())) return Changed(own->version());
  if (opening.has_id() && opening.id() != own->opening().id()) {
    return ProblemFrom(InvalidArgument("cannot change: it names the posting", "external_id"));
  }
  opening.set_id(own->opening().id());
  Complete(opening, *own);
  const WorkerRef ref = *RefFromHex<WorkerRef>(id);
  const Change change = ChangeOf(ref, std::move(opening), *own);
  if (auto failed = Put(**turn, change)) return *std::move(failed);
  return KeptFrom(ref, change);
}

ProblemOr<KeptPosting> Postings::Close(std::string_view id,
                                       std::optional<std::string_view> if_match) {
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  const auto own = Own(**turn, id);
  if (!own) return own.error();
  if (if_match && !NamesVersion(*if_match, own->version())) return Changed(own->version());
  const WorkerRef ref = *RefFromHex<WorkerRef>(id);
  if (own->opening().status() == records::OPENING_STATUS_CLOSED) return KeptFrom(ref, *own);
  Change change = ChangeOf(ref, own->opening(), *own);
  change.mutable_opening()->set_status(records::OPENING_STATUS_CLOSED);
  if (auto failed = Put(**turn, change)) return *std::move(failed);
  return KeptFrom(ref, change);
}

ProblemOr<std::vector<KeptPosting>> Postings::List(std::string_view after, std::size_t most) {
  const auto from = RefFromHex<WorkerRef>(after);
  const auto turn = TakeTurn();
  if (!turn) return turn.error();
  const auto refs = (*turn)->store().OwnedBy(owner_, from, most);
  if (!refs) return ProblemFrom(refs.error());
  std::vector<KeptPosting> out;
  for (const WorkerRef& ref : *refs) {
    const auto known = Known(**turn, ref);
    if (!known) return known.error();
    if (*known) out.push_back(KeptFrom(ref, **known));
  }
  return out;
}

std::optional<Problem> Postings::Import(std::vector<ImportRow>& rows) {
  std::unordered_set<std::string_view> seen;
  for (ImportRow& row : rows) {
    if (row.external_id.empty() || seen.insert(row.external_id).second) continue;
    row.problem = ProblemFrom(InvalidArgument("stands in a row before", "external_id"));
  }
  for (std::size_t begin = 0; begin < rows.size(); begin += kAtOnce) {
    const auto turn = TakeTurn();
    if (!turn) return turn.error();
    std::vector<Change> changes;
    std::vector<ImportRow*> changed;
    for (std::size_t i = begin; i < std::min(rows.size(), begin + kAtOnce); ++i) {
      ImportRow& row = rows[i];
      if (row.problem) continue;
      const WorkerRef ref = RefOf(row.external_id);
      const auto before = Known(**turn, ref);
      if (!before) return before.error();
      Complete(row.opening, *before);
      row.id = ToHex(ref);
      row.fate = *before ? ImportRow::Fate::kReplaced : ImportRow::Fate::kCreated;
      if (*before && SayTheSame((*before)->opening(), row.opening)) {
        row.fate = ImportRow::Fate::kUnchanged;
        row.version = (*before)->version();
        continue;
      }
      changes.push_back(ChangeOf(ref, std::move(row.opening), *before));
      row.version = changes.back().version();
      changed.push_back(&row);
    }
    if (changes.empty()) continue;
    const auto fates = (*turn)->Write(changes);
    if (!fates) return ProblemFrom(fates.error());
    for (std::size_t i = 0; i < changed.size(); ++i) {
      if ((*fates)[i] != Fate::kAccepted) changed[i]->problem = TakenAway();
    }
  }
  return std::nullopt;
}

ProblemOr<std::uint64_t> Postings::CloseOthers(const std::vector<ImportRow>& rows) {
  std::unordered_set<std::string_view> named;
  for (const ImportRow& row : rows) named.insert(row.external_id);
  std::uint64_t closed = 0;
  std::optional<WorkerRef> after;
  for (;;) {
    const auto turn = TakeTurn();
    if (!turn) return turn.error();
    const auto refs = (*turn)->store().OwnedBy(owner_, after, kAtOnce);
    if (!refs) return ProblemFrom(refs.error());
    if (refs->empty()) return closed;
    after = refs->back();
    std::vector<Change> changes;
    for (const WorkerRef& ref : *refs) {
      const auto known = Known(**turn, ref);
      if (!known) return known.error();
      if (!*known || (*known)->opening().status() == records::OPENING_STATUS_CLOSED ||
          named.contains((*known)->opening().id())) {
        continue;
      }
      changes.push_back(ChangeOf(ref, (*known)->opening(), *known));
      changes.back().mutable_opening()->set_status(records::OPENING_STATUS_CLOSED);
    }
    if (changes.empty()) continue;
    if (auto fates = (*turn)->Write(changes); !fates) return ProblemFrom(fates.error());
    closed += changes.size();
  }
}

}  // namespace kaam::api
