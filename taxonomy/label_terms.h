// What a title in Roman letters is compared by: its words with plurals folded, their strong stems,
// and its runs of letters. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kaam::taxonomy {

// The words of a text, lower case and without accents, plurals folded ("Welders" -> "welder");
// words of Indian scripts by their likeliest Roman spelling. Words that only join others (of, and,
// other) are left out, unless nothing else is there.
std::vector<std::string> TitleWords(std::string_view text);

// "foxes" -> "fox", "bakeries" -> "bakery", "workmen" -> "workman"; other words unchanged.
std::string WithoutPlural(std::string_view word);

// Cuts the endings that make doers and doings of one root: welder, welding -> "weld"; manager,
// management -> "manag"; salesman, salesperson -> "sales". Never shorter than three letters.
std::string StrongStem(std::string_view word);

// All runs of 2, 3 and 4 letters of the words joined by single spaces, a space before and after.
std::vector<std::string> LetterRuns(const std::vector<std::string>& words);

}  // namespace kaam::taxonomy
