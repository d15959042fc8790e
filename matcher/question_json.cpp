#include "matcher/question_json.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <cmath>
#include <limits>
#include <span>

#include "core/json_reader.h"
#include "taxonomy/spelling_distance.h"

namespace kaam::matcher {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxDepth = 8;
constexpr std::size_t kMaxListed = 1000;
constexpr std::uint64_t kMaxWageRupees = 10'000'000;

std::vector<std::string> NearestNames(std::string_view name,
                                      std::span<const std::string_view> known) {
  std::vector<std::pair<unsigned, std::string>> ranked;
  for (const std::string_view other : known) {
    ranked.emplace_back(taxonomy::EditDistance(name, other, 60), other);
  }
  std::sort(ranked.begin(), ranked.end());
  ranked.resize(std::min<std::size_t>(ranked.size(), 3));
  std::vector<std::string> out;
  for (auto& [distance, other] : ranked) out.push_back(std::move(other));
  return out;
}

std::string WholeNumberUpTo(std::uint64_t most) {
  return "must be a whole number from 0 to " + std::to_string(most);
}

// One JSON object being read: every reader below leaves its target alone when the member is
// missing, and notes the first fault.
class Members {
 public:
  Members(const json::object& object, std::string path, std::optional<Error>& fault)
      : object_(object), path_(std::move(path)), fault_(fault) {}

  void Allow(std::span<const std::string_view> names) const {
    for (const auto& [key, value] : object_) {
      if (std::find(names.begin(), names.end(), std::string_view(key)) == names.end()) {
        Fault(UnknownCode("no such field", path_ + std::string(key), NearestNames(key, names)));
      }
    }
  }

  template <class Number>
  void Count(std::string_view name, std::optional<Number>& out) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    json::error_code error;
    const auto number = value->is_number() ? value->to_number<Number>(error) : Number{};
    if (!value->is_number() || error)
      Wrong(name, WholeNumberUpTo(std::numeric_limits<Number>::max()));
    else
      out = number;
  }

  void Real(std::string_view name, std::optional<double>& out) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_number()) return Wrong(name, "must be a number");
    out = value->to_number<double>();
  }

  void Text(std::string_view name, std::optional<std::string>& out) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_string()) return Wrong(name, "must be a text");
    out = std::string(value->get_string());
  }

  void Flag(std::string_view name, bool& out) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_bool()) return Wrong(name, "must be true or false");
    out = value->get_bool();
  }

  void Texts(std::string_view name, std::vector<std::string>& out) const {
    Each(name, [&](const json::value& element, const std::string& at) {
      if (element.is_string())
        out.emplace_back(element.get_string());
      else
        Fault(InvalidArgument("must be a text", at));
    });
  }

  void Counts(std::string_view name, std::vector<std::uint32_t>& out) const {
    Each(name, [&](const json::value& element, const std::string& at) {
      json::error_code error;
      const auto number = element.is_number() ? element.to_number<std::uint32_t>(error) : 0;
      if (!element.is_number() || error)
        Fault(InvalidArgument(WholeNumberUpTo(UINT32_MAX), at));
      else
        out.push_back(number);
    });
  }

  // Calls `read` with every object of a list, as Members.
  template <class Read>
  void Objects(std::string_view name, Read read) const {
    Each(name, [&](const json::value& element, const std::string& at) {
      if (element.is_object())
        read(Members(element.get_object(), at + "/", fault_));
      else
        Fault(InvalidArgument("must be an object", at));
    });
  }

  template <class Read>
  void Object(std::string_view name, Read read) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_object()) return Wrong(name, "must be an object");
    read(Members(value->get_object(), path_ + std::string(name) + "/", fault_));
  }

  const json::value* Find(std::string_view name) const {
    const json::value* value = object_.if_contains(name);
    return value == nullptr || value->is_null() ? nullptr : value;
  }

  void Wrong(std::string_view name, std::string what) const {
    Fault(InvalidArgument(std::move(what), path_ + std::string(name)));
  }

 private:
  template <class Read>
  void Each(std::string_view name, Read read) const {
    const json::value* value = Find(name);
    if (value == nullptr) return;
    if (!value->is_array()) return Wrong(name, "must be a list");
    if (value->get_array().size() > kMaxListed) return Wrong(name, "is too long a list");
    std::size_t i = 0;
    for (const json::value& element : value->get_array()) {
      read(element, path_ + std::string(name) + "/" + std::to_string(i++));
    }
  }

  void Fault(Error error) const {
    if (!fault_) fault_ = std::move(error);
  }

  const json::object& object_;
  std::string path_;
  std::optional<Error>& fault_;
};

