// One worker as employers see her: masked.
#pragma once

#include <string>
#include <string_view>

#include "matcher/index.h"

namespace kaam::api {

// What a hit shows and what a question may ask for, and nothing else: her trades, skills,
// schooling, languages, licences, experience in bands, district, and since when her record is
// confirmed, by the month. Never what she wishes (pay, requirements, where she would go), her PIN,
// or anything personal.
std::string WorkerJsonText(const matcher::Index& index, RowId row, std::string_view language,
                           std::string_view shown_ref);

}  // namespace kaam::api
