#include "api/policy.h"

#include <algorithm>

namespace kaam::api {
namespace {

constexpr Method kGet = Method::kGet;
constexpr Method kPost = Method::kPost;
constexpr Method kPut = Method::kPut;

// By Role, a letter each: a all, o own, - none.
constexpr std::array<Rows, kRoleCount> By(std::string_view letters) {
  std::array<Rows, kRoleCount> rows{};
  for (std::size_t i = 0; i < kRoleCount; ++i) {
    rows[i] = letters[i] == 'a' ? Rows::kAll : letters[i] == 'o' ? Rows::kOwn : Rows::kNone;
  }
  return rows;
}

// open, public, worker, employer, operator, portal, state, state-admin, privacy, admin
constexpr auto kEverybody = By("aaaaaaaaaa");
// A State sees those whose permanent address it is, with their consent to that; the index does not
// hold either yet, so it sees no worker.
constexpr auto kWhoHires = By("a--a-a---a");
constexpr auto kWhoShowsHer = By("a-oaaa---a");
constexpr auto kHerAndWhoHelps = By("a-o-aa---a");
constexpr auto kWholeListsOfWorkers = By("a--------a");
constexpr auto kWholeListsOfOpenings = By("a---aaaa-a");
constexpr auto kWhoPosts = By("o--o-o----");
constexpr auto kWhoRunsIt = By("a--------a");

constexpr std::array kPolicies = {
    RoutePolicy{kPost, "/v1/workers:search", Fields::kMasked, false, kWhoHires},
    RoutePolicy{kPost, "/v1/workers:searchBatch", Fields::kMasked, false, kWhoHires},
    RoutePolicy{kPost, "/v1/workers:scroll", Fields::kMasked, true, kWholeListsOfWorkers},
    RoutePolicy{kGet, "/v1/workers/{ref}", Fields::kMasked, true, kWhoShowsHer},
    RoutePolicy{kGet, "/v1/workers/{ref}/openings", Fields::kOwnWishes, true, kHerAndWhoHelps},
    RoutePolicy{kPost, "/v1/openings:search", Fields::kOpenings, false, kEverybody},
    RoutePolicy{kPost, "/v1/openings:scroll", Fields::kOpenings, false, kWholeListsOfOpenings},
    RoutePolicy{kPost, "/v1/postings", Fields::kPostings, true, kWhoPosts},
    RoutePolicy{kGet, "/v1/postings", Fields::kPostings, false, kWhoPosts},
    RoutePolicy{kGet, "/v1/postings/{id}", Fields::kPostings, false, kWhoPosts},
    RoutePolicy{kPut, "/v1/postings/{id}", Fields::kPostings, true, kWhoPosts},
    RoutePolicy{kPost, "/v1/postings/{id}:close", Fields::kPostings, true, kWhoPosts},
    RoutePolicy{kGet, "/v1/postings/{id}/candidates", Fields::kMasked, false, kWhoPosts},
    RoutePolicy{kPost, "/v1/postings/{id}/candidates", Fields::kMasked, false, kWhoPosts},
    RoutePolicy{kPost, "/v1/postings:import", Fields::kPostings, true, kWhoPosts},
    RoutePolicy{kGet, "/v1/suggest", Fields::kServer, false, kEverybody},
    RoutePolicy{kPost, "/v1/resolve", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/v1/taxonomy/occupations", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/v1/taxonomy/skills", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/v1/taxonomy/places", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/workers", Fields::kMasked, false, kWhoHires},
    RoutePolicy{kGet, "/work", Fields::kOpenings, false, kEverybody},
    RoutePolicy{kGet, "/page/{file}", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/healthz", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/readyz", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/version", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/metrics", Fields::kServer, false, kWhoRunsIt},
    RoutePolicy{kGet, "/openapi.json", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/docs", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/docs/{file}", Fields::kServer, false, kEverybody},
    RoutePolicy{kGet, "/problems/{slug}", Fields::kServer, false, kEverybody},
};

constexpr std::string_view TextOf(Rows rows) {
  switch (rows) {
    case Rows::kNone:
      return "";
    case Rows::kAll:
      return "all";
    case Rows::kOwn:
      return "own";
  }
  return {};
}

}  // namespace

std::string_view TextOf(Fields fields) {
  switch (fields) {
    case Fields::kServer:
      return "program and code lists";
    case Fields::kOpenings:
      return "openings";
    case Fields::kMasked:
      return "workers, masked";
    case Fields::kPostings:
      return "postings of one's own";
    case Fields::kOwnWishes:
      return "openings, her wishes";
  }
  return {};
}

std::string_view NameOf(Role role) { return kRoleNames[static_cast<std::size_t>(role)]; }

std::optional<Role> RoleFromName(std::string_view name) {
  const auto* const found = std::find(kRoleNames.begin() + 1, kRoleNames.end(), name);
  if (found == kRoleNames.end()) return std::nullopt;
  return static_cast<Role>(found - kRoleNames.begin());
}

std::span<const RoutePolicy> PolicyTable() { return kPolicies; }

const RoutePolicy* FindPolicy(Method method, std::string_view pattern) {
  const auto* const found = std::find_if(
      kPolicies.begin(), kPolicies.end(),
      [&](const RoutePolicy& row) { return row.method == method && row.pattern == pattern; });
  return found == kPolicies.end() ? nullptr : found;
}

matcher::Viewer ViewerFor(Role role) {
  switch (role) {
    case Role::kWorker:
      return matcher::Viewer::kWorker;
    case Role::kEmployer:
      return matcher::Viewer::kEmployer;
    case Role::kOperator:
      return matcher::Viewer::kOperator;
    case Role::kPortal:
      return matcher::Viewer::kPortal;
    case Role::kAdmin:
      return matcher::Viewer::kAdmin;
    case Role::kOpen:
    case Role::kPublic:
    case Role::kPrivacy:
    // Until its rows are its own, it sees no more of small groups than others.
    case Role::kState:
    case Role::kStateAdmin:
      break;
  }
  return matcher::Viewer::kPublic;
}

// A portal speaks for many at once; one person types.
Quota QuotaFor(Role role) {
  switch (role) {
    case Role::kOpen:
    case Role::kAdmin:
    case Role::kPortal:
      return {1000, 2000};
    case Role::kState:
    case Role::kStateAdmin:
    case Role::kPrivacy:
      return {50, 200};
    case Role::kEmployer:
    case Role::kOperator:
      return {10, 100};
    case Role::kPublic:
    case Role::kWorker:
      break;
  }
  return {5, 50};
}

std::string PolicyPage() {
  std::string page =
      "# Who may do what\n\n"
      "Written by `kaam-api policy` from the table in `policy.cpp`, which is also what requests "
      "are let in "
      "by. *all*: all rows that may be shown on the day; *own*: the worker herself, or the "
      "postings that the client keeps; blank: refused. *open* "
      "is everybody, on loopback without keys.\n\n| route | shows | audited |";
  for (const std::string_view role : kRoleNames) page.append(" ").append(role).append(" |");
  page += "\n|---|---|---|";
  for (std::size_t i = 0; i < kRoleCount; ++i) page += "---|";
  page += '\n';
  for (const RoutePolicy& row : kPolicies) {
    page.append("| `").append(Name(row.method)).append(" ").append(row.pattern).append("` | ");
    page.append(TextOf(row.fields)).append(row.audited ? " | yes |" : " | |");
    for (const Rows rows : row.rows) page.append(" ").append(TextOf(rows)).append(" |");
    page += '\n';
  }
  page += "\n| role | requests a second | at once |\n|---|---|---|\n";
  for (std::size_t i = 1; i < kRoleCount; ++i) {
    const Quota quota = QuotaFor(static_cast<Role>(i));
    page.append("| ").append(kRoleNames[i]).append(" | ");
    page.append(std::to_string(static_cast<int>(quota.a_second))).append(" | ");
    page.append(std::to_string(static_cast<int>(quota.at_once))).append(" |\n");
  }
  return page;
}

}  // namespace kaam::api
