// Whatever the order of changes, answers are those of a build of what they come to.
#include <random>

#include "tests/indexer/live_fixture.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using kaam::testing::kNoida;
using kaam::testing::kPatna;
using kaam::testing::Mason;
using kaam::testing::MasonsAt;
using matcher::Direction;
using records::Change;

// What a sequence of changes, in the order of their versions, leaves of a record.
std::optional<records::Worker> Oracle(std::optional<records::Worker> worker,
                                      std::map<std::uint64_t, Change> changes) {
  bool gone = !worker;
  bool for_good = false;
  bool engaged = false;
  std::uint64_t withdrawn = 0;
  std::uint64_t restored = 0;
  for (const auto& [version, change] : changes) {
    const records::Event& event = change.event();
    if (change.erasure() || event.kind() == records::EVENT_KIND_DEATH) for_good = true;
    if (event.kind() == records::EVENT_KIND_CONSENT_CHANGE) {
      (event.consent().has_given_day() ? restored : withdrawn) = version;
    }
    if (change.has_worker()) {
      worker = change.worker();
      gone = engaged = false;
    }
    if (change.removal()) gone = true;
    if (!worker) continue;
    if (event.kind() == records::EVENT_KIND_RATION_VISIT &&
        (!worker->ration().has_as_of_day() || worker->ration().as_of_day() <= event.day())) {
      *worker->mutable_ration() = event.place();
      worker->mutable_ration()->set_as_of_day(event.day());
    }
    if (event.kind() == records::EVENT_KIND_CONSENT_CHANGE && event.consent().has_given_day()) {
      *worker->add_consents() = event.consent();
    }
    if (event.consent().has_withdrawn_day()) {
      for (records::Consent& given : *worker->mutable_consents()) {
        given.set_withdrawn_day(event.consent().withdrawn_day());
      }
    }
    if (event.kind() == records::EVENT_KIND_ENGAGEMENT) engaged = true;
    if (event.kind() == records::EVENT_KIND_EXIT) engaged = false;
  }
  if (gone || for_good || engaged || withdrawn > restored) return std::nullopt;
  return worker;
}

TEST_F(LiveStoreTest, AnswersAsABuildOfWhatTheChangesComeToWhateverTheirOrder) {
  constexpr int kBuilt = 160;  // enough at each PIN for it to be shown
  constexpr int kChanged = 40;
  for (unsigned seed = 1; seed <= 2; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    fs::remove_all(store_);
    std::mt19937 random(seed);
    const auto pick = [&](int count) {
      return static_cast<int>(random() % static_cast<unsigned>(count));
    };
    const auto worker = [&] {
      records::Worker out = Mason("", pick(2) == 0 ? kNoida : kPatna);
      out.mutable_primary()->set_months(static_cast<std::uint32_t>(pick(90)));
      if (pick(3) == 0) out.mutable_secondary()->set_nco("7126.0101");
      if (pick(3) == 0) out.add_skills()->set_code("S0025");
      return out;
    };
    std::map<int, records::Worker> built;
    std::vector<records::Worker> sheet;
    for (int i = 1; i <= kBuilt; ++i) {
      built[i] = worker();
      built[i].mutable_current()->set_pin(i % 2 == 0 ? kNoida : kPatna);
      built[i].set_uan(Uan(i));
      sheet.push_back(built[i]);
    }
    Build(sheet);
    std::map<int, std::map<std::uint64_t, Change>> by_number;
    std::vector<Change> changes;
    for (int i = 0; i < 250; ++i) {
      const int number = kBuilt - kChanged / 2 + pick(kChanged);
      const auto version = static_cast<std::uint64_t>(1 + pick(1000));
      if (by_number[number].contains(version)) continue;
      Change change;
      const std::string day = "2026-10-" + std::to_string(10 + pick(20));
      switch (pick(10)) {
        case 0:
        case 1:
        case 2:
          change = Whole(number, version, worker());
          break;
        case 3:
          change = Removal(number, version);
          break;
        case 4:
          change = Visit(number, version, pick(2) == 0 ? kNoida : kPatna, day);
          break;
        case 5:
          change = ConsentOf(number, version, day, std::nullopt);
          break;
        case 6:
          change = ConsentOf(number, version, std::nullopt, "2026-11-01");
          break;
        case 7:
          change = Happened(number, version, records::EVENT_KIND_ENGAGEMENT);
          break;
        case 8:
          change = Happened(number, version, records::EVENT_KIND_EXIT);
          break;
        default:
          change = pick(4) > 0    ? Visit(number, version, kPatna, day)
                   : pick(2) == 0 ? Erasure(number, version)
                                  : Happened(number, version, records::EVENT_KIND_DEATH);
      }
      by_number[number][version] = change;
      for (int copies = pick(5) == 0 ? 2 : 1; copies > 0; --copies) changes.push_back(change);
    }
    std::shuffle(changes.begin(), changes.end(), random);
    auto live = Open();
    for (std::size_t at = 0; at < changes.size();) {
      const auto count = std::min<std::size_t>(changes.size() - at, 1 + random() % 40);
      const auto fates = live->Take(std::span(changes).subspan(at, count));
      ASSERT_TRUE(fates) << fates.error().message;
      at += count;
      if (pick(2) == 0) {
        ASSERT_TRUE(live->Publish());
      }
      if (pick(8) == 0) {
        live.reset();  // frees the locks
        live = Open();
      }
    }
    ASSERT_TRUE(live->Publish());

    std::vector<records::Worker> whole;
    for (int i = 1; i <= kBuilt + kChanged; ++i) {
      const auto known = built.find(i);
      auto left =
          Oracle(known == built.end() ? std::nullopt : std::optional(known->second), by_number[i]);
      if (!left) continue;
      left->set_uan(Uan(i));
      whole.push_back(std::move(*left));
    }
    const fs::path rebuilt = directory_ / ("rebuilt" + std::to_string(seed));
    fs::create_directories(rebuilt);
    fs::copy_file(store_ / "ref.key", rebuilt / "ref.key");  // equals take turns by their refs
    Build(whole, {}, rebuilt);
    for (const std::uint32_t pin : {kNoida, kPatna}) {
      for (const char* trade : {"7112.0200", "7126.0101"}) {
        matcher::QuestionSpec spec = MasonsAt(pin);
        spec.occupations = {{trade, std::nullopt}};
        spec.skills = {{"S0025", false, std::nullopt, std::nullopt}};
        spec.limit = 100;
        EXPECT_EQ(Ask(store_, spec, Direction::kWorkersForOpening),
                  Ask(rebuilt, spec, Direction::kWorkersForOpening))
            << trade << " at " << pin;
      }
    }
  }
}

}  // namespace
}  // namespace kaam::indexer
