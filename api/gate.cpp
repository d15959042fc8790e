#include "api/gate.h"

#include <sodium.h>

#include <array>
#include <utility>

#include "api/ascii.h"
#include "api/problem.h"
#include "core/log.h"

namespace kaam::api {
namespace {

constexpr std::size_t kMostBelieved = 10'000;

// The token of "Bearer TOKEN"; absent when the field is there and is none.
std::optional<std::string_view> BearerOf(std::string_view authorization) {
  constexpr std::string_view kScheme = "bearer ";
  if (authorization.size() <= kScheme.size()) return std::nullopt;
  if (!EqualsIgnoringCase(authorization.substr(0, kScheme.size()), kScheme)) return std::nullopt;
  return TrimWhiteSpace(authorization.substr(kScheme.size()));
}

std::string TokenHash(std::string_view token) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), hash.size(),
                     reinterpret_cast<const unsigned char*>(token.data()), token.size(), nullptr,
                     0);
  return hash;
}

Response Unauthorized(std::string_view error) {
  Response response = ToResponse({ProblemKind::kUnauthorized, "A live key or token is needed"});
  std::string challenge = "Bearer realm=\"kaam\"";
  if (!error.empty()) challenge.append(", error=\"").append(error).append("\"");
  response.headers.push_back({"WWW-Authenticate", std::move(challenge)});
  return response;
}

void AddRateFields(const Quota& quota, const Allowance& allowance, std::vector<NameValue>& fields) {
  const auto whole = [](double number) { return std::to_string(static_cast<unsigned>(number)); };
  fields.push_back({"RateLimit-Policy", "\"role\";q=" + whole(quota.at_once) +
                                            ";w=" + whole(quota.at_once / quota.a_second)});
  fields.push_back({"RateLimit", "\"role\";r=" + std::to_string(allowance.left) +
                                     ";t=" + std::to_string(allowance.until_full.count())});
}

}  // namespace

Result<std::unique_ptr<Gate>> Gate::Make(AccessOptions options, const SecretKey& refs) {
  std::unique_ptr<Gate> gate(new Gate(std::move(options), refs));
  if (!gate->options_.keys.empty()) {
    auto keys = ApiKeys::Read(gate->options_.keys);
    if (!keys) return keys.error();
    gate->keys_ = std::move(*keys);
    std::error_code ignored;
    gate->keys_of_ = std::filesystem::last_write_time(gate->options_.keys, ignored);
  }
  if (!gate->options_.jwks.empty()) {
    if (gate->options_.issuer.empty()) {
      return InvalidArgument("tokens need an issuer to be expected", "jwt_issuer");
    }
    auto tokens =
        TokenKeys::Read(gate->options_.jwks, {gate->options_.issuer, gate->options_.audience});
    if (!tokens) return tokens.error();
    gate->tokens_ = std::move(*tokens);
  }
  return gate;
}

std::optional<Response> Gate::Admit(Request& request, Method method, std::string_view pattern) {
  if (options_.open()) {
    request.caller = open_;
    return std::nullopt;
  }
  const auto authorization = Find(request.headers, "authorization");
  if (authorization) {
    const auto token = BearerOf(*authorization);
    request.caller = token ? CallerOf(*token, std::time(nullptr)) : nullptr;
    if (!request.caller) return Unauthorized("invalid_token");
  } else {
    request.caller = PublicAt(request);
  }
  const Caller& caller = *request.caller;
  const Quota quota = QuotaFor(caller.role);
  const Allowance allowance = limits_.Take(caller.client, quota, RateLimits::Clock::now());
  AddRateFields(quota, allowance, request.answer_fields);
  std::optional<Response> refusal;
  if (!allowance.granted) {
    refusal = ToResponse({ProblemKind::kTooManyRequests, "This client's quota is used up for now"});
    refusal->headers.push_back({"Retry-After", std::to_string(allowance.until_next.count())});
  } else if (const RoutePolicy* policy = FindPolicy(method, pattern);
             policy == nullptr ||
             policy->rows[static_cast<std::size_t>(caller.role)] == Rows::kNone) {
    refusal =
        authorization
            ? ToResponse({ProblemKind::kForbidden,
                          "The role " + std::string(NameOf(caller.role)) + " may not ask this"})
            : Unauthorized("");
  }
  if (refusal) {
    refusal->headers.insert(refusal->headers.end(), request.answer_fields.begin(),
                            request.answer_fields.end());
  }
  return refusal;
}

