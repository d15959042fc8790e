#include "taxonomy/transducer.h"

#include <algorithm>
#include <array>
#include <limits>

#include "taxonomy/roman_spellings.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kLongestRoman = 47;

// Costs of what the table of spellings does not foresee, in its unit (-ln of a share).
constexpr float kDropConsonant = 5.5F;
constexpr float kDropVowel = 4.5F;
constexpr float kInsertConsonant = 5.5F;
constexpr float kInsertVowel = 3.5F;
constexpr float kInsertGlide = 3.0F;   // h, y, w
constexpr float kInsertDouble = 2.0F;  // the letter before once more
constexpr float kInsertSpace = 0.7F;
constexpr float kReplace = 6.5F;  // any letter for any sound

bool IsRomanVowel(char c) { return std::string_view("aeiou").find(c) != std::string_view::npos; }

std::uint32_t Pack(std::string_view letters) {
  std::uint32_t packed = 0;
  for (std::size_t i = 0; i < letters.size() && i < 4; ++i) {
    packed |= static_cast<std::uint32_t>(static_cast<unsigned char>(letters[i])) << (8 * i);
  }
  return packed;
}

constexpr std::array<std::uint32_t, 5> kMasks = {0, 0xFF, 0xFFFF, 0xFFFFFF, 0xFFFFFFFF};

}  // namespace

NativeSpelling::NativeSpelling(std::string_view text) : script_(ScriptOf(text)) {
  const std::vector<Sound> sounds = SoundsOf(text);
  coarse_key_ = CoarseKey(sounds);
  starts_.push_back(0);
  for (const Sound& sound : sounds) {
    for (const RomanSpelling& spelling : RomanSpellingsOf(script_, sound.name)) {
      options_.push_back({Pack(spelling.letters),
                          static_cast<std::uint8_t>(spelling.letters.size()), spelling.cost});
    }
    starts_.push_back(static_cast<std::uint32_t>(options_.size()));
    drop_costs_.push_back(sound.key.empty() ? kDropVowel : kDropConsonant);
  }
}

std::string NativeSpelling::LikelyRoman() const {
  std::string out;
  for (std::size_t i = 0; i < sounds(); ++i) {
    const auto best =
        std::min_element(options_.begin() + starts_[i], options_.begin() + starts_[i + 1],
                         [](const Option& a, const Option& b) { return a.cost < b.cost; });
    for (unsigned k = 0; k < best->length; ++k) {
      out += static_cast<char>((best->letters >> (8 * k)) & 0xFF);
    }
  }
  return out;
}

RomanSpellingReader::RomanSpellingReader(std::string_view roman)
    : roman_(roman.substr(0, kLongestRoman)) {
  for (std::size_t i = 0; i < roman_.size(); ++i) {
    const char c = roman_[i];
    windows_.push_back(Pack(std::string_view(roman_).substr(i)));
    if (c == ' ')
      insert_costs_.push_back(kInsertSpace);
    else if (i > 0 && roman_[i - 1] == c)
      insert_costs_.push_back(kInsertDouble);
    else if (IsRomanVowel(c))
      insert_costs_.push_back(kInsertVowel);
    else if (c == 'h' || c == 'y' || c == 'w')
      insert_costs_.push_back(kInsertGlide);
    else
      insert_costs_.push_back(kInsertConsonant);
  }
}

std::optional<float> RomanSpellingReader::Cost(const NativeSpelling& word, float limit) const {
  constexpr float kFar = std::numeric_limits<float>::max() / 4;
  const std::size_t length = roman_.size();
  std::array<float, kLongestRoman + 1> first;
  std::array<float, kLongestRoman + 1> second;
  float* before = first.data();
  float* now = second.data();
  before[0] = 0;
  for (std::size_t j = 0; j < length; ++j) before[j + 1] = before[j] + insert_costs_[j];
  for (std::size_t i = 0; i < word.sounds(); ++i) {
    const std::span<const NativeSpelling::Option> options(
        word.options_.data() + word.starts_[i], word.options_.data() + word.starts_[i + 1]);
    const float drop = word.drop_costs_[i];
    now[0] = before[0] + drop;
    for (std::size_t j = 1; j <= length; ++j) {
      now[j] = std::min(before[j] + drop, before[j - 1] + kReplace);
    }
    for (const NativeSpelling::Option& option : options) {
      const std::uint32_t mask = kMasks[option.length];
      for (std::size_t j = option.length; j <= length; ++j) {
        const std::size_t from = j - option.length;
        if (from < length && (windows_[from] & mask) != option.letters) continue;
        if (from == length && option.length != 0) continue;
        now[j] = std::min(now[j], before[from] + option.cost);
      }
    }
    float least = now[0];
    for (std::size_t j = 1; j <= length; ++j) {
      now[j] = std::min(now[j], now[j - 1] + insert_costs_[j - 1]);
      least = std::min(least, now[j]);
    }
    if (least > limit) return std::nullopt;
    std::swap(before, now);
  }
  const float cost = std::min(before[length], kFar);
  if (cost > limit) return std::nullopt;
  return cost;
}

void CoarseKeyIndex::Add(std::string_view coarse_key) {
  const auto [entry, is_new] = words_of_key_.try_emplace(std::string(coarse_key));
  entry->second.push_back(count_++);
  if (!is_new) return;
  std::string less(coarse_key);
  for (std::size_t i = 0; i < coarse_key.size(); ++i) {
    less.assign(coarse_key);
    less.erase(i, 1);
    std::vector<const std::string*>& keys = keys_less_one_[less];
    if (keys.empty() || keys.back() != &entry->first) keys.push_back(&entry->first);
  }
}

std::vector<std::uint32_t> CoarseKeyIndex::Near(std::string_view coarse_key) const {
  std::vector<std::uint32_t> equal;
  std::vector<std::uint32_t> near;
  std::string key(coarse_key);
  const auto add = [&](const std::string& indexed) {
    const auto found = words_of_key_.find(indexed);
    if (found == words_of_key_.end()) return;
    std::vector<std::uint32_t>& out = indexed == coarse_key ? equal : near;
    out.insert(out.end(), found->second.begin(), found->second.end());
  };
  const auto add_longer = [&](const std::string& shorter) {
    const auto found = keys_less_one_.find(shorter);
    if (found == keys_less_one_.end()) return;
    for (const std::string* indexed : found->second) {
      if (*indexed != coarse_key) add(*indexed);
    }
  };
  add(key);
  add_longer(key);
  for (std::size_t i = 0; i < coarse_key.size(); ++i) {
    key.assign(coarse_key);
    key.erase(i, 1);
    add(key);
    add_longer(key);
  }
  std::sort(near.begin(), near.end());
  near.erase(std::unique(near.begin(), near.end()), near.end());
  equal.insert(equal.end(), near.begin(), near.end());
  return equal;
}

}  // namespace kaam::taxonomy
