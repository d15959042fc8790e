#include "api/jwt.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <sodium.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "core/generation.h"
#include "core/json_reader.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxToken = 4096;
constexpr std::size_t kMaxText = 200;
constexpr int kLeastRsaBits = 2048;
constexpr std::time_t kGrace = 60;
constexpr std::time_t kLongest = 24 * 3600;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* value) const {
    Free(value);
  }
};
using KeyPointer = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY_free>>;
using KeyContext = std::unique_ptr<EVP_PKEY_CTX, Freed<EVP_PKEY_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freed<EVP_MD_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<BN_free>>;
using ParamBuilder = std::unique_ptr<OSSL_PARAM_BLD, Freed<OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<OSSL_PARAM_free>>;

// Base64url without padding; absent for anything else.
std::optional<std::string> Decode(std::string_view text) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const bool decoded = sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()),
                                         bytes.size(), text.data(), text.size(), nullptr, &length,
                                         &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
  if (!decoded || end != text.data() + text.size()) return std::nullopt;
  bytes.resize(length);
  return bytes;
}

std::string TextOf(const json::object& object, std::string_view name) {
  const json::value* member = object.if_contains(name);
  if (member == nullptr || !member->is_string()) return {};
  return std::string(member->get_string());
}

const unsigned char* RawBytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

KeyPointer Ed25519Key(const json::object& jwk) {
  const auto x = Decode(TextOf(jwk, "x"));
  if (TextOf(jwk, "crv") != "Ed25519" || !x) return nullptr;
  return KeyPointer(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, RawBytes(*x), x->size()));
}

KeyPointer RsaKey(const json::object& jwk) {
  const auto n_bytes = Decode(TextOf(jwk, "n"));
  const auto e_bytes = Decode(TextOf(jwk, "e"));
  if (!n_bytes || !e_bytes) return nullptr;
  const Number n(BN_bin2bn(RawBytes(*n_bytes), static_cast<int>(n_bytes->size()), nullptr));
  const Number e(BN_bin2bn(RawBytes(*e_bytes), static_cast<int>(e_bytes->size()), nullptr));
  const ParamBuilder builder(OSSL_PARAM_BLD_new());
  if (!n || !e || !builder || BN_num_bits(n.get()) < kLeastRsaBits) return nullptr;
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, n.get());
  OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, e.get());
  const Params params(OSSL_PARAM_BLD_to_param(builder.get()));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "RSA", nullptr));
  EVP_PKEY* key = nullptr;
  if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1) {
    return nullptr;
  }
  return KeyPointer(key);
}

Error Refused(std::string why) { return InvalidArgument(std::move(why), "token"); }

std::optional<json::object> ObjectIn(std::string_view part) {
  const auto text = Decode(part);
  if (!text) return std::nullopt;
  auto value = ReadJson(*text, 4);
  if (!value || !value->is_object()) return std::nullopt;
  return std::move(value->get_object());
}

std::optional<std::time_t> TimeOf(const json::object& claims, std::string_view name) {
  const json::value* member = claims.if_contains(name);
  json::error_code error;
  if (member == nullptr || !member->is_number()) return std::nullopt;
  const auto at = member->to_number<std::int64_t>(error);
  if (error) return std::nullopt;
  return at;
}

bool IsFor(const json::object& claims, std::string_view audience) {
  const json::value* member = claims.if_contains("aud");
  if (member == nullptr) return false;
  if (member->is_string()) return member->get_string() == audience;
  const json::array* list = member->if_array();
  return list != nullptr && std::any_of(list->begin(), list->end(), [&](const json::value& each) {
           return each.is_string() && each.get_string() == audience;
         });
}

}  // namespace

struct TokenKeys::Key {
  std::string kid;
  std::string algorithm;
  KeyPointer key;

  bool Signed(std::string_view text, std::string_view signature) const {
    const DigestContext context(EVP_MD_CTX_new());
    const EVP_MD* digest = algorithm == "RS256" ? EVP_sha256() : nullptr;
    return context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, digest, nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), RawBytes(signature), signature.size(), RawBytes(text),
                            text.size()) == 1;
  }
};

