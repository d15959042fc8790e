#include "indexer/exchange_matcher.h"

#include <algorithm>
#include <array>

#include "core/privacy.h"
#include "core/record_columns.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kMostOpened = 50;  // records a likeness key is followed to
constexpr std::size_t kMostShown = 5;    // of those, given to somebody to look at

constexpr std::array<std::string_view, 12> kNotCompared = {
    "uan_kind",       "source",       "version",      "consents",
    "aadhaar_ref",    "disability",   "income_slab",  "social_category",
    "marital_status", "bank_account", "epfo_or_esic", "disability_percent"};

bool MayBeShown(const records::Worker& worker, Day today) {
  return std::any_of(worker.consents().begin(), worker.consents().end(), [&](const auto& consent) {
    if (consent.purpose() != records::CONSENT_PURPOSE_SHARE_WITH_STATE) return false;
    const std::int32_t day = DayNumber(today);
    return consent.has_given_day() && consent.given_day() <= day &&
           !(consent.has_withdrawn_day() && consent.withdrawn_day() <= day) &&
           !(consent.has_expires_day() && consent.expires_day() <= day);
  });
}

}  // namespace

bool IsComparedColumn(std::string_view field) {
  return std::find(kNotCompared.begin(), kNotCompared.end(), field) == kNotCompared.end();
}

std::string ExchangeMatcher::Name(const WorkerRef& ref) const {
  std::string out = "registry record R-";
  const std::uint64_t id = refs_.Blind("exchange", ToHex(ref));
  for (int shift = 60; shift >= 0; shift -= 4) out += kHexDigits[id >> shift & 15];
  return out;
}

Result<RowFinding> ExchangeMatcher::Find(const records::Worker& worker) {
  RowFinding finding;
  finding.facts = likeness_.FactsOf(worker);
  if (auto found = FindById(worker, finding); !found) return found.error();
  if (finding.fate == RowFate::kNew && finding.facts.key != 0) {
    if (auto found = FindAlike(finding); !found) return found.error();
  }
  return finding;
}

Result<void> ExchangeMatcher::FindById(const records::Worker& worker, RowFinding& finding) {
  std::optional<Found> match;
  const auto take = [&](Result<std::vector<Found>> found, const char* by,
                        auto is_right) -> Result<void> {
    if (!found) return found.error();
    for (Found& record : *found) {
      if (!is_right(record.worker)) continue;
      if (!match) {
        match = std::move(record);
        finding.matched_by = by;
      } else if (match->ref != record.ref) {
        const std::string both = finding.matched_by + " and " + by + " are of two records";
        for (const WorkerRef& ref : {match->ref, record.ref}) {
          finding.alike.push_back({Name(ref), {100, both}});
        }
        finding.fate = RowFate::kToReview;
      }
      break;
    }
    return {};
  };
  if (worker.has_uan()) {
    const WorkerRef ref = refs_.Of(worker);
    finding.uan = Prefix64(ref);
    finding.uan_could_be_aadhaar = CouldBeAadhaar(worker.uan());
    auto taken = take(contacts_->ByRef(ref), "UAN",
                      [&](const auto& other) { return other.uan() == worker.uan(); });
    if (!taken) return taken;
  }
  if (worker.has_aadhaar_ref()) {
    finding.vault = refs_.Blind("vault", worker.aadhaar_ref());
    auto taken = take(contacts_->ByVault(finding.vault), "vault reference", [&](const auto& other) {
      return other.aadhaar_ref() == worker.aadhaar_ref();
    });
    if (!taken) return taken;
  }
  if (worker.has_registration_number()) {
    records::Worker registered;
    registered.set_source(worker.source());
    registered.set_registration_number(worker.registration_number());
    const WorkerRef ref = refs_.Of(registered);
    finding.registration = Prefix64(ref);
    auto taken = take(contacts_->ByRef(ref), "registration number", [&](const auto& other) {
      return other.registration_number() == worker.registration_number();
    });
    if (!taken) return taken;
  }
  if (!match || finding.fate == RowFate::kToReview) return {};
  const LikenessFacts facts = likeness_.FactsOf(match->worker);
  // A number may be mistyped into somebody else's.
  if (facts.name != finding.facts.name && facts.key != finding.facts.key &&
      facts.birth_day != finding.facts.birth_day) {
    finding.fate = RowFate::kToReview;
    finding.alike.push_back(
        {Name(match->ref),
         {0, "same " + finding.matched_by + ", but another name and birth date"}});
    return {};
  }
  finding.fate = RowFate::kMatched;
  Compare(worker, *match, finding);
  return {};
}

void ExchangeMatcher::Compare(const records::Worker& worker, const Found& match,
                              RowFinding& finding) const {
  const bool shown = MayBeShown(match.worker, today_);
  std::string here;
  std::string there;
  for (const std::size_t column : columns_) {
    here.clear();
    there.clear();
    WorkerColumns()[column].format(worker, here);
    WorkerColumns()[column].format(match.worker, there);
    if (here.empty() || here == there) continue;
    if (!finding.differs.empty()) finding.differs += "; ";
    finding.differs += WorkerColumns()[column].name;
    if (there.empty()) {
      finding.differs += ": not in the registry";
    } else if (shown) {
      finding.differs += ": in the registry '" + there + "'";
    }
  }
}

Result<void> ExchangeMatcher::FindAlike(RowFinding& finding) {
  const auto found = contacts_->ByLikeness(finding.facts.key, kMostOpened);
  if (!found) return found.error();
  for (const Found& record : *found) {
    const LikenessFacts facts = likeness_.FactsOf(record.worker);
    if (facts.key != finding.facts.key) continue;
    Likeness likeness = indexer::Compare(finding.facts, facts);
    if (likeness.score < kReviewScore) continue;
    finding.alike.push_back({Name(record.ref), std::move(likeness)});
  }
  std::stable_sort(finding.alike.begin(), finding.alike.end(), [](const auto& a, const auto& b) {
    return a.likeness.score > b.likeness.score;
  });
  if (finding.alike.size() > kMostShown) finding.alike.resize(kMostShown);
  if (!finding.alike.empty()) finding.fate = RowFate::kToReview;
  return {};
}

}  // namespace kaam::indexer