constexpr auto kCommonNames =
    std::to_array<std::string_view>({"text",      "occupations", "skills",   "place",
                                     "places",    "radius_km",   "wage",     "experience_months",
                                     "education", "languages",   "licences", "shift",
                                     "start",     "as_of",       "weights",  "limit",
                                     "cursor",    "explain",     "language", "exclude",
                                     "facets",    "total",       "viewer",   "shortfall"});
// What only one side says.
constexpr auto kEmployerNames = std::to_array<std::string_view>({"offers", "duration_days"});
constexpr auto kWorkerNames = std::to_array<std::string_view>(
    {"requirements", "must_requirements", "inclusive_only", "available", "wanted"});

constexpr auto kPayUnits = std::to_array<std::pair<std::string_view, records::PayUnit>>(
    {{"hour", records::PAY_UNIT_HOUR},
     {"day", records::PAY_UNIT_DAY},
     {"week", records::PAY_UNIT_WEEK},
     {"month", records::PAY_UNIT_MONTH},
     {"piece", records::PAY_UNIT_PIECE}});

void ReadWage(const Members& top, QuestionSpec& spec) {
  top.Object("wage", [&](const Members& wage) {
    wage.Allow(std::to_array<std::string_view>(
        {"amount", "unit", "pieces_a_day", "hours_a_day", "days_a_week"}));
    std::optional<double> amount;
    std::optional<std::string> unit;
    wage.Real("amount", amount);
    wage.Text("unit", unit);
    if (!amount || !(*amount > 0) || *amount > static_cast<double>(kMaxWageRupees)) {
      return wage.Wrong("amount", "must be an amount in rupees, more than 0");
    }
    WageSpec out;
    out.paise = static_cast<std::uint64_t>(std::llround(*amount * 100));
    const auto known = std::find_if(kPayUnits.begin(), kPayUnits.end(), [&](const auto& named) {
      return named.first == unit.value_or("day");
    });
    if (known == kPayUnits.end()) {
      return wage.Wrong("unit", "must be hour, day, week, month or piece");
    }
    out.unit = known->second;
    wage.Count("pieces_a_day", out.pieces_a_day);
    wage.Count("hours_a_day", out.hours_a_day);
    wage.Count("days_a_week", out.days_a_week);
    spec.wage = out;
  });
}

PlaceSpec ReadPlace(const Members& place) {
  place.Allow(std::to_array<std::string_view>({"pin", "lat", "lon", "lgd_district", "text"}));
  PlaceSpec out;
  place.Count("pin", out.pin);
  place.Real("lat", out.lat);
  place.Real("lon", out.lon);
  place.Count("lgd_district", out.lgd_district);
  place.Text("text", out.text);
  return out;
}

void ReadPlaces(const Members& top, QuestionSpec& spec) {
  top.Object("place", [&](const Members& place) { spec.place = ReadPlace(place); });
  top.Objects("places", [&](const Members& place) { spec.places.push_back(ReadPlace(place)); });
}

void ReadWeights(const Members& top, QuestionSpec& spec) {
  top.Object("weights", [&](const Members& weights) {
    weights.Allow(kPartNames);
    Weights out;
    for (std::size_t i = 0; i < kPartCount; ++i) {
      std::optional<std::uint32_t> value;
      weights.Count(kPartNames[i], value);
      out.per_mille[i] = static_cast<std::uint16_t>(std::min(value.value_or(0), 1001U));
    }
    spec.weights = out;
  });
}

void ReadAvailable(const Members& top, QuestionSpec& spec) {
  top.Object("available", [&](const Members& available) {
    available.Allow(std::to_array<std::string_view>({"from", "until", "months"}));
    AvailableSpec out;
    available.Text("from", out.from);
    available.Text("until", out.until);
    available.Counts("months", out.months);
    spec.available = std::move(out);
  });
}

