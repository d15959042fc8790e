#include "api/posting.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/checks.h"
#include "taxonomy/spelling_distance.h"

namespace kaam::api {
namespace {

namespace json = boost::json;
using records::Opening;

constexpr std::size_t kMaxExternalIdBytes = 200;
constexpr std::size_t kMaxFieldBytes = 10'000;
constexpr std::size_t kNearestNamed = 3;

// What nobody may say of a posting, and why.
constexpr std::array kOfTheServer = std::to_array<std::string_view>({"id", "version", "source"});

constexpr std::array kLists = std::to_array<std::string_view>(
    {"occupations", "occupations_text", "skills", "sites", "offers", "offers_not", "suitable_for",
     "accommodations", "languages", "licences"});
constexpr std::array kNumbers = std::to_array<std::string_view>(
    {"pay_min", "pay_max", "hours_a_day", "days_a_week", "fee_from_worker", "advance",
     "duration_days", "experience_months", "education"});

template <std::size_t N>
bool IsOneOf(std::string_view name, const std::array<std::string_view, N>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string_view ShownName(std::string_view column) {
  return column == "id" ? kExternalId : column;
}

Problem Wrong(std::string_view field, std::string reason, std::vector<std::string> nearest = {}) {
  return ProblemFrom(UnknownCode(std::move(reason), std::string(field), std::move(nearest)));
}

std::vector<std::string> NearestFields(std::string_view name) {
  std::vector<std::pair<unsigned, std::string>> ranked;
  for (const auto& column : OpeningColumns()) {
    if (IsOneOf(column.name, kOfTheServer) && column.name != "id") continue;
    const std::string_view shown = ShownName(column.name);
    ranked.emplace_back(taxonomy::EditDistance(name, shown, 60), shown);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> nearest;
  for (std::size_t i = 0; i < kNearestNamed; ++i) nearest.push_back(ranked[i].second);
  return nearest;
}

std::optional<Problem> FieldFault(std::string_view name, const json::value& value) {
  if (IsOneOf(name, kOfTheServer)) return Wrong(name, "is not for a client to say");
  const auto columns = OpeningColumns();
  const bool known =
      name == kExternalId || std::any_of(columns.begin(), columns.end(),
                                         [&](const auto& column) { return column.name == name; });
  if (!known) return Wrong(name, "no such field", NearestFields(name));
  const auto text = indexer::FlatText(value);
  if (!text) return Wrong(name, "must be a value or a list of values");
  if (text->size() > kMaxFieldBytes) {
    return Wrong(name, "must be at most " + std::to_string(kMaxFieldBytes) + " bytes");
  }
  if (name != kExternalId) return std::nullopt;
  const bool printable = std::none_of(text->begin(), text->end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (value.is_array() || text->empty() || text->size() > kMaxExternalIdBytes || !printable) {
    return Wrong(name, "must be 1 to 200 bytes without control characters");
  }
  return std::nullopt;
}

// Where a code that is none stands: the entry of a list that begins with it, else the field.
std::string PlaceOf(const indexer::CheckFault& fault, const json::object& said) {
  const json::value* value = said.if_contains(fault.field);
  if (fault.code.empty() || value == nullptr || !value->is_array()) return fault.field;
  const json::array& entries = value->get_array();
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::string entry = indexer::FlatText(entries[i]).value_or("");
    const std::size_t at = entry.find(fault.code);
    if (at == std::string::npos) continue;
    return fault.field + "/" + std::to_string(i);
  }
  return fault.field;
}

}  // namespace

ProblemOr<Opening> PostingReader::Read(const json::value& said) {
  const json::object* object = said.if_object();
  if (object == nullptr) return Wrong("", "a posting is a JSON object");
  json::object columns;
  for (const auto& [key, value] : *object) {
    if (auto wrong = FieldFault(key, value)) return *std::move(wrong);
    json::value& column = columns[key == kExternalId ? json::string_view("id") : key];
    column = value.is_double() ? json::value(ToJsonText(value)) : value;  // 650.5, not 6.505E2
  }
  Opening opening;
  if (!parser_.Parse(json::serialize(columns), opening)) {
    return Wrong(ShownName(parser_.fault().field), parser_.fault().reason);
  }
  if (opening.status() == records::OPENING_STATUS_HELD_FOR_REVIEW) {
    return Wrong("status", "is not for a client to say", {"open", "paused", "closed"});
  }
  indexer::MaskFreeText(opening);
  const bool named = opening.has_id();
  if (!named) opening.set_id("-");  // the check wants one
  if (const auto fault = indexer::CheckOpening(taxonomy_, opening, today_)) {
    return Wrong(PlaceOf(*fault, *object), fault->reason, fault->nearest);
  }
  if (!named) opening.clear_id();
  return opening;
}

void WritePosting(const std::string& id, std::uint64_t version, const Opening& opening,
                  JsonAppender& out) {
  out.BeginObject();
  out.Key("id").String(id);
  out.Key("version").Number(version);
  for (const auto& column : OpeningColumns()) {
    if (column.name == "version" || column.name == "source") continue;
    std::string text;
    column.format(opening, text);
    if (text.empty()) continue;
    out.Key(ShownName(column.name));
    if (IsOneOf(column.name, kNumbers)) {
      out.Raw(text);
      continue;
    }
    if (!IsOneOf(column.name, kLists)) {
      out.String(text);
      continue;
    }
    out.BeginArray();
    for (std::string_view rest = text; !rest.empty();) {
      const std::size_t end = rest.find(';');
      out.String(rest.substr(0, end));
      rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    out.EndArray();
  }
  out.EndObject();
}

}  // namespace kaam::api