Result<TokenKeys> TokenKeys::Read(const std::filesystem::path& file, Expected expected) {
  const auto text = ReadWholeFile(file);
  if (!text) return text.error();
  return Parse(*text, std::move(expected));
}

Result<TokenKeys> TokenKeys::Parse(std::string_view jwks, Expected expected) {
  const auto value = ReadJson(jwks);
  const json::object* object = value ? value->if_object() : nullptr;
  const json::value* list = object != nullptr ? object->if_contains("keys") : nullptr;
  if (list == nullptr || !list->is_array() || list->get_array().empty()) {
    return InvalidArgument("is no set of keys (RFC 7517)", "jwks");
  }
  TokenKeys keys;
  keys.expected_ = std::move(expected);
  for (const json::value& each : list->get_array()) {
    auto key = std::make_shared<Key>();
    if (const json::object* jwk = each.if_object()) {
      key->kid = TextOf(*jwk, "kid");
      const bool is_rsa = TextOf(*jwk, "kty") == "RSA";
      key->algorithm = is_rsa ? "RS256" : "EdDSA";
      if (is_rsa) key->key = RsaKey(*jwk);
      if (TextOf(*jwk, "kty") == "OKP") key->key = Ed25519Key(*jwk);
    }
    const bool again = std::any_of(keys.keys_.begin(), keys.keys_.end(),
                                   [&](const auto& other) { return other->kid == key->kid; });
    if (!key->key || key->kid.empty() || again) {
      return InvalidArgument(
          "neither an Ed25519 key nor an RSA key of 2048 bits, or no kid of its "
          "own: number " +
              std::to_string(keys.keys_.size() + 1),
          "jwks");
    }
    keys.keys_.push_back(std::move(key));
  }
  return keys;
}

Result<TokenClaims> TokenKeys::Verify(std::string_view token, std::time_t now) const {
  if (token.size() > kMaxToken) return Refused("too long");
  const std::size_t first = token.find('.');
  const std::size_t second = token.find('.', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos) return Refused("no token");
  const auto header = ObjectIn(token.substr(0, first));
  const auto signature = Decode(token.substr(second + 1));
  if (!header || !signature) return Refused("no token");
  if (header->contains("crit")) return Refused("asks for what is not known here");
  const std::string kid = TextOf(*header, "kid");
  const auto key =
      std::find_if(keys_.begin(), keys_.end(), [&](const auto& each) { return each->kid == kid; });
  if (key == keys_.end()) return Refused("no such key");
  // The key, not the token, says which algorithm counts.
  if (TextOf(*header, "alg") != (*key)->algorithm) return Refused("another algorithm");
  if (!(*key)->Signed(token.substr(0, second), *signature)) return Refused("not signed by it");

  const auto claims = ObjectIn(token.substr(first + 1, second - first - 1));
  if (!claims) return Refused("no claims");
  const auto expires = TimeOf(*claims, "exp");
  const auto issued = TimeOf(*claims, "iat");
  const auto not_before = TimeOf(*claims, "nbf");
  if (!expires || !issued || *expires - *issued > kLongest) return Refused("no time, or too long");
  if (now >= *expires + kGrace || *issued > now + kGrace) return Refused("not in its time");
  if (not_before && *not_before > now + kGrace) return Refused("not in its time");
  if (TextOf(*claims, "iss") != expected_.issuer) return Refused("another issuer");
  if (!IsFor(*claims, expected_.audience)) return Refused("another audience");
  TokenClaims out{.issuer = expected_.issuer,
                  .subject = TextOf(*claims, "sub"),
                  .worker = TextOf(*claims, "worker"),
                  .expires = *expires};
  const auto role = RoleFromName(TextOf(*claims, "role"));
  if (!role || *role == Role::kAdmin) return Refused("no role that tokens may have");
  if (out.subject.empty() || out.subject.size() > kMaxText) return Refused("no subject");
  out.role = *role;
  return out;
}

}  // namespace kaam::api
