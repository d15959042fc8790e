#include "core/generation.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

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

}  // namespace
}  // namespace kaam
