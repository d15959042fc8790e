#include "taxonomy/endings.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <utility>

namespace kaam::taxonomy {
namespace {

// What an ending says, in the order in which it is taken off.
enum class Meaning : std::uint8_t { kCase, kPlural, kDoer, kVerb };

constexpr unsigned In(Writing writing) { return 1U << static_cast<unsigned>(writing); }
constexpr unsigned kRoman = In(Writing::kRoman);
constexpr unsigned kDevanagari = In(Writing::kDevanagari);
constexpr unsigned kBengali = In(Writing::kBengali);
constexpr unsigned kGujarati = In(Writing::kGujarati);
constexpr unsigned kOdia = In(Writing::kOdia);
constexpr unsigned kTamil = In(Writing::kTamil);
constexpr unsigned kTelugu = In(Writing::kTelugu);
constexpr unsigned kKannada = In(Writing::kKannada);
constexpr unsigned kMalayalam = In(Writing::kMalayalam);
constexpr unsigned kSouth = kTamil | kTelugu | kKannada | kMalayalam;
constexpr unsigned kAny = ~0U;
constexpr unsigned kNorth = kAny & ~kSouth;

struct Ending {
  std::string_view sounds;
  Meaning meaning;
  unsigned writings;            // where it is looked for; short ones are words' own elsewhere
  std::string_view plain = {};  // what the plain noun has instead; '-' parts choices
};

// As the fine key writes them: "-tion" is "-san", "-y" is "-i", doubled consonants are single.
constexpr auto kEndings = std::to_array<Ending>({
    // English, in every script
    {"s", Meaning::kPlural, kAny},
    {"ing", Meaning::kVerb, kAny},
    {"ion", Meaning::kVerb, kAny},
    {"man", Meaning::kVerb, kAny},
    {"men", Meaning::kVerb, kAny},
    {"er", Meaning::kVerb, kAny},
    {"or", Meaning::kVerb, kAny},
    {"ar", Meaning::kVerb, kAny},
    // Hindi, Urdu, Punjabi, Nepali, and what all of the north shares
    {"iyan", Meaning::kPlural, kNorth, "i"},
    {"iyon", Meaning::kPlural, kNorth, "i"},
    {"yon", Meaning::kPlural, kNorth, "-i"},
    {"on", Meaning::kPlural, kNorth, "-a"},
    {"en", Meaning::kPlural, kNorth},
    {"e", Meaning::kPlural, kDevanagari | kRoman, "a"},
    {"vala", Meaning::kDoer, kAny},
    {"vale", Meaning::kDoer, kAny},
    {"vali", Meaning::kDoer, kAny},
    {"valon", Meaning::kDoer, kAny},
    {"valo", Meaning::kDoer, kGujarati},
    {"dar", Meaning::kVerb, kAny & ~kTamil},
    {"kari", Meaning::kDoer, kNorth},
    {"kam", Meaning::kDoer, kDevanagari | kGujarati | kRoman},
    {"ane", Meaning::kVerb, kNorth},
    {"ana", Meaning::kVerb, kNorth},
    {"ani", Meaning::kVerb, kNorth},
    {"ne", Meaning::kVerb, kNorth},
    {"na", Meaning::kVerb, kNorth},
    {"ni", Meaning::kVerb, kNorth},
    {"ta", Meaning::kVerb, kNorth},
    {"te", Meaning::kVerb, kNorth},
    {"ti", Meaning::kVerb, kNorth},
    {"ai", Meaning::kVerb, kNorth},
    // Punjabi, Nepali
    {"aunda", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"aundi", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"aun", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"da", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"di", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"an", Meaning::kVerb, In(Writing::kGurmukhi)},
    {"an", Meaning::kPlural, In(Writing::kGurmukhi), "-a"},
    {"ko", Meaning::kCase, kDevanagari},
    {"aune", Meaning::kVerb, kDevanagari},
    {"auncu", Meaning::kVerb, kDevanagari},
    // Marathi
    {"madye", Meaning::kCase, kDevanagari},
    {"to", Meaning::kVerb, kDevanagari},
    {"vto", Meaning::kVerb, kDevanagari},
    {"vte", Meaning::kVerb, kDevanagari},
    {"ace", Meaning::kCase, kDevanagari, "-a"},
    {"aca", Meaning::kCase, kDevanagari, "-a"},
    {"aci", Meaning::kCase, kDevanagari, "-a"},
    {"acya", Meaning::kCase, kDevanagari, "-a"},
    {"ance", Meaning::kCase, kDevanagari, "-a"},
    {"anca", Meaning::kCase, kDevanagari, "-a"},
    {"anci", Meaning::kCase, kDevanagari, "-a"},
    {"ancya", Meaning::kCase, kDevanagari, "-a"},
    {"yace", Meaning::kCase, kDevanagari, "i-a"},
    {"yaca", Meaning::kCase, kDevanagari, "i-a"},
    {"yaci", Meaning::kCase, kDevanagari, "i-a"},
    {"yacya", Meaning::kCase, kDevanagari, "i-a"},
    {"yance", Meaning::kCase, kDevanagari, "i-a"},
    {"yanca", Meaning::kCase, kDevanagari, "i-a"},
    {"yanci", Meaning::kCase, kDevanagari, "i-a"},
    {"yancya", Meaning::kCase, kDevanagari, "i-a"},
    {"ce", Meaning::kCase, kDevanagari},
    {"ca", Meaning::kCase, kDevanagari},
    {"ci", Meaning::kCase, kDevanagari},
    {"cya", Meaning::kCase, kDevanagari},
    {"nyace", Meaning::kCase, kDevanagari},
    {"nyaca", Meaning::kCase, kDevanagari},
    {"nyaci", Meaning::kCase, kDevanagari},
    {"atla", Meaning::kCase, kDevanagari},
    {"atle", Meaning::kCase, kDevanagari},
    {"atli", Meaning::kCase, kDevanagari},
    {"atil", Meaning::kCase, kDevanagari},
    {"yatla", Meaning::kCase, kDevanagari, "a-i"},
    {"yatil", Meaning::kCase, kDevanagari, "a-i"},
    {"asathi", Meaning::kCase, kDevanagari},
    {"avar", Meaning::kCase, kDevanagari},
    {"ya", Meaning::kPlural, kDevanagari, "i-a"},
    {"anara", Meaning::kDoer, kDevanagari | kRoman},
    {"anare", Meaning::kDoer, kDevanagari | kRoman},
    {"anari", Meaning::kDoer, kDevanagari | kRoman},
    {"nara", Meaning::kDoer, kDevanagari | kRoman},
    {"nare", Meaning::kDoer, kDevanagari | kRoman},
    {"nari", Meaning::kDoer, kDevanagari | kRoman},
    {"avnara", Meaning::kDoer, kDevanagari | kRoman},
    {"avnare", Meaning::kDoer, kDevanagari | kRoman},
    {"avnari", Meaning::kDoer, kDevanagari | kRoman},
    {"avne", Meaning::kVerb, kDevanagari},
    // Bengali, Assamese
    {"yer", Meaning::kCase, kBengali},
    {"er", Meaning::kCase, kBengali, "-e"},
    {"ir", Meaning::kCase, kBengali, "i"},
    {"ur", Meaning::kCase, kBengali, "u"},
    {"ar", Meaning::kCase, kBengali, "a"},
    {"or", Meaning::kCase, kBengali, "o"},
    {"ke", Meaning::kCase, kBengali},
    {"der", Meaning::kPlural, kBengali},
    {"ra", Meaning::kPlural, kBengali},
    {"gulo", Meaning::kPlural, kBengali},
    {"ano", Meaning::kVerb, kBengali},
    {"aon", Meaning::kVerb, kBengali},
    {"ova", Meaning::kVerb, kBengali},
    {"oa", Meaning::kVerb, kBengali},
    // Gujarati
    {"man", Meaning::kCase, kGujarati},
    {"un", Meaning::kVerb, kGujarati},
    {"nar", Meaning::kDoer, kGujarati},
    {"vanun", Meaning::kVerb, kGujarati},
    {"vano", Meaning::kVerb, kGujarati},
    {"vani", Meaning::kVerb, kGujarati},
    {"vun", Meaning::kVerb, kGujarati},
    // Odia
    {"ra", Meaning::kCase, kOdia},
    {"ku", Meaning::kCase, kOdia},
    {"re", Meaning::kCase, kOdia},
    {"mane", Meaning::kPlural, kOdia},
    {"ae", Meaning::kVerb, kOdia},
    {"ibara", Meaning::kVerb, kOdia},
    {"iba", Meaning::kVerb, kOdia},
    // Tamil
    {"atai", Meaning::kCase, kTamil, "am"},
    {"atil", Meaning::kCase, kTamil, "am"},
    {"ai", Meaning::kCase, kTamil},
    {"il", Meaning::kCase, kTamil, "-u"},
    {"kal", Meaning::kPlural, kTamil},
    {"arkal", Meaning::kPlural, kTamil | kRoman, "ar-an"},
    {"argal", Meaning::kPlural, kRoman, "ar-an"},
    {"ankal", Meaning::kPlural, kTamil, "am"},
    {"karar", Meaning::kDoer, kTamil | kMalayalam | kRoman},
    {"karan", Meaning::kDoer, kTamil | kMalayalam | kRoman},
    {"kari", Meaning::kDoer, kTamil | kMalayalam},
    {"pavar", Meaning::kDoer, kTamil | kRoman},
    {"pvar", Meaning::kDoer, kTamil},
    {"upavar", Meaning::kDoer, kTamil | kRoman},
    {"upvar", Meaning::kDoer, kTamil},
    {"pavan", Meaning::kDoer, kTamil},
    {"upvan", Meaning::kDoer, kTamil},
    {"unar", Meaning::kDoer, kTamil},
    {"nar", Meaning::kDoer, kTamil},
    {"alar", Meaning::kDoer, kTamil, "al"},
    {"anar", Meaning::kVerb, kTamil},
    {"an", Meaning::kVerb, kTamil},
    {"am", Meaning::kVerb, kTamil},
    {"kum", Meaning::kVerb, kTamil},
    {"um", Meaning::kVerb, kTamil},
    {"m", Meaning::kVerb, kTamil},
    {"kiren", Meaning::kVerb, kTamil},
    {"ukiren", Meaning::kVerb, kTamil},
    {"pen", Meaning::kVerb, kTamil},
    {"ven", Meaning::kVerb, kTamil},
    {"utal", Meaning::kVerb, kTamil},
    {"tal", Meaning::kVerb, kTamil},
    // Telugu
    {"galku", Meaning::kCase, kTelugu, "ga"},
    {"alku", Meaning::kCase, kTelugu},
    {"lo", Meaning::kCase, kTelugu},
    {"ku", Meaning::kCase, kTelugu},
    {"ki", Meaning::kCase, kTelugu},
    {"ni", Meaning::kCase, kTelugu},
    {"nu", Meaning::kCase, kTelugu},
    {"al", Meaning::kCase, kTelugu, "-a"},
    {"ulu", Meaning::kPlural, kTelugu | kRoman, "u-i-am"},
    {"alu", Meaning::kPlural, kTelugu | kRoman, "-a-am"},
    {"ilu", Meaning::kPlural, kTelugu | kRoman, "i-il"},
    {"lu", Meaning::kPlural, kTelugu | kRoman, "-u-i"},
    {"vadu", Meaning::kDoer, kTelugu | kRoman},
    {"varu", Meaning::kDoer, kTelugu | kRoman},
    {"valu", Meaning::kDoer, kTelugu | kRoman},
    {"evadu", Meaning::kDoer, kTelugu | kRoman},
    {"evaru", Meaning::kDoer, kTelugu | kRoman},
    {"evalu", Meaning::kDoer, kTelugu | kRoman},
    {"daru", Meaning::kVerb, kTelugu | kRoman},
    {"udu", Meaning::kVerb, kTelugu},
    {"tanu", Meaning::kVerb, kTelugu},
    {"atanu", Meaning::kVerb, kTelugu},
    {"utanu", Meaning::kVerb, kTelugu},
    {"istanu", Meaning::kVerb, kTelugu},
    {"ta", Meaning::kVerb, kTelugu},
    {"edi", Meaning::kDoer, kTelugu},
    {"adam", Meaning::kVerb, kTelugu},
    {"atam", Meaning::kVerb, kTelugu},
    // Kannada
    {"galu", Meaning::kPlural, kKannada | kRoman},
    {"aru", Meaning::kPlural, kKannada},
    {"anu", Meaning::kCase, kKannada},
    {"ge", Meaning::kCase, kKannada},
    {"ali", Meaning::kCase, kKannada},
    {"gara", Meaning::kDoer, kKannada | kRoman},
    {"garu", Meaning::kDoer, kKannada},
    {"uvavanu", Meaning::kDoer, kKannada},
    {"uvavaru", Meaning::kDoer, kKannada},
    {"uvavru", Meaning::kDoer, kKannada},
    {"uva", Meaning::kVerb, kKannada},
    {"utene", Meaning::kVerb, kKannada},
    {"uvavalu", Meaning::kDoer, kKannada},
    // Malayalam
    {"kal", Meaning::kPlural, kMalayalam},
    {"mar", Meaning::kPlural, kMalayalam},
    {"kar", Meaning::kDoer, kMalayalam},
    {"unayal", Meaning::kDoer, kMalayalam},
    {"unavar", Meaning::kDoer, kMalayalam},
    {"una", Meaning::kVerb, kMalayalam},
    {"unu", Meaning::kVerb, kMalayalam},
    {"yil", Meaning::kCase, kMalayalam},
    {"iyute", Meaning::kCase, kMalayalam, "i"},
});

bool Fits(const Ending& ending, std::string_view fine, unsigned writing) {
  return (ending.writings & writing) != 0 && fine.size() >= kShortestStem + ending.sounds.size() &&
         fine.ends_with(ending.sounds);
}

}  // namespace

std::string_view StemOf(std::string_view fine, Writing writing) {
  // The longest ending of a meaning that fits; of one that only bends a vowel, the vowel stays.
  const auto longest = [&](Meaning meaning) {
    std::size_t size = 0;
    std::size_t taken = 0;
    for (const Ending& ending : kEndings) {
      if (ending.meaning != meaning || !Fits(ending, fine, In(writing))) continue;
      if (ending.sounds.size() <= size) continue;
      size = ending.sounds.size();
      const bool bends = ending.plain.size() == 1 && ending.sounds.starts_with(ending.plain);
      taken = bends ? size - 1 : size;
    }
    return std::pair(size, taken);
  };
  for (const Meaning meaning : {Meaning::kCase, Meaning::kPlural, Meaning::kDoer, Meaning::kVerb}) {
    for (;;) {
      const auto [size, taken] = longest(meaning);
      // "banane" is no plural: "-ane" says more than "-e".
      if (taken == 0 || (meaning < Meaning::kVerb && longest(Meaning::kVerb).first > size)) break;
      fine.remove_suffix(taken);
      if (meaning != Meaning::kPlural) break;
    }
  }
  if (fine.size() > kShortestStem && IsVowelSound(fine.back())) fine.remove_suffix(1);
  return fine;
}

std::vector<std::string> NounsBehind(std::string_view fine, Writing writing) {
  constexpr std::size_t kMostTaken = 3;         // case, plural, doer
  constexpr std::size_t kMostNouns = 16;        // enough for any word of the tables
  constexpr std::size_t kShortestEmployed = 4;  // sounds before a doer's ending: not "sun-dar"
  std::vector<std::string> nouns{std::string(fine)};
  const auto add = [&](std::string noun) {
    if (nouns.size() <= kMostNouns && std::find(nouns.begin(), nouns.end(), noun) == nouns.end()) {
      nouns.push_back(std::move(noun));
    }
  };
  std::size_t next = 0;
  for (std::size_t taken = 0; taken < kMostTaken; ++taken) {
    for (const std::size_t end = nouns.size(); next < end; ++next) {
      for (const Ending& ending : kEndings) {
        if (ending.meaning == Meaning::kVerb || !Fits(ending, nouns[next], In(writing))) continue;
        if (ending.meaning == Meaning::kDoer &&
            nouns[next].size() < kShortestEmployed + ending.sounds.size()) {
          continue;
        }
        const std::string stem = nouns[next].substr(0, nouns[next].size() - ending.sounds.size());
        std::string_view choices = ending.plain;
        for (;;) {
          const std::size_t dash = choices.find('-');
          add(stem + std::string(choices.substr(0, dash)));
          if (dash == std::string_view::npos) break;
          choices.remove_prefix(dash + 1);
        }
      }
    }
  }
  nouns.erase(nouns.begin());
  return nouns;
}

bool NamesADoer(std::string_view fine, Writing writing) {
  return std::any_of(kEndings.begin(), kEndings.end(), [&](const Ending& ending) {
    return ending.meaning == Meaning::kDoer && Fits(ending, fine, In(writing));
  });
}

}  // namespace kaam::taxonomy
