#include "api/api_keys.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "core/generation.h"
#include "tests/support/world.h"

namespace kaam::api {
namespace {

constexpr std::time_t kNow = 1'800'000'000;
constexpr std::time_t kDay = 24 * 3600;

TEST(ApiKeys, OpenWithTheWholeKeyUntilItExpires) {
  ApiKeys keys;
  const std::string key = keys.Create({"ncs", Role::kPortal, 10}, kNow).value();
  EXPECT_TRUE(LooksLikeApiKey(key));
  ASSERT_NE(keys.Find(key, kNow), nullptr);
  EXPECT_EQ(keys.Find(key, kNow)->client, "ncs");
  EXPECT_EQ(keys.Find(key, kNow)->role, Role::kPortal);
  EXPECT_NE(keys.Find(key, kNow + 10 * kDay - 1), nullptr);
  EXPECT_EQ(keys.Find(key, kNow + 10 * kDay), nullptr);
  std::string other = key;
  other.back() = other.back() == 'A' ? 'B' : 'A';
  EXPECT_EQ(keys.Find(other, kNow), nullptr);
  EXPECT_EQ(keys.Find(key.substr(0, key.size() - 1), kNow), nullptr);
  EXPECT_EQ(keys.Find("", kNow), nullptr);
}

TEST(ApiKeys, RotateWithAnOverlapAndKeepTheClient) {
  ApiKeys keys;
  const std::string old = keys.Create({"ncs", Role::kPortal, 90}, kNow).value();
  const std::string prefix = keys.all().front().prefix;
  const std::string fresh = keys.Rotate(prefix, 90, 2, kNow).value();
  EXPECT_EQ(keys.Find(fresh, kNow)->client, "ncs");
  EXPECT_NE(keys.Find(old, kNow + 2 * 3600 - 1), nullptr);
  EXPECT_EQ(keys.Find(old, kNow + 2 * 3600), nullptr);
  EXPECT_EQ(keys.Rotate("00000000", 90, 2, kNow).error().code, ErrorCode::kNotFound);
}

TEST(ApiKeys, OpenNothingOnceRevoked) {
  ApiKeys keys;
  const std::string key = keys.Create({"ncs", Role::kPortal, 90}, kNow).value();
  const std::string prefix = keys.all().front().prefix;
  ASSERT_TRUE(keys.Revoke(prefix));
  EXPECT_EQ(keys.Find(key, kNow), nullptr);
  EXPECT_EQ(keys.Revoke(prefix).error().code, ErrorCode::kNotFound);
}

TEST(ApiKeys, RefuseWhatCannotBe) {
  ApiKeys keys;
  EXPECT_FALSE(keys.Create({"", Role::kPortal, 90}, kNow));
  EXPECT_FALSE(keys.Create({"a b", Role::kPortal, 90}, kNow));
  EXPECT_FALSE(keys.Create({std::string(65, 'a'), Role::kPortal, 90}, kNow));
  EXPECT_FALSE(keys.Create({"a", Role::kPortal, 0}, kNow));
  EXPECT_FALSE(keys.Create({"a", Role::kPortal, 367}, kNow));
  EXPECT_EQ(RoleFromName("open"), std::nullopt);
}

TEST(ApiKeys, AreStoredWithoutTheKeyAndReadBack) {
  const testing::TemporaryDirectory directory;
  const auto file = directory / "keys.json";
  ApiKeys keys;
  const std::string key = keys.Create({"ncs", Role::kPortal, 90}, kNow).value();
  ASSERT_TRUE(keys.Write(file));
  EXPECT_EQ(ReadWholeFile(file)->find(key.substr(14)), std::string::npos);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
  const auto read = ApiKeys::Read(file);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_NE(read->Find(key, kNow), nullptr);
  std::filesystem::permissions(
      file, std::filesystem::perms::owner_read | std::filesystem::perms::others_write);
  EXPECT_EQ(ApiKeys::Read(file).error().code, ErrorCode::kFailedPrecondition);
}

TEST(ApiKeys, AreRefusedWhereTheFileIsDamaged) {
  const testing::TemporaryDirectory directory;
  const auto file = directory / "keys.json";
  for (const char* content : {"", "[]", R"({"keys": 1})", R"({"keys": [{}]})",
                              R"({"keys": [{"prefix": "0123456", "hash": "", "client": "a",
                                 "role": "portal", "created": 1, "expires": 2, "revoked": false}]})"}) {
    std::filesystem::remove(file);
    std::ofstream(file) << content;
    std::filesystem::permissions(file, std::filesystem::perms::owner_read);
    EXPECT_EQ(ApiKeys::Read(file).error().code, ErrorCode::kInvalidArgument) << content;
  }
}

}  // namespace
}  // namespace kaam::api