void ReadExclude(const Members& top, Direction direction, QuestionSpec& spec) {
  top.Object("exclude", [&](const Members& exclude) {
    constexpr auto kNames = std::to_array<std::string_view>({"refs", "employers"});
    const bool of_workers = direction == Direction::kWorkersForOpening;
    exclude.Allow(std::span(kNames).first(of_workers ? 1 : 2));
    exclude.Texts("refs", spec.exclude.refs);
    exclude.Texts("employers", spec.exclude.employers);
  });
}

void ReadWork(const Members& top, QuestionSpec& spec) {
  top.Objects("occupations", [&](const Members& entry) {
    entry.Allow(std::to_array<std::string_view>({"code", "count", "must_not"}));
    OccupationSpec occupation;
    std::optional<std::string> code;
    entry.Text("code", code);
    if (!code) entry.Wrong("code", "is missing");
    occupation.code = code.value_or("");
    entry.Count("count", occupation.count);
    entry.Flag("must_not", occupation.must_not);
    spec.occupations.push_back(std::move(occupation));
  });
  top.Objects("wanted", [&](const Members& entry) {
    entry.Allow(std::to_array<std::string_view>({"code"}));
    std::optional<std::string> code;
    entry.Text("code", code);
    if (!code) entry.Wrong("code", "is missing");
    spec.wanted.push_back(code.value_or(""));
  });
  top.Objects("skills", [&](const Members& entry) {
    entry.Allow(std::to_array<std::string_view>({"code", "must", "must_not", "weight", "level"}));
    SkillSpec skill;
    std::optional<std::string> code;
    entry.Text("code", code);
    if (!code) entry.Wrong("code", "is missing");
    skill.code = code.value_or("");
    entry.Flag("must", skill.must);
    entry.Flag("must_not", skill.must_not);
    entry.Count("weight", skill.weight);
    entry.Count("level", skill.level);
    spec.skills.push_back(std::move(skill));
  });
}

}  // namespace

std::string WordOf(const google::protobuf::EnumDescriptor& type, std::string_view prefix,
                   int number) {
  std::string word = type.FindValueByNumber(number)->name().substr(prefix.size());
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return word;
}

std::string_view PayUnitName(records::PayUnit unit) {
  for (const auto& [name, value] : kPayUnits) {
    if (value == unit) return name;
  }
  return "day";
}

Result<QuestionSpec> ParseQuestion(std::string_view text, Direction direction,
                                   std::string_view default_language) {
  const auto value = ReadJson(text, kMaxDepth);
  if (!value) return value.error();
  if (!value->is_object()) return InvalidArgument("the question must be a JSON object");

  std::optional<Error> fault;
  QuestionSpec spec;
  const Members top(value->get_object(), "", fault);
  std::vector<std::string_view> names(kCommonNames.begin(), kCommonNames.end());
  const std::span<const std::string_view> own =
      direction == Direction::kWorkersForOpening ? std::span<const std::string_view>(kEmployerNames)
                                                 : kWorkerNames;
  names.insert(names.end(), own.begin(), own.end());
  top.Allow(names);
  top.Text("text", spec.text);
  ReadWork(top, spec);
  ReadPlaces(top, spec);
  top.Count("radius_km", spec.radius_km);
  ReadWage(top, spec);
  top.Count("experience_months", spec.experience_months);
  top.Count("education", spec.education);
  top.Texts("languages", spec.languages);
  top.Texts("licences", spec.licences);
  top.Texts("offers", spec.offers);
  top.Texts("requirements", spec.requirements);
  top.Texts("must_requirements", spec.must_requirements);
  top.Flag("inclusive_only", spec.inclusive_only);
  top.Text("shift", spec.shift);
  top.Text("start", spec.start);
  top.Count("duration_days", spec.duration_days);
  ReadAvailable(top, spec);
  top.Text("as_of", spec.as_of);
  ReadExclude(top, direction, spec);
  ReadWeights(top, spec);
  top.Count("limit", spec.limit);
  top.Text("cursor", spec.cursor);
  top.Texts("facets", spec.facets);
  top.Text("total", spec.total);
  top.Text("viewer", spec.viewer);
  top.Flag("shortfall", spec.shortfall);
  top.Flag("explain", spec.explain);
  std::optional<std::string> language;
  top.Text("language", language);
  spec.language = language ? *language : std::string(default_language);
  if (fault) return *fault;
  return spec;
}

}  // namespace kaam::matcher
