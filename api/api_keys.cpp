#include "api/api_keys.h"

#include <sodium.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cerrno>
#include <span>

#include "api/ascii.h"
#include "core/generation.h"
#include "core/json_reader.h"
#include "core/json_text.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr std::string_view kMark = "kaam_";
constexpr std::size_t kPrefixDigits = 8;
constexpr std::size_t kSecretBytes = 32;
constexpr std::size_t kSecretChars = 43;
constexpr std::size_t kKeyChars = kMark.size() + kPrefixDigits + 1 + kSecretChars;
constexpr std::size_t kHashDigits = 2 * crypto_generichash_BYTES;
constexpr int kMostDays = 366;
constexpr std::time_t kHour = 3600;
constexpr std::time_t kDay = 24 * kHour;

std::string HexOf(std::span<const unsigned char> bytes) {
  std::string hex(2 * bytes.size() + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

std::string HashOf(std::string_view key) {
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(key.data()),
                     key.size(), nullptr, 0);
  return HexOf(hash);
}

std::string_view PrefixOf(std::string_view key) { return key.substr(kMark.size(), kPrefixDigits); }

bool IsClientName(std::string_view name) {
  return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
    return IsAlpha(c) || IsDigit(c) || c == '.' || c == '_' || c == '-';
  });
}

std::optional<ApiKey> KeyFrom(const json::value& value) {
  const json::object* object = value.if_object();
  if (object == nullptr || object->size() != 7) return std::nullopt;
  const auto text = [&](std::string_view name) {
    const json::value* member = object->if_contains(name);
    return member != nullptr && member->is_string() ? std::string(member->get_string())
                                                    : std::string();
  };
  const auto number = [&](std::string_view name) -> std::optional<std::time_t> {
    const json::value* member = object->if_contains(name);
    if (member == nullptr || !member->is_int64()) return std::nullopt;
    return member->get_int64();
  };
  const auto role = RoleFromName(text("role"));
  const auto created = number("created");
  const auto expires = number("expires");
  const json::value* revoked = object->if_contains("revoked");
  ApiKey key{.prefix = text("prefix"), .hash = text("hash"), .client = text("client")};
  if (!role || !created || !expires || revoked == nullptr || !revoked->is_bool()) {
    return std::nullopt;
  }
  if (key.prefix.size() != kPrefixDigits || key.hash.size() != kHashDigits) return std::nullopt;
  if (!IsClientName(key.client)) return std::nullopt;
  key.role = *role;
  key.created = *created;
  key.expires = *expires;
  key.revoked = revoked->get_bool();
  return key;
}

Error NoSuchKey() { return NotFound("no live key has this prefix", "prefix"); }

}  // namespace

bool LooksLikeApiKey(std::string_view text) {
  return text.size() == kKeyChars && text.starts_with(kMark) &&
         text[kMark.size() + kPrefixDigits] == '_';
}

Result<ApiKeys> ApiKeys::Read(const std::filesystem::path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) return IoError("read", file.string(), errno);
  if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return FailedPrecondition("others may write the keys: chmod 600 " + file.string(), "keys");
  }
  const auto text = ReadWholeFile(file);
  if (!text) return text.error();
  const auto value = ReadJson(*text);
  const json::object* object = value ? value->if_object() : nullptr;
  const json::value* list = object != nullptr ? object->if_contains("keys") : nullptr;
  if (list == nullptr || !list->is_array()) {
    return InvalidArgument("is no file of API keys: " + file.string(), "keys");
  }
  ApiKeys keys;
  for (std::size_t i = 0; i < list->get_array().size(); ++i) {
    auto key = KeyFrom(list->get_array()[i]);
    if (!key || keys.FindPrefix(key->prefix) != nullptr) {
      return InvalidArgument(
          "is no API key: number " + std::to_string(i + 1) + " of " + file.string(), "keys");
    }
    keys.keys_.push_back(std::move(*key));
  }
  return keys;
}

Result<void> ApiKeys::Write(const std::filesystem::path& file) const {
  json::array list;
  for (const ApiKey& key : keys_) {
    list.push_back(json::object{{"prefix", key.prefix},
                                {"hash", key.hash},
                                {"client", key.client},
                                {"role", NameOf(key.role)},
                                {"created", std::int64_t{key.created}},
                                {"expires", std::int64_t{key.expires}},
                                {"revoked", key.revoked}});
  }
  return WriteFileAtomically(file, ToJsonText(json::object{{"keys", std::move(list)}}) + "\n");
}

std::string ApiKeys::Add(ApiKey key) {
  do {
    std::array<unsigned char, kPrefixDigits / 2> prefix{};
    randombytes_buf(prefix.data(), prefix.size());
    key.prefix = HexOf(prefix);
  } while (FindPrefix(key.prefix) != nullptr);
  std::array<unsigned char, kSecretBytes> secret{};
  randombytes_buf(secret.data(), secret.size());
  std::array<char, kSecretChars + 1> encoded{};
  sodium_bin2base64(encoded.data(), encoded.size(), secret.data(), secret.size(),
                    sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  std::string text = std::string(kMark) + key.prefix + "_" + encoded.data();
  key.hash = HashOf(text);
  keys_.push_back(std::move(key));
  return text;
}

Result<std::string> ApiKeys::Create(const KeyRequest& request, std::time_t now) {
  if (!IsClientName(request.client)) {
    return InvalidArgument("must be 1 to 64 letters, digits, dots, dashes and underscores",
                           "client");
  }
  if (request.days < 1 || request.days > kMostDays) {
    return InvalidArgument("must be 1 to 366 days", "days");
  }
  return Add({.client = request.client,
              .role = request.role,
              .created = now,
              .expires = now + request.days * kDay});
}

Result<std::string> ApiKeys::Rotate(std::string_view prefix, int days, int overlap_hours,
                                    std::time_t now) {
  ApiKey* old = FindPrefix(prefix);
  if (old == nullptr || old->revoked || old->expires <= now) return NoSuchKey();
  if (overlap_hours < 0) return InvalidArgument("must be 0 or more hours", "overlap");
  const KeyRequest request{old->client, old->role, days};
  const std::time_t last = std::min(old->expires, now + overlap_hours * kHour);
  auto key = Create(request, now);
  // Create may have moved the keys.
  if (key) FindPrefix(prefix)->expires = last;
  return key;
}

Result<void> ApiKeys::Revoke(std::string_view prefix) {
  ApiKey* key = FindPrefix(prefix);
  if (key == nullptr || key->revoked) return NoSuchKey();
  key->revoked = true;
  return {};
}

ApiKey* ApiKeys::FindPrefix(std::string_view prefix) {
  const auto found = std::find_if(keys_.begin(), keys_.end(),
                                  [&](const ApiKey& key) { return key.prefix == prefix; });
  return found == keys_.end() ? nullptr : &*found;
}

const ApiKey* ApiKeys::Find(std::string_view text, std::time_t now) const {
  if (!LooksLikeApiKey(text)) return nullptr;
  const std::string hash = HashOf(text);
  for (const ApiKey& key : keys_) {
    if (key.prefix != PrefixOf(text)) continue;
    const bool same = sodium_memcmp(key.hash.data(), hash.data(), kHashDigits) == 0;
    return same && !key.revoked && now < key.expires ? &key : nullptr;
  }
  return nullptr;
}

}  // namespace kaam::api
