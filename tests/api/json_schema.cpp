#include "tests/api/json_schema.h"

#include <boost/json.hpp>
#include <regex>
#include <set>
#include <stdexcept>

namespace kaam::api {
namespace {

namespace json = boost::json;

bool IsOfType(const json::value& value, std::string_view type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "number") return value.is_number();
  if (type == "integer") return value.is_int64() || value.is_uint64();
  if (type == "boolean") return value.is_bool();
  throw std::invalid_argument("a type the test does not know: " + std::string(type));
}

class Checker {
 public:
  explicit Checker(const json::value& contract) : contract_(contract) {}

  // Notes which members were named on the way, for unevaluatedProperties.
  std::optional<std::string> Check(const json::value& schema_in, const json::value& value,
                                   const std::string& at, std::set<std::string>& named) const {
    const json::object& schema = Resolve(schema_in);
    CheckKeywords(schema);
    if (const auto* type = schema.if_contains("type")) {
      if (!IsOfType(value, type->as_string())) {
        return at + " is no " + std::string(type->as_string());
      }
    }
    if (const auto* only = schema.if_contains("const")) {
      if (value != *only) return at + " is not " + json::serialize(*only);
    }
    if (const auto* choices = schema.if_contains("enum")) {
      const json::array& all = choices->as_array();
      if (std::find(all.begin(), all.end(), value) == all.end()) {
        return at + " is none of " + json::serialize(all) + ": " + json::serialize(value);
      }
    }
    if (const auto* all = schema.if_contains("allOf")) {
      for (const json::value& each : all->as_array()) {
        if (auto fault = Check(each, value, at, named)) return fault;
      }
    }
    if (const auto* some = schema.if_contains("oneOf")) {
      if (auto fault = CheckOneOf(some->as_array(), value, at)) return fault;
    }
    if (auto fault = CheckValue(schema, value, at)) return fault;
    if (value.is_object()) return CheckObject(schema, value.get_object(), at, named);
    return std::nullopt;
  }

 private:
  const json::object& Resolve(const json::value& schema) const {
    const auto* reference = schema.as_object().if_contains("$ref");
    if (reference == nullptr) return schema.as_object();
    return Resolve(contract_.at_pointer(reference->as_string().subview(1)));
  }

  static void CheckKeywords(const json::object& schema) {
    static const std::set<std::string_view> kKnown = {"type",
                                                      "const",
                                                      "enum",
                                                      "allOf",
                                                      "oneOf",
                                                      "required",
                                                      "items",
                                                      "properties",
                                                      "additionalProperties",
                                                      "unevaluatedProperties",
                                                      "minItems",
                                                      "maxItems",
                                                      "minLength",
                                                      "maxLength",
                                                      "minimum",
                                                      "maximum",
                                                      "pattern",
                                                      "format",
                                                      "default",
                                                      "description",
                                                      "examples"};
    for (const auto& [keyword, value] : schema) {
      if (!kKnown.contains(keyword)) throw std::invalid_argument(std::string(keyword));
    }
  }

  std::optional<std::string> CheckOneOf(const json::array& some, const json::value& value,
                                        const std::string& at) const {
    std::size_t fitting = 0;
    std::string why;
    for (const json::value& each : some) {
      std::set<std::string> ignored;
      if (auto fault = Check(each, value, at, ignored))
        why += "; " + *fault;
      else
        ++fitting;
    }
    if (fitting == 1) return std::nullopt;
    return at + " fits " + std::to_string(fitting) + " of oneOf" + why;
  }

  std::optional<std::string> CheckValue(const json::object& schema, const json::value& value,
                                        const std::string& at) const {
    if (value.is_string()) {
      const std::string text(value.get_string());
      const auto* pattern = schema.if_contains("pattern");
      if (pattern != nullptr &&
          !std::regex_search(text, std::regex(std::string(pattern->as_string())))) {
        return at + " is no " + std::string(pattern->as_string()) + ": " + text;
      }
    }
    if (value.is_number()) {
      const auto* least = schema.if_contains("minimum");
      const auto* most = schema.if_contains("maximum");
      const double number = value.to_number<double>();
      if (least != nullptr && number < least->to_number<double>()) return at + " is too small";
      if (most != nullptr && number > most->to_number<double>()) return at + " is too large";
    }
    if (const json::array* list = value.if_array()) {
      const auto* least = schema.if_contains("minItems");
      if (least != nullptr && list->size() < least->to_number<std::size_t>()) {
        return at + " is too short";
      }
      if (const auto* items = schema.if_contains("items")) {
        for (std::size_t i = 0; i < list->size(); ++i) {
          std::set<std::string> ignored;
          auto fault = Check(*items, (*list)[i], at + "/" + std::to_string(i), ignored);
          if (fault) return fault;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> CheckObject(const json::object& schema, const json::object& value,
                                         const std::string& at,
                                         std::set<std::string>& named) const {
    if (const auto* required = schema.if_contains("required")) {
      for (const json::value& name : required->as_array()) {
        if (!value.contains(name.as_string())) {
          return at + " lacks " + std::string(name.as_string());
        }
      }
    }
    const auto* properties = schema.if_contains("properties");
    const auto* others = schema.if_contains("additionalProperties");
    for (const auto& [key, member] : value) {
      const std::string where = at + "/" + std::string(key);
      std::set<std::string> ignored;
      const json::value* own =
          properties == nullptr ? nullptr : properties->as_object().if_contains(key);
      if (own != nullptr) {
        named.insert(std::string(key));
        if (auto fault = Check(*own, member, where, ignored)) return fault;
      } else if (others != nullptr && others->is_bool()) {
        if (!others->as_bool()) return where + " is not in the contract";
      } else if (others != nullptr) {
        if (auto fault = Check(*others, member, where, ignored)) return fault;
      }
    }
    if (const auto* rest = schema.if_contains("unevaluatedProperties"); rest != nullptr) {
      for (const auto& [key, member] : value) {
        if (!named.contains(key)) return at + "/" + std::string(key) + " is not in the contract";
      }
    }
    return std::nullopt;
  }

  const json::value& contract_;
};

}  // namespace

std::optional<std::string> SchemaFault(const json::value& contract, const json::value& schema,
                                       const json::value& value, const std::string& at) {
  std::set<std::string> named;
  return Checker(contract).Check(schema, value, at, named);
}

}  // namespace kaam::api
