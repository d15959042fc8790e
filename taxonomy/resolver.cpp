#include "taxonomy/resolver.h"

#include <algorithm>

#include "taxonomy/reader.h"

namespace kaam::taxonomy {
namespace {

constexpr Confidence kFirstChoice = 350;  // of an ambiguous word; the next ones fall by a quarter
constexpr Confidence kOtherCode = 300;    // of the same work's other codes, behind a certain trade

}  // namespace

Understanding Resolve(const Taxonomy& taxonomy, std::string_view text, Day as_of) {
  return Reader(taxonomy, text, as_of, nullptr).Read();
}

std::vector<RankedTrade> RankTrades(const Taxonomy& taxonomy, const Understanding& understood) {
  std::vector<RankedTrade> ranked;
  for (const TradeMention& trade : understood.trades) {
    ranked.push_back({trade, false});
    for (const OccupationId other : taxonomy.occupations().OtherCodesOf(trade.occupation)) {
      ranked.push_back({{other, trade.count, kOtherCode, trade.words}, true});
    }
  }
  for (const AmbiguousMention& word : understood.ambiguous) {
    Confidence confidence = kFirstChoice;
    for (const OccupationId choice : word.choices) {
      ranked.push_back({{choice, word.count, confidence, word.words}, true});
      confidence = static_cast<Confidence>(confidence * 3 / 4);
    }
  }
  for (const TradeMention& trade : understood.suggested) ranked.push_back({trade, true});
  std::stable_sort(ranked.begin(), ranked.end(), [](const RankedTrade& a, const RankedTrade& b) {
    return std::pair(!a.suggested, a.mention.confidence) >
           std::pair(!b.suggested, b.mention.confidence);
  });
  std::vector<RankedTrade> unique;
  for (const RankedTrade& trade : ranked) {
    const bool known = std::any_of(unique.begin(), unique.end(), [&](const RankedTrade& other) {
      const OccupationId id = other.mention.occupation;
      return id == trade.mention.occupation ||
             (trade.suggested &&
              taxonomy.occupations().Group(id, 4).contains(trade.mention.occupation));
    });
    if (!known) unique.push_back(trade);
  }
  return unique;
}

// No day matters to a registry row.
std::optional<OccupationId> ResolveTrade(const Taxonomy& taxonomy, std::string_view text,
                                         NearWordMemo* memo) {
  const Understanding found = Reader(taxonomy, text, Day{}, memo).Read();
  if (found.trades.empty()) return std::nullopt;
  return found.trades.front().occupation;
}

std::optional<SkillId> ResolveSkill(const Taxonomy& taxonomy, std::string_view text,
                                    NearWordMemo* memo) {
  const std::vector<SkillMention> found = Reader(taxonomy, text, Day{}, memo).ReadSkills();
  if (found.empty()) return std::nullopt;
  return found.front().skill;
}

}  // namespace kaam::taxonomy
