// An answer in under 2 KB for ten hits: for a phone on a slow line.
#pragma once

#include <string>

#include "matcher/answer.h"

namespace kaam::api {

// {snapshot, as_of, language, lists: [{occupation?, hits: [{ref, match, score, occupation,
// lgd_district?, distance_band?, pay_a_day?}], total, next?}], occupations: {code: label},
// districts: {lgd: name}}. No reasons, parts or skills: the whole answer to the same question has
// those.
std::string BriefJsonText(const matcher::Index& index, const matcher::Question& question,
                          const matcher::Answer& answer, const matcher::ShownRef& shown_ref = {});

}  // namespace kaam::api
