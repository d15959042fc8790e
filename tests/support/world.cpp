#include "tests/support/world.h"

#include <google/protobuf/util/delimited_message_util.h>
#include <gtest/gtest.h>
#include <sodium.h>
#include <stdlib.h>

#include <fstream>
#include <span>
#include <stdexcept>

namespace kaam::testing {
namespace {

template <class Record>
void WriteDelimited(const std::filesystem::path& path, std::span<const Record> records) {
  std::ofstream out(path, std::ios::binary);
  for (const Record& record : records) {
    google::protobuf::util::SerializeDelimitedToOstream(record, &out);
  }
}

}  // namespace

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = std::filesystem::temp_directory_path() / "kaam-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

const taxonomy::Taxonomy& RealTaxonomy() {
  static const std::shared_ptr<const taxonomy::Taxonomy> taxonomy =
      taxonomy::Taxonomy::LoadDefault().value();
  return *taxonomy;
}

Day Today() { return *ParseDay("2026-11-02"); }

matcher::QuestionSpec MasonsAt(std::uint32_t pin, std::string language) {
  matcher::QuestionSpec spec;
  spec.occupations = {{"7112.0200", std::nullopt}};
  spec.place = matcher::PlaceSpec{.pin = pin};
  spec.language = std::move(language);
  return spec;
}

records::Worker Mason(std::string_view uan, std::uint32_t pin) {
  records::Worker worker;
  worker.set_uan(std::string(uan));
  worker.set_name("Synthetic Person");
  worker.set_birth_day(DayNumber(*ParseDay("1990-05-17")));
  worker.mutable_current()->set_pin(pin);
  worker.mutable_primary()->set_nco("7112.0200");
  worker.set_confirmed_day(DayNumber(*ParseDay("2026-10-01")));
  records::Consent& consent = *worker.add_consents();
  consent.set_purpose(records::CONSENT_PURPOSE_VISIBLE_TO_EMPLOYERS);
  consent.set_given_day(DayNumber(*ParseDay("2025-01-01")));
  return worker;
}

records::Opening MasonWanted(std::string_view id, std::uint32_t pin) {
  records::Opening opening;
  opening.set_id(std::string(id));
  opening.set_title("Mason wanted");
  opening.set_status(records::OPENING_STATUS_OPEN);
  opening.add_trades()->set_nco("7112.0200");
  opening.add_sites()->set_pin(pin);
  return opening;
}

void World::WritePending(indexer::ReadOptions& options) {
  const auto workers = std::span<const records::Worker>(workers_).subspan(workers_indexed_);
  const auto openings = std::span<const records::Opening>(openings_).subspan(openings_indexed_);
  WriteDelimited(directory_ / "workers.pb", workers);
  WriteDelimited(directory_ / "openings.pb", openings);
  if (!workers.empty()) options.worker_files = {directory_ / "workers.pb"};
  if (!openings.empty()) options.opening_files = {directory_ / "openings.pb"};
  workers_indexed_ = workers_.size();
  openings_indexed_ = openings_.size();
  options.store = store_;
  options.today = Today();
}

void World::Open() {
  const auto index = matcher::Index::Open(store_, Verify::kAll);
  ASSERT_TRUE(index) << index.error().message;
  index_ = *index;
  auto searcher = matcher::Searcher::Open(index_);
  ASSERT_TRUE(searcher) << searcher.error().message;
  searcher_ = std::move(*searcher);
}

void World::Build() {
  ASSERT_GE(sodium_init(), 0);
  indexer::BuildOptions options;
  WritePending(options);
  options.taxonomy = taxonomy::Taxonomy::DefaultPath().value();
  const auto summary = indexer::Build(options);
  ASSERT_TRUE(summary) << summary.error().message;
  ASSERT_EQ(summary->workers.rejected + summary->openings.rejected, 0U)
      << ReadWholeFile(summary->rejects).value();
  Open();
}

void World::UseRefKeyOf(const World& other) {
  std::filesystem::create_directories(store_);
  std::filesystem::copy_file(other.store_ / "ref.key", store_ / "ref.key");
}

indexer::BuildSummary World::Apply(const std::vector<std::string>& gone_uans,
                                   const std::vector<std::string>& gone_openings) {
  const auto refs = indexer::RefMaker::ForStore(store_).value();
  std::ofstream gone_workers(directory_ / "gone-workers");
  for (const std::string& uan : gone_uans) {
    records::Worker worker;
    worker.set_uan(uan);
    gone_workers << ToHex(refs.Of(worker)) << '\n';
  }
  gone_workers.close();
  std::ofstream gone(directory_ / "gone-openings");
  for (const std::string& id : gone_openings) {
    records::Opening opening;
    opening.set_id(id);
    gone << ToHex(refs.Of(opening)) << '\n';
  }
  gone.close();
  indexer::ApplyOptions options;
  WritePending(options);
  options.removed_workers = {directory_ / "gone-workers"};
  options.removed_openings = {directory_ / "gone-openings"};
  auto summary = indexer::Apply(options);
  EXPECT_TRUE(summary) << summary.error().message;
  if (!summary) return {};
  EXPECT_EQ(summary->workers.rejected + summary->openings.rejected, 0U)
      << ReadWholeFile(summary->rejects).value();
  Open();
  return std::move(*summary);
}

RowId World::RowOf(std::string_view uan) const {
  const auto refs = indexer::RefMaker::ForStore(store_).value();
  records::Worker worker;
  worker.set_uan(std::string(uan));
  return index_->workers().FindByRef(refs.Of(worker).bytes).value();
}

std::string World::NameOf(RowId row, matcher::Direction direction) const {
  const auto refs = indexer::RefMaker::ForStore(store_).value();
  if (direction == matcher::Direction::kOpeningsForWorker) {
    return index_->OpeningDocument(row).id();
  }
  const auto bytes = index_->workers().RefBytes(row);
  for (const records::Worker& worker : workers_) {
    if (std::equal(bytes.begin(), bytes.end(), refs.Of(worker).bytes.begin())) return worker.uan();
  }
  return "nobody";
}

matcher::Answer World::Answer(const matcher::QuestionSpec& spec, matcher::Direction direction) {
  const auto question = matcher::Question::Make(index_->taxonomy(), spec, direction, Today());
  EXPECT_TRUE(question) << question.error().message;
  if (!question) return {};
  for (std::size_t list = 0; list < question->lists(); ++list) {
    const auto ranked = searcher_->Rank(*question, list, Deadline::Never());
    EXPECT_TRUE(ranked);
    const auto oracle = matcher::RankByBruteForce(*index_, *question, list);
    EXPECT_EQ(matcher::DifferenceBetween(*ranked, oracle), std::nullopt);
  }
  return matcher::Search(*searcher_, *question, Deadline::Never()).value();
}

std::vector<std::string> World::Ask(const matcher::QuestionSpec& spec,
                                    matcher::Direction direction) {
  std::vector<std::string> names;
  for (const matcher::AnswerList& list : Answer(spec, direction).lists) {
    for (const matcher::Hit& hit : list.hits) names.push_back(NameOf(hit.row, direction));
  }
  return names;
}

std::vector<std::string> World::AskWorkers(const matcher::QuestionSpec& spec) {
  return Ask(spec, matcher::Direction::kWorkersForOpening);
}

std::vector<std::string> World::AskOpenings(const matcher::QuestionSpec& spec) {
  return Ask(spec, matcher::Direction::kOpeningsForWorker);
}

}  // namespace kaam::testing
