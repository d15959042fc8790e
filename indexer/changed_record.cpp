#include "indexer/changed_record.h"

#include <algorithm>
#include <utility>

namespace kaam::indexer {
namespace {

using records::Change;
using records::ChangedRecord;
using records::Event;

bool IsWhole(const Change& change) { return change.has_worker() || change.has_opening(); }

// What no whole record takes back.
bool IsForGood(const Change& change) {
  if (!change.has_event()) return false;
  switch (change.event().kind()) {
    case records::EVENT_KIND_DEATH:
    case records::EVENT_KIND_DUPLICATE:
    case records::EVENT_KIND_NOT_ME:
      return true;
    default:
      return false;
  }
}

// Of equal versions a removal comes before events.
auto OrderOf(const Change& change) {
  return std::pair(change.version(), change.has_event() ? int{change.event().kind()} : 0);
}

void ApplyConsent(const records::Consent& consent, records::Worker& worker) {
  if (consent.has_given_day()) *worker.add_consents() = consent;
  if (consent.has_given_day() || !consent.has_withdrawn_day()) return;
  for (records::Consent& given : *worker.mutable_consents()) {
    if (given.purpose() != consent.purpose()) continue;
    if (given.has_withdrawn_day() && given.withdrawn_day() <= consent.withdrawn_day()) continue;
    given.set_withdrawn_day(std::max(consent.withdrawn_day(), given.given_day()));
  }
}

void ApplyVisit(const Event& event, records::Worker& worker) {
  const bool seen_later =
      worker.ration().has_as_of_day() && worker.ration().as_of_day() > event.day();
  if (seen_later) return;
  *worker.mutable_ration() = event.place();
  worker.mutable_ration()->set_as_of_day(event.day());
}

// Not before the day after `last_day`.
void MakeAvailableAfter(std::int32_t last_day, records::Worker& worker) {
  if (worker.availability().empty()) worker.add_availability();
  for (records::AvailabilityWindow& window : *worker.mutable_availability()) {
    if (!window.has_from_day() || window.from_day() <= last_day) window.set_from_day(last_day + 1);
  }
  const auto over = [](const records::AvailabilityWindow& window) {
    return window.has_until_day() && window.until_day() < window.from_day();
  };
  auto& windows = *worker.mutable_availability();
  const auto kept = std::remove_if(windows.begin(), windows.end(), over);
  if (kept == windows.begin()) {  // none is left after it: free from then on
    windows[0].clear_until_day();
    windows.DeleteSubrange(1, windows.size() - 1);
  } else {
    windows.erase(kept, windows.end());
  }
}

}  // namespace

Fate Take(const Change& change, std::optional<std::uint64_t> base_version, ChangedRecord& record) {
  if (record.erased()) return change.erasure() ? Fate::kDuplicate : Fate::kErased;
  record.set_of_opening(change.of_opening());
  if (change.erasure()) {
    record.Clear();
    record.set_erased(true);
    return Fate::kAccepted;
  }
  // What only the build's record outdates is kept: the next build may be of an older sheet.
  const Fate taken = base_version && change.version() < *base_version && !IsForGood(change)
                         ? Fate::kSuperseded
                         : Fate::kAccepted;
  const bool outdated = record.has_whole() && change.version() < record.whole().version();
  if (IsWhole(change)) {
    if (record.has_whole() && record.whole().version() == change.version()) {
      return Fate::kDuplicate;
    }
    if (outdated) return Fate::kSuperseded;
    *record.mutable_whole() = change;
    auto& partial = *record.mutable_partial();
    partial.erase(std::remove_if(partial.begin(), partial.end(),
                                 [&](const Change& other) {
                                   return other.version() < change.version() && !IsForGood(other);
                                 }),
                  partial.end());
    return taken;
  }
  auto& partial = *record.mutable_partial();
  const auto at =
      std::lower_bound(partial.begin(), partial.end(), change,
                       [](const Change& a, const Change& b) { return OrderOf(a) < OrderOf(b); });
  if (at != partial.end() && OrderOf(*at) == OrderOf(change)) return Fate::kDuplicate;
  if (outdated && !IsForGood(change)) return Fate::kSuperseded;
  const auto place = at - partial.begin();
  *partial.Add() = change;
  std::rotate(partial.begin() + place, partial.end() - 1, partial.end());
  return taken;
}

NewestWorker NewestOf(const ChangedRecord& record, const std::optional<records::Worker>& base) {
  const auto gone = std::any_of(record.partial().begin(), record.partial().end(), IsForGood);
  if (gone || record.erased()) return {Standing::kGone, {}};
  const bool from_change =
      record.has_whole() && (!base || record.whole().version() >= base->version());
  if (!from_change && !base) {
    const bool removed = std::any_of(record.partial().begin(), record.partial().end(),
                                     [](const Change& change) { return change.removal(); });
    return {removed ? Standing::kGone : Standing::kAsBuilt, {}};
  }
  NewestWorker out{from_change ? Standing::kWhole : Standing::kAsBuilt,
                   from_change ? record.whole().worker() : *base};
  const std::uint64_t version = from_change ? record.whole().version() : base->version();
  const Change* engagement = nullptr;
  for (const Change& change : record.partial()) {
    if (change.version() < version) continue;
    if (change.removal()) return {Standing::kGone, {}};
    out.standing = Standing::kWhole;
    const Event& event = change.event();
    switch (event.kind()) {
      case records::EVENT_KIND_CONSENT_CHANGE:
        ApplyConsent(event.consent(), out.worker);
        break;
      case records::EVENT_KIND_RATION_VISIT:
        ApplyVisit(event, out.worker);
        break;
      case records::EVENT_KIND_ENGAGEMENT:
        engagement = &change;
        break;
      case records::EVENT_KIND_EXIT:
        engagement = nullptr;
        break;
      default:
        break;
    }
  }
  if (engagement == nullptr) return out;
  if (!engagement->has_until_day()) return {Standing::kGone, {}};
  MakeAvailableAfter(engagement->until_day(), out.worker);
  return out;
}

NewestOpening NewestOf(const ChangedRecord& record, std::optional<std::uint64_t> base_version) {
  if (record.erased()) return {Standing::kGone, {}};
  const bool from_change =
      record.has_whole() && (!base_version || record.whole().version() >= *base_version);
  const std::uint64_t version = from_change ? record.whole().version() : base_version.value_or(0);
  for (const Change& change : record.partial()) {
    if (change.removal() && change.version() >= version) return {Standing::kGone, {}};
  }
  if (!from_change) return {};
  return {Standing::kWhole, record.whole().opening()};
}

}  // namespace kaam::indexer