std::shared_ptr<const Caller> Gate::PublicAt(const Request& request) const {
  std::string_view address = request.remote_address;
  const auto forwarded = Find(request.headers, "x-forwarded-for");
  if (options_.behind_proxy && forwarded) {
    const std::size_t comma = forwarded->rfind(',');
    address = TrimWhiteSpace(forwarded->substr(comma == std::string_view::npos ? 0 : comma + 1));
  }
  return std::make_shared<const Caller>(
      Caller{.role = Role::kPublic, .client = "address:" + std::string(address.substr(0, 64))});
}

std::shared_ptr<const Caller> Gate::CallerOf(std::string_view token, std::time_t now) {
  const std::scoped_lock lock(mutex_);
  ReadKeysAgain(now);
  const bool is_key = LooksLikeApiKey(token);
  std::string hash = TokenHash(token);
  const auto found = believed_.find(hash);
  if (found != believed_.end() && now < found->second.until) return found->second.caller;
  auto caller = is_key ? KeyHolder(token, now) : TokenHolder(token, now);
  if (!caller) return nullptr;
  if (believed_.size() >= kMostBelieved) believed_.clear();
  // Never longer than it takes to see that a key was revoked, or than a token lasts.
  believed_.insert_or_assign(std::move(hash), Believed{caller, now + 1});
  return caller;
}

std::shared_ptr<const Caller> Gate::KeyHolder(std::string_view token, std::time_t now) {
  const ApiKey* key = keys_.Find(token, now);
  if (key == nullptr) return nullptr;
  const std::string client = "key:" + key->client;
  return std::make_shared<const Caller>(
      Caller{.role = key->role, .client = client, .refs = PairwiseRefs(refs_, client)});
}

// A portal's users keep quotas and refs of their own; a worker is named by the ref that the portal
// itself is shown.
std::shared_ptr<const Caller> Gate::TokenHolder(std::string_view token, std::time_t now) {
  if (!tokens_) return nullptr;
  const auto claims = tokens_->Verify(token, now);
  if (!claims) {
    log::Info("token_refused", {{"why", claims.error().message}});
    return nullptr;
  }
  const std::string client = "token:" + claims->issuer + "\n" + claims->subject;
  Caller caller{.role = claims->role, .client = client, .refs = PairwiseRefs(refs_, client)};
  if (claims->role == Role::kWorker) {
    caller.own = PairwiseRefs(refs_, "key:" + options_.token_client).Read(claims->worker);
    if (!caller.own) return nullptr;
  }
  return std::make_shared<const Caller>(std::move(caller));
}

// A file that cannot be read leaves what was read before: a half-written one locks nobody out.
void Gate::ReadKeysAgain(std::time_t now) {
  if (options_.keys.empty() || now == looked_) return;
  looked_ = now;
  std::error_code error;
  const auto of = std::filesystem::last_write_time(options_.keys, error);
  if (error || of == keys_of_) return;
  auto keys = ApiKeys::Read(options_.keys);
  if (!keys) {
    log::Warn("keys_unreadable", {{"why", keys.error().message}});
    return;
  }
  keys_ = std::move(*keys);
  keys_of_ = of;
  believed_.clear();
  log::Info("keys_read", {{"keys", static_cast<std::int64_t>(keys_.all().size())}});
}

}  // namespace kaam::api
