// An opening of the index as a question.
#include <algorithm>

#include "matcher/question_maker.h"

namespace kaam::matcher {

Result<Question> QuestionMaker::MakeForOpening(const Index& index, RowId row) {
  q_.own_record_ = true;
  auto made = Make();
  if (!made) return made;
  Question& question = *made;
  const OpeningRecord record(index, row);
  const OpeningFacts& facts = record.facts;
  if (question.trades_.empty()) {
    for (std::size_t i = 0; i < record.trades.size(); ++i) {
      const auto& known = question.trade_ids_;
      if (std::find(known.begin(), known.end(), record.trades[i]) != known.end()) continue;
      TradeAsk ask{record.trades[i], std::nullopt};
      if (record.heads_open[i] != kNoId) ask.count = record.heads_open[i];
      question.trades_.push_back(ask);
      question.trade_ids_.push_back(ask.occupation);
    }
  }
  if (question.asked_skills_.empty()) {
    const std::size_t count = std::min(record.skills.size(), kMaxAskedSkills);
    question.asked_skills_.assign(record.skills.begin(),
                                  record.skills.begin() + static_cast<std::ptrdiff_t>(count));
  }
  if (question.trades_.empty() && question.asked_skills_.empty()) {
    return FailedPrecondition("neither a trade nor a skill of this opening is known", "ref");
  }
  if (question.spots_.empty()) {
    const std::size_t count = std::min(record.sites.size(), kMaxSpots);
    for (std::size_t i = 0; i < count; ++i) {
      question.spots_.push_back(record.sites[i]);
      question.place_labels_.push_back(
          index.taxonomy().places().Label(record.site_places[i], question.language_));
    }
  }
  OpeningFacts& asked = question.opening_;
  if (asked.pay_day_rupees == 0) asked.pay_day_rupees = facts.pay_day_rupees;
  if (asked.offers == 0) {
    asked.offers = facts.offers;
    asked.offers_not = facts.offers_not;
  }
  if (asked.shift == 0) asked.shift = facts.shift;
  if (asked.experience_months == 0) asked.experience_months = facts.experience_months;
  if (asked.education == 0) asked.education = facts.education;
  if (asked.languages == 0) asked.languages = facts.languages;
  if (asked.licences == 0) asked.licences = facts.licences;
  if (asked.start == 0) {
    asked.start = facts.start;
    asked.duration_days = facts.start != 0 ? facts.duration_days : std::uint16_t{0};
  }
  return made;
}

}  // namespace kaam::matcher
