// Who may do what: one table, from which requests are let in, the role test is made and the page
// api/ACCESS.md is written.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "api/http_message.h"
#include "matcher/small_counts.h"

namespace kaam::api {

enum class Role : std::uint8_t {
  kOpen,    // everybody, on loopback without keys: a demonstration
  kPublic,  // nobody in particular
  kWorker,
  kEmployer,
  kOperator,  // an office that asks for a worker
  kPortal,
  kState,
  kStateAdmin,
  kPrivacy,
  kAdmin,
};
inline constexpr std::array<std::string_view, 10> kRoleNames = {
    "open",   "public", "worker",      "employer", "operator",
    "portal", "state",  "state-admin", "privacy",  "admin"};
inline constexpr std::size_t kRoleCount = kRoleNames.size();

std::string_view NameOf(Role role);
// Absent for "open" too: no key or token may claim it.
std::optional<Role> RoleFromName(std::string_view name);

// Of which rows a role may see the fields of a route.
enum class Rows : std::uint8_t {
  kNone,  // the route is not for this role
  kAll,   // all that may be shown on the day
  kOwn,   // the worker herself; of postings, those that the client keeps
};

// What a route shows.
enum class Fields : std::uint8_t {
  kServer,     // of the program and its code lists: nobody's
  kOpenings,   // of openings: public
  kMasked,     // of workers: trades, skills, schooling, district; nothing that names or finds her
  kPostings,   // of the client's own postings
  kOwnWishes,  // besides openings, what a worker's own record wishes, as far as reasons and the
               // understood question show it
};

std::string_view TextOf(Fields fields);

struct RoutePolicy {
  Method method;
  std::string_view pattern;
  Fields fields;
  bool audited;                       // each answer leaves a line in the audit before it is given
  std::array<Rows, kRoleCount> rows;  // by Role
};

// One for each route.
std::span<const RoutePolicy> PolicyTable();
const RoutePolicy* FindPolicy(Method method, std::string_view pattern);

// In which role the matcher is asked: decides how small counts are told.
matcher::Viewer ViewerFor(Role role);

// How many requests a second a client of this role may make in the long run, and at once.
struct Quota {
  double a_second;
  double at_once;
};
Quota QuotaFor(Role role);

// The table as the page api/ACCESS.md.
std::string PolicyPage();

}  // namespace kaam::api
