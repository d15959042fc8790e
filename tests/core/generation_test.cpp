#include "core/generation.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "core/generations.h"
#include "core/index_schema.h"

namespace kaam {
namespace {

namespace fs = std::filesystem;

class GenerationTest : public ::testing::Test {
 protected:
  GenerationTest() {
    std::string pattern = fs::temp_directory_path() / "kaam-generation-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    store_ = pattern;
  }
  ~GenerationTest() override { fs::remove_all(store_); }

  Manifest PublishOne(const std::string& content) {
    auto lock = StoreLock::Acquire(store_);
    auto builder = GenerationBuilder::Create(*lock).value();
    std::ofstream(builder->directory() / "data") << content;
    fs::create_directory(builder->directory() / "folder");
    std::ofstream(builder->directory() / "folder" / "more") << "more";
    return builder->Publish({.workers = 1}).value();
  }

  fs::path store_;
};

TEST_F(GenerationTest, OpensWhatWasPublishedLast) {
  PublishOne("first");
  const Manifest second = PublishOne("second");
  const auto generation = Generation::OpenCurrent(store_, Verify::kAll);
  ASSERT_TRUE(generation) << generation.error().message;
  EXPECT_EQ((*generation)->manifest().snapshot, second.snapshot);
  EXPECT_EQ(ReadWholeFile((*generation)->Path("data")).value(), "second");
  EXPECT_EQ((*generation)->manifest().files.size(), 3U);  // data, folder/more, chunks.sha256
}

TEST_F(GenerationTest, ReadWholeFileFailsOnADirectoryAndAMissingFile) {
  const auto directory = ReadWholeFile(store_);
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().code, ErrorCode::kIo);
  EXPECT_NE(directory.error().message.find("Is a directory"), std::string::npos);
  const auto missing = ReadWholeFile(store_ / "nowhere");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::kIo);
  std::ofstream(store_ / "empty").close();
  EXPECT_EQ(ReadWholeFile(store_ / "empty").value(), "");
}

TEST_F(GenerationTest, KeepsTheGenerationBeforeForRollback) {
  PublishOne("1");
  PublishOne("2");
  PublishOne("3");
  EXPECT_FALSE(fs::exists(store_ / "generations/000001"));
  EXPECT_TRUE(fs::exists(store_ / "generations/000002"));
  EXPECT_TRUE(fs::exists(store_ / "generations/000003"));
}

TEST_F(GenerationTest, RefusesAStoreThatIsNotThere) {
  const auto generation = Generation::OpenCurrent(store_ / "nowhere", Verify::kSizes);
  ASSERT_FALSE(generation);
  EXPECT_EQ(generation.error().code, ErrorCode::kFailedPrecondition);
}

TEST_F(GenerationTest, RefusesAStoreWhoseBuildWasNeverFinished) {
  {
    auto lock = StoreLock::Acquire(store_);
    auto builder = GenerationBuilder::Create(*lock).value();
    std::ofstream(builder->directory() / "data") << "half";
  }
  const auto generation = Generation::OpenCurrent(store_, Verify::kSizes);
  ASSERT_FALSE(generation);
  EXPECT_EQ(generation.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_NE(generation.error().message.find("not finished"), std::string::npos);
}

TEST_F(GenerationTest, RemovesWhatABuilderLeftBehind) {
  {
    auto lock = StoreLock::Acquire(store_);
    fs::create_directories(store_ / "generations/.building-1");
    std::ofstream(store_ / "generations/.building-1/data") << "left by a dead process";
    auto builder = GenerationBuilder::Create(*lock).value();
    EXPECT_FALSE(fs::exists(store_ / "generations/.building-1"));
  }
  EXPECT_TRUE(fs::is_empty(store_ / "generations"));
}

TEST_F(GenerationTest, RefusesAnotherSchemaVersion) {
  PublishOne("x");
  const fs::path manifest = store_ / "generations/000001/manifest.json";
  std::string text = ReadWholeFile(manifest).value();
  const std::string now = "\"schema_version\":" + std::to_string(schema::kVersion);
  const std::size_t at = text.find(now);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, now.size(), "\"schema_version\":0");
  ASSERT_TRUE(WriteFileAtomically(manifest, text));
  const auto generation = Generation::OpenCurrent(store_, Verify::kSizes);
  ASSERT_FALSE(generation);
  EXPECT_EQ(generation.error().code, ErrorCode::kFailedPrecondition);
  EXPECT_NE(generation.error().message.find("schema version 0"), std::string::npos);
}

TEST_F(GenerationTest, NoticesAMissingAShortAndAChangedFile) {
  PublishOne("0123456789");
  const fs::path data = store_ / "generations/000001/data";
  const auto refusal = [&](Verify verify) {
    const auto generation = Generation::OpenCurrent(store_, verify);
    return generation ? std::string() : generation.error().message;
  };
  std::ofstream(data) << "0123456780";
  EXPECT_EQ(refusal(Verify::kSizes), "");  // sizes alone can't tell
  EXPECT_NE(refusal(Verify::kAll).find("has changed"), std::string::npos);
  std::ofstream(data) << "0123";
  EXPECT_NE(refusal(Verify::kSizes).find("does not have its size"), std::string::npos);
  fs::remove(data);
  EXPECT_NE(refusal(Verify::kSizes).find("is missing"), std::string::npos);
}

