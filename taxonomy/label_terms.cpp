#include "taxonomy/label_terms.h"

#include <algorithm>
#include <array>

#include "taxonomy/script_sounds.h"
#include "taxonomy/text.h"
#include "taxonomy/transducer.h"

namespace kaam::taxonomy {
namespace {

constexpr std::array<std::string_view, 25> kJoiningWords = {
    "a",    "all", "an",     "and",   "any",  "as", "at",        "by",  "classified",
    "else", "etc", "except", "for",   "from", "in", "elsewhere", "nec", "not",
    "of",   "on",  "or",     "other", "the",  "to", "with"};

bool IsJoining(std::string_view word) {
  return std::find(kJoiningWords.begin(), kJoiningWords.end(), word) != kJoiningWords.end();
}

bool IsVowel(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

// Longest first: the first that fits is cut.
constexpr std::array<std::string_view, 25> kTitleEndings = {
    "ational", "person", "ating", "ation", "woman", "ement", "ician", "ator", "ment",
    "ness",    "ical",   "man",   "ing",   "ist",   "ian",   "ant",   "ent",  "ion",
    "ive",     "ate",    "ery",   "er",    "or",    "al",    "ic"};

}  // namespace

std::string WithoutPlural(std::string_view word) {
  const auto cut = [&](std::size_t letters, std::string_view ending) {
    return std::string(word.substr(0, word.size() - letters)) + std::string(ending);
  };
  if (word.size() > 4 && word.ends_with("men")) return cut(3, "man");
  if (word.size() < 4 || word.back() != 's') return std::string(word);
  if (word.ends_with("ss") || word.ends_with("us") || word.ends_with("is"))
    return std::string(word);
  if (word.size() > 4 && word.ends_with("ies")) return cut(3, "y");
  for (const std::string_view ending : {"ches", "shes", "sses", "xes", "zes"}) {
    if (word.size() > ending.size() && word.ends_with(ending)) return cut(2, "");
  }
  return cut(1, "");
}

std::string StrongStem(std::string_view word) {
  std::string stem(word);
  if (stem.size() > 5 && stem.ends_with("eer")) return stem;
  for (const std::string_view ending : kTitleEndings) {
    if (stem.size() < ending.size() + 3 || !stem.ends_with(ending)) continue;
    const std::string_view root = std::string_view(stem).substr(0, stem.size() - ending.size());
    if (std::none_of(root.begin(), root.end(), IsVowel)) continue;
    stem.resize(root.size());
    break;
  }
  if (stem.ends_with("eer")) return stem;
  if (stem.size() > 4 && stem[stem.size() - 1] == stem[stem.size() - 2] && !IsVowel(stem.back()) &&
      stem.back() != 's' && stem.back() != 'l') {
    stem.pop_back();  // plann-er
  }
  while (stem.size() > 3 && (stem.back() == 'e' || stem.back() == 'y' || stem.back() == 'i')) {
    stem.pop_back();
  }
  return stem;
}

std::vector<std::string> TitleWords(std::string_view text) {
  std::vector<std::string> words;
  std::vector<std::string> joining;
  for (const Word& word : SplitWords(text)) {
    std::string roman;
    if (word.is_number) {
      roman = word.text;
    } else if (word.is_latin) {
      roman = WithoutPlural(PlainRoman(word.text));
    } else {
      roman = NativeSpelling(word.text).LikelyRoman();
      if (roman.empty()) roman = word.text;
    }
    if (roman.empty()) continue;
    (IsJoining(roman) ? joining : words).push_back(std::move(roman));
  }
  return words.empty() ? joining : words;
}

std::vector<std::string> LetterRuns(const std::vector<std::string>& words) {
  std::string joined = " ";
  for (const std::string& word : words) joined += word + ' ';
  std::vector<std::string> runs;
  for (std::size_t length = 2; length <= 4; ++length) {
    for (std::size_t i = 0; i + length <= joined.size(); ++i)
      runs.push_back(joined.substr(i, length));
  }
  return runs;
}

}  // namespace kaam::taxonomy
