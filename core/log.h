// One JSON object a line on standard error. Callers give event names and numbers or codes; question
// text, names, numbers of people and request bodies are never passed in.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <variant>

namespace kaam::log {

using Value = std::variant<std::string_view, std::int64_t, bool>;
using Field = std::pair<std::string_view, Value>;

// Call once from main before the first line; threads may then log at once. `minimum` is one of
// debug, info, warn, error.
void Start(std::string_view program, std::string_view minimum);

void Info(std::string_view event, std::initializer_list<Field> fields = {});
// As Info, for a line with every request: it may lie in memory for a second before it is written.
void InfoSoon(std::string_view event, std::initializer_list<Field> fields = {});
void Warn(std::string_view event, std::initializer_list<Field> fields = {});
void Error(std::string_view event, std::initializer_list<Field> fields = {});

}  // namespace kaam::log