TEST_F(GenerationTest, NoticesADamagedManifestAndCurrent) {
  PublishOne("x");
  std::ofstream(store_ / "generations/000001/manifest.json") << "{\"schema_version\":1";
  EXPECT_EQ(Generation::OpenCurrent(store_, Verify::kSizes).error().code, ErrorCode::kDataLoss);
  std::ofstream(store_ / "CURRENT") << "../../etc";
  EXPECT_EQ(Generation::OpenCurrent(store_, Verify::kSizes).error().code, ErrorCode::kDataLoss);
}

TEST_F(GenerationTest, LetsOneWriterInAtATime) {
  auto first = StoreLock::Acquire(store_);
  ASSERT_TRUE(first);
  const auto second = StoreLock::Acquire(store_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
}

TEST_F(GenerationTest, ListsEveryGenerationWithWhatIsWrongWithIt) {
  PublishOne("1");
  PublishOne("2");
  std::ofstream(store_ / "generations/000001/data") << "longer than before";
  const auto listed = ListGenerations(store_);
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 2U);
  EXPECT_EQ((*listed)[0].name, "000001");
  EXPECT_FALSE((*listed)[0].is_current);
  ASSERT_FALSE((*listed)[0].generation);
  EXPECT_NE((*listed)[0].generation.error().message.find("data"), std::string::npos);
  EXPECT_TRUE((*listed)[1].is_current);
  EXPECT_TRUE((*listed)[1].generation);
}

TEST_F(GenerationTest, FindsTheChunkInWhichOneBitChanged) {
  constexpr std::size_t kChunk = 64 * 1024;
  std::string content(3 * kChunk + 10, 'x');
  PublishOne(content);
  const auto generation = Generation::OpenCurrent(store_, Verify::kSizes).value();
  EXPECT_TRUE(FindDamage(*generation).value().empty());
  content[kChunk + 7] ^= 4;
  content[3 * kChunk + 1] ^= 1;
  std::ofstream(generation->Path("data"), std::ios::binary) << content;
  const auto damage = FindDamage(*generation).value();
  ASSERT_EQ(damage.size(), 2U);
  EXPECT_EQ(damage[0].file, "data");
  EXPECT_EQ(damage[0].begin, kChunk);
  EXPECT_EQ(damage[0].end, 2 * kChunk);
  EXPECT_EQ(damage[1].begin, 3 * kChunk);
  EXPECT_EQ(damage[1].end, content.size());
}

TEST_F(GenerationTest, RollsBackToTheGenerationBefore) {
  const Manifest first = PublishOne("1");
  PublishOne("2");
  {
    const auto lock = StoreLock::Acquire(store_);
    EXPECT_EQ(Rollback(*lock).value(), "000001");
    EXPECT_EQ(Generation::OpenCurrent(store_, Verify::kAll).value()->manifest().snapshot,
              first.snapshot);
    EXPECT_EQ(Rollback(*lock).error().code, ErrorCode::kNotFound);
    EXPECT_EQ(Rollback(*lock, "000009").error().code, ErrorCode::kNotFound);
    EXPECT_EQ(Rollback(*lock, "000002").value(), "000002");
  }
  // What is published next is newer than all.
  EXPECT_EQ(PublishOne("3").snapshot.substr(0, 6), "000003");
}

TEST_F(GenerationTest, DoesNotRollBackToADamagedGeneration) {
  PublishOne("1");
  const Manifest second = PublishOne("2");
  std::ofstream(store_ / "generations/000001/data") << "9";
  const auto lock = StoreLock::Acquire(store_);
  EXPECT_EQ(Rollback(*lock).error().code, ErrorCode::kDataLoss);
  EXPECT_EQ(Generation::OpenCurrent(store_, Verify::kSizes).value()->manifest().snapshot,
            second.snapshot);
}

TEST_F(GenerationTest, NeverPrunesTheCurrentGeneration) {
  PublishOne("1");
  PublishOne("2");
  {
    const auto lock = StoreLock::Acquire(store_);
    ASSERT_TRUE(Rollback(*lock));
  }
  EXPECT_TRUE(PruneGenerations(store_, 1).empty());
  EXPECT_TRUE(Generation::OpenCurrent(store_, Verify::kAll));
  {
    const auto lock = StoreLock::Acquire(store_);
    ASSERT_TRUE(Rollback(*lock, "000002"));
  }
  EXPECT_EQ(PruneGenerations(store_, 1), std::vector<std::string>{"000001"});
}

}  // namespace
}  // namespace kaam
