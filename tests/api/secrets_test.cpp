#include "api/secrets.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/world.h"

namespace kaam::api {
namespace {

namespace fs = std::filesystem;

class SecretsFile : public ::testing::Test {
 protected:
  Result<Secrets> Read(const std::string& content, fs::perms perms = fs::perms::owner_read) {
    const fs::path file = directory_ / "secret";
    fs::remove(file);
    std::ofstream(file) << content;
    fs::permissions(file, perms);
    return Secrets::Read(file);
  }

  testing::TemporaryDirectory directory_;
};

TEST_F(SecretsFile, GivesTheSameKeysEachTimeAndEachItsOwn) {
  const std::string hex(64, 'a');
  const auto secrets = Read(hex + "\n");
  ASSERT_TRUE(secrets) << secrets.error().message;
  EXPECT_EQ(secrets->cursor, Read(hex)->cursor);
  EXPECT_NE(secrets->cursor, secrets->refs);
  EXPECT_NE(secrets->cursor, Read(std::string(64, 'b'))->cursor);
}

TEST_F(SecretsFile, IsRefusedWhenItIsNoneOrOthersMayReadIt) {
  const std::string hex(64, 'a');
  EXPECT_EQ(Read(hex.substr(1)).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Read(hex + "aa").error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Read(std::string(64, 'x')).error().code, ErrorCode::kInvalidArgument);
  EXPECT_EQ(Read(hex, fs::perms::owner_read | fs::perms::group_read).error().code,
            ErrorCode::kFailedPrecondition);
  EXPECT_EQ(Secrets::Read(directory_ / "none").error().code, ErrorCode::kIo);
}

TEST(Secrets, AreDrawnAnew) { EXPECT_NE(Secrets::Random().cursor, Secrets::Random().cursor); }

}  // namespace
}  // namespace kaam::api
