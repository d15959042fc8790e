#include "taxonomy/spelling_distance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <utility>

#include "taxonomy/sounds.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kMaxBytes = 64;
constexpr unsigned kOtherSound = 110;

struct Confusion {
  char a;
  char b;
  std::uint8_t cost;
};

constexpr std::array<Confusion, 26> kConfusions = {{
    {'e', 'i', 20}, {'o', 'u', 20}, {'a', 'e', 40}, {'a', 'o', 40}, {'a', 'i', 60}, {'a', 'u', 50},
    {'e', 'o', 70}, {'i', 'u', 80}, {'i', 'o', 80}, {'e', 'u', 80}, {'b', 'v', 30}, {'b', 'p', 40},
    {'f', 'p', 20}, {'v', 'f', 60}, {'v', 'p', 60}, {'v', 'u', 30}, {'v', 'o', 30}, {'d', 't', 40},
    {'d', 'r', 40}, {'g', 'k', 40}, {'c', 's', 40}, {'c', 'j', 50}, {'j', 's', 60}, {'m', 'n', 40},
    {'i', 'y', 20}, {'l', 'r', 80},
}};

using CostTable = std::array<std::array<std::uint8_t, 26>, 26>;

constexpr CostTable MakeReplaceCosts() {
  CostTable costs{};
  for (std::size_t i = 0; i < 26; ++i) {
    for (std::size_t j = 0; j < 26; ++j) costs[i][j] = i == j ? 0 : kOtherSound;
  }
  for (const Confusion& pair : kConfusions) {
    costs[static_cast<std::size_t>(pair.a - 'a')][static_cast<std::size_t>(pair.b - 'a')] =
        pair.cost;
    costs[static_cast<std::size_t>(pair.b - 'a')][static_cast<std::size_t>(pair.a - 'a')] =
        pair.cost;
  }
  return costs;
}
constexpr CostTable kReplaceCosts = MakeReplaceCosts();

// One sound more or less, after `before`.
std::uint16_t ExtraCost(char c, char before) {
  if (c == 'a') return before == '\0' ? 70 : 25;
  if (c == 'h') return 20;
  if (c == 'y') return 25;
  if (IsVowelSound(c)) return IsVowelSound(before) ? 25 : 45;
  if (c == 'n' || c == 'm') return 60;
  return 100;
}

constexpr std::array<std::string_view, 5> kConsonantKinds = {"bpfv", "dtrl", "gk", "csj", "mn"};

constexpr std::array<std::uint8_t, 256> MakeKindOf() {
  std::array<std::uint8_t, 256> kind_of{};
  kind_of.fill(kConsonantKinds.size());
  for (std::uint8_t kind = 0; kind < kConsonantKinds.size(); ++kind) {
    for (const char c : kConsonantKinds[kind]) kind_of[static_cast<unsigned char>(c)] = kind;
  }
  return kind_of;
}
constexpr std::array<std::uint8_t, 256> kKindOf =
    MakeKindOf();  // by byte, as SoundCounts names the kinds; none: their number

}  // namespace

SoundCounts::SoundCounts(std::string_view fine)
    : sounds_(static_cast<std::uint8_t>(std::min<std::size_t>(fine.size(), 255))) {
  for (const char c : fine) {
    const std::uint8_t kind = kKindOf[static_cast<unsigned char>(c)];
    if (kind < kKinds) ++consonants_[kind];
  }
}

unsigned EditDistance(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > limit || b.size() >= kMaxBytes) return limit + 1;
  // Optimal string alignment over three rows.
  std::array<unsigned, kMaxBytes> before{};
  std::array<unsigned, kMaxBytes> last{};
  std::array<unsigned, kMaxBytes> row{};
  for (unsigned j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = static_cast<unsigned>(i);
    unsigned least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
    before = last;
    last = row;
  }
  return std::min(last[b.size()], limit + 1);
}

bool WithinOneSlip(std::u32string_view a, std::u32string_view b) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.size() + b.size() <= 1) return true;
  if (a.size() == 1 && b.size() == 1) return true;
  return a.size() == 2 && b.size() == 2 && a[0] == b[1] && a[1] == b[0];
}

unsigned SoundCost(std::string_view a, std::string_view b, unsigned limit) {
  if (a.size() >= kMaxBytes || b.size() >= kMaxBytes) return limit + 1;
  // row[j]: of turning what is done of `a` into the first j sounds of `b`.
  std::array<std::uint16_t, kMaxBytes> row;
  std::array<std::uint16_t, kMaxBytes> adds;
  row[0] = 0;
  for (std::size_t j = 1; j <= b.size(); ++j) {
    adds[j] = ExtraCost(b[j - 1], j > 1 ? b[j - 2] : '\0');
    row[j] = static_cast<std::uint16_t>(row[j - 1] + adds[j]);
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const unsigned drop = ExtraCost(a[i - 1], i > 1 ? a[i - 2] : '\0');
    const auto& replace = kReplaceCosts[static_cast<std::size_t>(a[i - 1] - 'a')];
    unsigned diagonal = row[0];
    unsigned left = row[0] + drop;
    unsigned least = left;
    row[0] = static_cast<std::uint16_t>(left);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replaced = diagonal + replace[static_cast<std::size_t>(b[j - 1] - 'a')];
      diagonal = row[j];
      left = std::min(std::min(diagonal + drop, left + adds[j]), replaced);
      row[j] = static_cast<std::uint16_t>(left);
      least = std::min(least, left);
    }
    if (least > limit) return limit + 1;
  }
  return std::min<unsigned>(row[b.size()], limit + 1);
}

}  // namespace kaam::taxonomy
