// A store with a key, what was built into it, and changes of it.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sodium.h>

#include <fstream>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/generations.h"
#include "core/record_columns.h"
#include "core/suppression.h"
#include "indexer/live_store.h"
#include "tests/support/world.h"

namespace kaam::indexer {

inline std::string Uan(int number) { return std::to_string(100'000'000'000 + number); }
inline std::int32_t DayOf(std::string_view text) { return DayNumber(*ParseDay(text)); }

class LiveStoreTest : public ::testing::Test {
 protected:
  LiveStoreTest() {
    EXPECT_GE(sodium_init(), 0);
    key_.fill(7);
  }

  void Build(const std::vector<records::Worker>& workers,
             const std::vector<records::Opening>& openings, const std::filesystem::path& store) {
    Write(directory_ / "workers.jsonl", workers, WorkerColumns());
    Write(directory_ / "openings.jsonl", openings, OpeningColumns());
    BuildOptions options;
    options.worker_files = {directory_ / "workers.jsonl"};
    if (!openings.empty()) options.opening_files = {directory_ / "openings.jsonl"};
    options.store = store;
    options.today = kaam::testing::Today();
    options.taxonomy = taxonomy::Taxonomy::DefaultPath().value();
    options.store_key = key_;
    const auto summary = indexer::Build(options);
    ASSERT_TRUE(summary) << summary.error().message;
    rejected_ = summary->workers.rejected_by_reason;
  }
  void Build(const std::vector<records::Worker>& workers,
             const std::vector<records::Opening>& openings = {}) {
    Build(workers, openings, store_);
  }

  std::unique_ptr<LiveStore> Open() {
    auto live = LiveStore::Open(store_, key_, 2);
    EXPECT_TRUE(live) << live.error().message;
    return live ? std::move(*live) : nullptr;
  }

  std::vector<Fate> Apply(std::vector<records::Change> changes) {
    const auto live = Open();
    const auto fates = live->Take(changes);
    EXPECT_TRUE(fates) << fates.error().message;
    const auto published = live->Publish();
    EXPECT_TRUE(published) << published.error().message;
    return fates.value();
  }

  WorkerRef RefOf(int number) {
    records::Worker worker;
    worker.set_uan(Uan(number));
    return RefMaker::ForStore(store_)->Of(worker);
  }

  records::Change Of(int number, std::uint64_t version) {
    records::Change change;
    const WorkerRef ref = RefOf(number);
    change.set_ref(ref.bytes.data(), ref.bytes.size());
    change.set_version(version);
    return change;
  }
  records::Change Whole(int number, std::uint64_t version, records::Worker worker) {
    records::Change change = Of(number, version);
    worker.set_uan(Uan(number));
    worker.set_version(version);
    *change.mutable_worker() = std::move(worker);
    return change;
  }
  records::Change Removal(int number, std::uint64_t version) {
    records::Change change = Of(number, version);
    change.set_removal(true);
    return change;
  }
  records::Change Erasure(int number, std::uint64_t version) {
    records::Change change = Of(number, version);
    change.set_erasure(true);
    return change;
  }
  records::Change Happened(int number, std::uint64_t version, records::EventKind kind,
                           std::string_view day = "2026-10-20") {
    records::Change change = Of(number, version);
    change.mutable_event()->set_kind(kind);
    change.mutable_event()->set_day(DayOf(day));
    return change;
  }
  records::Change Visit(int number, std::uint64_t version, std::uint32_t pin,
                        std::string_view day) {
    records::Change change = Happened(number, version, records::EVENT_KIND_RATION_VISIT, day);
    change.mutable_event()->mutable_place()->set_pin(pin);
    return change;
  }
  records::Change ConsentOf(int number, std::uint64_t version,
                            std::optional<std::string_view> given,
                            std::optional<std::string_view> withdrawn) {
    records::Change change = Happened(number, version, records::EVENT_KIND_CONSENT_CHANGE);
    records::Consent& consent = *change.mutable_event()->mutable_consent();
    consent.set_purpose(records::CONSENT_PURPOSE_VISIBLE_TO_EMPLOYERS);
    if (given) consent.set_given_day(DayOf(*given));
    if (withdrawn) consent.set_withdrawn_day(DayOf(*withdrawn));
    return change;
  }

  // The UANs found, best first, checked against brute force.
  static std::vector<std::string> Ask(const std::filesystem::path& store,
                                      const matcher::QuestionSpec& spec,
                                      matcher::Direction direction) {
    const auto index = matcher::Index::Open(store, Verify::kAll);
    EXPECT_TRUE(index) << index.error().message;
    if (!index) return {};
    const auto question =
        matcher::Question::Make((*index)->taxonomy(), spec, direction, kaam::testing::Today());
    EXPECT_TRUE(question) << question.error().message;
    if (!question) return {};
    auto searcher = matcher::Searcher::Open(*index).value();
    std::vector<std::string> refs;
    for (std::size_t list = 0; list < question->lists(); ++list) {
      const auto ranked = searcher->Rank(*question, list, Deadline::Never()).value();
      EXPECT_EQ(
          matcher::DifferenceBetween(ranked, matcher::RankByBruteForce(**index, *question, list)),
          std::nullopt);
      for (const matcher::RankedRow& row : ranked.rows) {
        const auto bytes = direction == matcher::Direction::kWorkersForOpening
                               ? (*index)->workers().RefBytes(row.row)
                               : (*index)->openings().RefBytes(row.row);
        WorkerRef ref;
        std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
        refs.push_back(ToHex(ref) + ":" + std::to_string(row.key));
      }
      refs.push_back("of " + std::to_string(ranked.total.value));
    }
    return refs;
  }

  // Numbers of `most` workers found near a PIN.
  std::vector<int> MasonsNear(std::uint32_t pin, int most = 9) {
    matcher::QuestionSpec spec = kaam::testing::MasonsAt(pin);
    spec.radius_km = 50;
    spec.limit = 100;
    std::vector<int> numbers;
    const auto found = Ask(store_, spec, matcher::Direction::kWorkersForOpening);
    for (int number = 1; number <= most; ++number) {
      const std::string hex = ToHex(RefOf(number));
      for (const std::string& ref : found) {
        if (ref.starts_with(hex)) numbers.push_back(number);
      }
    }
    return numbers;
  }

  // All bytes of all files of the store but the contact store's.
  std::string EveryByte() {
    std::string all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(store_)) {
      if (entry.is_regular_file()) all += ReadWholeFile(entry.path()).value();
    }
    return all;
  }

  kaam::testing::TemporaryDirectory directory_;
  std::filesystem::path store_ = directory_ / "store";
  SecretKey key_;
  std::map<std::string, std::uint64_t> rejected_;

 private:
  template <class Record>
  static void Write(const std::filesystem::path& path, const std::vector<Record>& records,
                    std::span<const Column<Record>> columns) {
    std::ofstream out(path);
    for (const Record& record : records) {
      boost::json::object line;
      for (const Column<Record>& column : columns) {
        std::string text;
        column.format(record, text);
        if (!text.empty()) line[column.name] = text;
      }
      out << boost::json::serialize(line) << '\n';
    }
  }
};

}  // namespace kaam::indexer
