#include "indexer/likeness.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/day.h"
#include "taxonomy/text.h"

namespace kaam::indexer {
namespace {

using taxonomy::PlaceKind;

// Fine keys of words that come before or after names and are none.
constexpr std::array<std::string_view, 9> kHonorifics = {"sri", "srimati", "smt",  "kumari", "mr",
                                                         "mrs", "ms",      "late", "md"};

struct NameSounds {
  std::string coarse;
  std::string fine;
};

NameSounds SoundsOf(const std::string& name) {
  std::vector<std::pair<std::string, std::string>> words;  // coarse, fine
  for (const taxonomy::Word& word : taxonomy::SplitWords(name)) {
    if (word.is_number) continue;
    taxonomy::SoundKeys keys = taxonomy::KeysOf(word);
    if (keys.fine.empty() ||
        std::find(kHonorifics.begin(), kHonorifics.end(), keys.fine) != kHonorifics.end()) {
      continue;
    }
    words.emplace_back(std::move(keys.coarse), std::move(keys.fine));
  }
  if (words.size() > 2) words.erase(words.begin() + 1, words.end() - 1);
  std::sort(words.begin(), words.end());
  NameSounds out;
  for (const auto& [coarse, fine] : words) {
    out.coarse += coarse + ' ';
    out.fine += fine + ' ';
  }
  return out;
}

std::uint32_t DistrictOf(const records::Worker& worker, const taxonomy::Places& places) {
  for (const records::Address* address : {&worker.permanent(), &worker.current()}) {
    if (address->has_lgd_district()) return address->lgd_district();
    if (!address->has_pin()) continue;
    if (const auto pin = places.Find(PlaceKind::kPin, address->pin())) {
      return places[*pin].district;
    }
  }
  return 0;
}

std::int32_t YearOf(std::int32_t birth_day) {
  return static_cast<int>(std::chrono::year_month_day(DayFromNumber(birth_day)).year());
}

bool IsFirstOfJanuary(std::int32_t birth_day) {
  const std::chrono::year_month_day date(DayFromNumber(birth_day));
  return date.month() == std::chrono::January && date.day() == std::chrono::day(1);
}

}  // namespace

BlindKeys LikenessReader::KeysOf(const records::Worker& worker) const {
  BlindKeys keys;
  if (worker.has_aadhaar_ref()) keys.vault = refs_.Blind("vault", worker.aadhaar_ref());
  const LikenessFacts facts = FactsOf(worker);
  if (facts.key != 0) keys.likeness = facts.key;
  return keys;
}

LikenessFacts LikenessReader::FactsOf(const records::Worker& worker) const {
  LikenessFacts facts;
  const NameSounds name = SoundsOf(worker.has_name() ? worker.name() : worker.name_local());
  facts.birth_day = worker.birth_day();
  facts.gender = worker.gender();
  facts.name = static_cast<std::uint32_t>(refs_.Blind("sounds", name.fine));
  facts.pin = worker.permanent().has_pin() ? worker.permanent().pin() : worker.current().pin();
  if (worker.mobile().size() >= 10) {
    facts.mobile = static_cast<std::uint32_t>(
                       refs_.Blind("mobile", worker.mobile().substr(worker.mobile().size() - 10))) |
                   1U;
  }
  const std::uint32_t district = DistrictOf(worker, taxonomy_.places());
  if (name.coarse.empty() || !worker.has_birth_day() || district == 0) return facts;
  facts.key = refs_.Blind("likeness", name.coarse + std::to_string(YearOf(facts.birth_day)) + ' ' +
                                          std::to_string(district)) |
              1U;
  return facts;
}

Likeness Compare(const LikenessFacts& a, const LikenessFacts& b) {
  Likeness out;
  const auto add = [&](int points, const char* what) {
    out.score += points;
    if (!out.what.empty()) out.what += ", ";
    out.what += what;
  };
  if (a.name == b.name) {
    add(40, "the name sounds the same");
  } else {
    add(30, "the name sounds alike");
  }
  if (a.birth_day != b.birth_day) {
    add(10, "same birth year");
  } else {
    add(IsFirstOfJanuary(a.birth_day) ? 15 : 30, "same birth date");
  }
  add(10, "same district");
  if (a.pin != 0 && a.pin == b.pin) add(10, "same PIN");
  if (a.mobile != 0 && a.mobile == b.mobile) add(30, "same mobile");
  if (a.gender != 0 && b.gender != 0 && a.gender != b.gender) add(-30, "but another gender");
  out.score = std::clamp(out.score, 0, 100);
  return out;
}

}  // namespace kaam::indexer
