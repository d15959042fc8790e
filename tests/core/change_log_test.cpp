#include "core/change_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

namespace kaam {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ChangeLogTest : public ::testing::Test {
 protected:
  ChangeLogTest() { fs::create_directories(directory_); }
  ~ChangeLogTest() override { fs::remove_all(directory_); }

  std::unique_ptr<ChangeLog> Open(std::uint64_t file_bytes = 1 << 20) {
    auto log = ChangeLog::Open(directory_, {.file_bytes = file_bytes});
    EXPECT_TRUE(log) << log.error().message;
    return log ? std::move(*log) : nullptr;
  }

  std::vector<std::string> Entries(std::uint64_t after = 0) {
    std::vector<std::string> out;
    const auto end =
        ReplayChangeLog(directory_, after, [&](std::uint64_t at, std::string_view text) {
          out.push_back(std::to_string(at) + ":" + std::string(text));
          return Result<void>();
        });
    EXPECT_TRUE(end) << end.error().message;
    return out;
  }

  std::vector<fs::path> Files() {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(directory_)) {
      if (entry.path().extension() == ".log") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  static std::string Read(const fs::path& path) {
    std::ostringstream out;
    out << std::ifstream(path, std::ios::binary).rdbuf();
    return out.str();
  }
  static void Write(const fs::path& path, std::string_view bytes) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
  }

  static void Add(ChangeLog& log, std::vector<std::string> entries) {
    ASSERT_TRUE(log.Append(entries));
  }

  const fs::path directory_ =
      fs::temp_directory_path() / ("kaam-log-test-" + std::to_string(::getpid()) + "-" +
                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(ChangeLogTest, GivesBackWhatWasAppendedFromAnyPosition) {
  {
    const auto log = Open();
    EXPECT_EQ(log->end(), 0U);
    EXPECT_EQ(log->Append(std::vector<std::string>{"a", ""}).value(), 2U);
    EXPECT_EQ(log->Append(std::vector<std::string>{"c"}).value(), 3U);
  }
  EXPECT_EQ(Open()->end(), 3U);
  EXPECT_THAT(Entries(), ElementsAre("1:a", "2:", "3:c"));
  EXPECT_THAT(Entries(1), ElementsAre("2:", "3:c"));
  EXPECT_THAT(Entries(3), IsEmpty());
}

TEST_F(ChangeLogTest, GoesOnInANewFileWhenOneIsFull) {
  const auto log = Open(100);
  for (const char* text : {"one", "two", "three", "four", "five"}) {
    Add(*log, {text + std::string(60, '.')});
  }
  EXPECT_EQ(Files().size(), 5U);
  EXPECT_EQ(Entries().size(), 5U);
  EXPECT_EQ(Entries(3).size(), 2U);
}

TEST_F(ChangeLogTest, CutsWhatACrashLeftHalfWritten) {
  Add(*Open(), {"a", "b"});
  const std::string whole = Read(Files()[0]);
  Add(*Open(), {"lost"});
  const std::string longer = Read(Files()[0]);
  for (std::size_t size = whole.size(); size < longer.size(); ++size) {
    for (const std::size_t zeros : {std::size_t{0}, longer.size() - size}) {
      Write(Files()[0], longer.substr(0, size) + std::string(zeros, '\0'));
      const auto log = Open();
      ASSERT_EQ(log->end(), 2U) << size;
      EXPECT_EQ(Read(Files()[0]), whole);
      EXPECT_THAT(Entries(), ElementsAre("1:a", "2:b"));
    }
  }
  Add(*Open(), {"c"});
  EXPECT_THAT(Entries(2), ElementsAre("3:c"));
}

TEST_F(ChangeLogTest, NamesDamageBeforeWholeEntries) {
  {
    const auto log = Open();
    Add(*log, {"first"});
    Add(*log, {"second"});
  }
  const std::string whole = Read(Files()[0]);
  for (std::size_t at = 0; at < whole.size() / 2; ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 16);
    Write(Files()[0], changed);
    const auto log = ChangeLog::Open(directory_);
    ASSERT_FALSE(log) << at;
    EXPECT_EQ(log.error().code, ErrorCode::kDataLoss);
    EXPECT_THAT(log.error().message, HasSubstr(".log at byte 0"));
  }
}

TEST_F(ChangeLogTest, NamesAMissingFile) {
  const auto log = Open(10);
  for (const char* text : {"one", "two", "three"}) Add(*log, {text});
  fs::remove(Files()[1]);
  const auto end = ReplayChangeLog(directory_, 0,
                                   [](std::uint64_t, std::string_view) { return Result<void>(); });
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code, ErrorCode::kDataLoss);
}

TEST_F(ChangeLogTest, HasOneWriter) {
  const auto log = Open();
  const auto second = ChangeLog::Open(directory_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kUnavailable);
}

TEST_F(ChangeLogTest, ForgetsWhatIsNoLongerNeededAndCountsOn) {
  const auto log = Open(10);
  for (const char* text : {"one", "two", "three"}) Add(*log, {text});
  ASSERT_TRUE(log->ForgetThrough(2));
  EXPECT_THAT(Entries(2), ElementsAre("3:three"));
  ASSERT_TRUE(log->ForgetThrough(3));
  EXPECT_THAT(Entries(3), IsEmpty());
  EXPECT_EQ(Read(Files()[0]), "");
  EXPECT_EQ(log->Append(std::vector<std::string>{"four"}).value(), 4U);
  const auto end = ReplayChangeLog(directory_, 1,
                                   [](std::uint64_t, std::string_view) { return Result<void>(); });
  ASSERT_FALSE(end);
  EXPECT_EQ(end.error().code, ErrorCode::kDataLoss);
}

TEST_F(ChangeLogTest, TakesFromManyThreadsAtOnce) {
  const auto log = Open(2000);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < 50; ++i) {
        const std::string text = std::to_string(thread) + "/" + std::to_string(i);
        ASSERT_TRUE(log->Append(std::vector<std::string>{text, text}));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(log->end(), 800U);
  std::vector<std::string> texts;
  for (const std::string& entry : Entries()) texts.push_back(entry.substr(entry.find(':') + 1));
  for (std::size_t i = 0; i < texts.size(); i += 2) EXPECT_EQ(texts[i], texts[i + 1]);
  EXPECT_EQ(std::set(texts.begin(), texts.end()).size(), 400U);
}

// What was acknowledged before a kill -9 is there afterwards.
TEST_F(ChangeLogTest, KeepsWhatItAcknowledgedBeforeAKill) {
  for (int round = 0; round < 10; ++round) {
    std::array<int, 2> acknowledged;
    ASSERT_EQ(::pipe(acknowledged.data()), 0);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto log = ChangeLog::Open(directory_, {.file_bytes = 4096});
      for (int i = 0; log && i < 100'000; ++i) {
        const auto at = (*log)->Append(std::vector<std::string>{std::string(100, 'x')});
        if (!at || ::write(acknowledged[1], &*at, sizeof *at) != sizeof *at) break;
      }
      ::_exit(0);
    }
    ::close(acknowledged[1]);
    std::uint64_t last = 0;
    for (int i = 0; i < 20 + round; ++i) {
      if (::read(acknowledged[0], &last, sizeof last) != sizeof last) break;
    }
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    for (std::uint64_t more = 0; ::read(acknowledged[0], &more, sizeof more) == sizeof more;) {
      last = more;
    }
    ::close(acknowledged[0]);
    EXPECT_GE(Open(4096)->end(), last);
  }
}

}  // namespace
}  // namespace kaam
