// The JSON form of a question: what the API takes and kaam-match reads from a file.
#pragma once

#include <google/protobuf/descriptor.h>

#include <string>
#include <string_view>

#include "core/result.h"
#include "matcher/query.h"

namespace kaam::matcher {

// Types and names only; Question::Make checks the values. kInvalidArgument with the field, and for
// an unknown name with the nearest ones. `direction` decides which names there are; `language` is
// taken where the question names none.
Result<QuestionSpec> ParseQuestion(std::string_view text, Direction direction,
                                   std::string_view language = "en");

// The same as one line of JSON: ParseQuestion gives `spec` back. What is not set is left out.
std::string FormatQuestion(const QuestionSpec& spec);

// As questions name a value of that enum: the lower-case rest of its name after `prefix`, such as
// "no_nights". `number` must be one of its values.
std::string WordOf(const google::protobuf::EnumDescriptor& type, std::string_view prefix,
                   int number);

// "hour", "day", "week", "month" or "piece"; "day" for a unit that is not known.
std::string_view PayUnitName(records::PayUnit unit);

}  // namespace kaam::matcher
