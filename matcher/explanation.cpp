#include "matcher/explanation.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kaam::matcher {
namespace {

using taxonomy::Rung;

// What can be said, by code. {0}, {1} stand for the values. The first pair of texts speaks to an
// employer about a worker, the second to a worker about an opening.
struct Message {
  std::string_view code;
  std::string_view worker_en;
  std::string_view worker_hi;
  std::string_view opening_en;
  std::string_view opening_hi;
};

constexpr std::array kMessages = std::to_array<Message>({
    {"trade_exact", "Does the trade asked for: {0}.", "माँगा गया काम करती/करते हैं: {0}।",
     "Asks for your trade: {0}.", "आपका ही काम माँगा गया है: {0}।"},
    {"trade_second", "Has the trade asked for as second trade: {0}.",
     "माँगा गया काम दूसरे काम के रूप में करती/करते हैं: {0}।", "Asks for your second trade: {0}.",
     "आपका दूसरा काम माँगा गया है: {0}।"},
    {"trade_wanted", "Wants to work in this trade: {0}.", "यह काम करना चाहती/चाहते हैं: {0}।",
     "A trade you want: {0}.", "वह काम जो आप चाहते हैं: {0}।"},
    {"trade_family", "Does a trade of the same family: {0}.",
     "इसी परिवार का दूसरा काम करती/करते हैं: {0}।", "A trade of the same family as yours: {0}.",
     "आपके काम के परिवार का काम: {0}।"},
    {"trade_related", "Does a related trade: {0}.", "मिलता-जुलता काम करती/करते हैं: {0}।",
     "A trade related to yours: {0}.", "आपके काम से मिलता-जुलता काम: {0}।"},
    {"trade_field", "Works in a neighbouring field: {0}.", "पास के क्षेत्र में काम करती/करते हैं: {0}।",
     "A trade in a neighbouring field: {0}.", "पास के क्षेत्र का काम: {0}।"},
    {"distance", "Is {0} away.", "{0} दूर हैं।", "Is {0} from you.", "आपसे {0} दूर है।"},
    {"inside_radius", "The site lies within the distance they travel ({0}).",
     "जगह उनके आने-जाने की दूरी में है ({0})।", "Lies within the distance you travel ({0}).",
     "आपके आने-जाने की दूरी में है ({0})।"},
    {"named_district", "Would move to this district.", "इस ज़िले में आने को तैयार हैं।",
     "In a district you would move to.", "उस ज़िले में जहाँ आप जाना चाहते हैं।"},
    {"named_state", "Would move to this State.", "इस राज्य में आने को तैयार हैं।",
     "In a State you would move to.", "उस राज्य में जहाँ आप जाना चाहते हैं।"},
    {"place_not_stated", "Does not say where they are.", "अपनी जगह नहीं बताई।",
     "Does not say where it is.", "जगह नहीं बताई गई।"},
    {"skills", "Has {0} of {1} skills asked for: {2}.", "माँगे गए {1} हुनर में से {0} हैं: {2}।",
     "You have {0} of {1} skills asked for: {2}.", "माँगे गए {1} हुनर में से {0} आपके पास हैं: {2}।"},
    {"skills_missing", "Does not have: {0}.", "यह नहीं है: {0}।", "You do not state: {0}.",
     "यह आपने नहीं बताया: {0}।"},
    {"skills_not_stated", "States no skills.", "कोई हुनर नहीं बताया।", "You state no skills.",
     "आपने कोई हुनर नहीं बताया।"},
    {"pay_meets", "The pay meets their wish.", "मज़दूरी उनकी चाह के बराबर या ज़्यादा है।",
     "Pays ₹{0} a day: what you wish or more.", "₹{0} रोज़: आपकी चाह के बराबर या ज़्यादा।"},
    {"pay_near", "The pay is near their wish.", "मज़दूरी उनकी चाह के पास है।",
     "Pays ₹{0} a day: near what you wish.", "₹{0} रोज़: आपकी चाह के पास।"},
    {"pay_short", "The pay is below their wish.", "मज़दूरी उनकी चाह से कम है।",
     "Pays ₹{0} a day: less than you wish.", "₹{0} रोज़: आपकी चाह से कम।"},
    {"pay_stated", "", "", "Pays ₹{0} a day.", "₹{0} रोज़।"},
    {"experience", "Has {0} months of experience; {1} are asked for.",
     "{0} महीने का अनुभव है; {1} माँगे गए हैं।", "Asks for {1} months of experience; you have {0}.",
     "{1} महीने का अनुभव माँगा है; आपका {0} है।"},
    {"experience_not_stated", "Does not state experience; {0} months are asked for.",
     "अनुभव नहीं बताया; {0} महीने माँगे गए हैं।", "Asks for {0} months of experience.",
     "{0} महीने का अनुभव माँगा है।"},
    {"free_on_start", "Is free on the day work starts.", "काम शुरू होने के दिन खाली हैं।",
     "You are free when it starts.", "शुरू होने पर आप खाली हैं।"},
    {"free_later", "Is free only later.", "बाद में खाली होंगी/होंगे।", "You are free only later.",
     "आप बाद में खाली होंगे।"},
    {"nothing_against", "Nothing asked for speaks against it.", "माँगी गई कोई बात इसके ख़िलाफ़ नहीं।",
     "Nothing you said speaks against it.", "आपकी बताई कोई बात इसके ख़िलाफ़ नहीं।"},
});

std::string Fill(std::string_view text, const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool slot = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}';
    const auto which = slot ? static_cast<std::size_t>(text[i + 1] - '0') : values.size();
    if (which < values.size()) {
      out += values[which];
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

class Explainer {
 public:
  Explainer(const Index& index, const Question& question, const PairScore& pair,
            const WorkerFacts& worker, const OpeningFacts& opening)
      : index_(index), question_(question), pair_(pair), worker_(worker), opening_(opening) {}

  std::vector<Reason> Run() {
    ExplainTrade();
    ExplainPlace();
    ExplainSkills();
    ExplainPay();
    ExplainExperience();
    ExplainStart();
    if (reasons_.empty()) Say("nothing_against", {});
    return std::move(reasons_);
  }

 private:
  bool to_worker() const { return question_.direction() == Direction::kOpeningsForWorker; }

  void Say(std::string_view code, std::vector<std::string> values) {
    const auto message = std::find_if(kMessages.begin(), kMessages.end(),
                                      [&](const Message& m) { return m.code == code; });
    const bool hindi = question_.language() == "hi";
    const std::string_view text = to_worker() ? (hindi ? message->opening_hi : message->opening_en)
                                              : (hindi ? message->worker_hi : message->worker_en);
    if (text.empty()) return;
    std::string sentence = Fill(text, values);
    reasons_.push_back({std::string(code), std::move(values), std::move(sentence)});
  }

  std::string Label(OccupationId id) const {
    return std::string(index_.taxonomy().occupations().Label(id, question_.language()));
  }

  void ExplainTrade() {
    if (!pair_.asked_trade || pair_.held_as == HeldAs::kNone) return;
    // To the employer the worker's own trade says most, to the worker the one that is asked for.
    std::optional<OccupationId> shown = pair_.asked_trade;
    if (!to_worker()) {
      if (pair_.held_as == HeldAs::kPrimary) shown = worker_.primary;
      if (pair_.held_as == HeldAs::kSecondary) shown = worker_.secondary;
    }
    std::string_view code = "trade_field";
    if (pair_.rung == Rung::kSame) code = "trade_exact";
    if (pair_.rung == Rung::kFamily) code = "trade_family";
    if (pair_.rung == Rung::kRelated) code = "trade_related";
    if (pair_.held_as == HeldAs::kSecondary && pair_.rung == Rung::kSame) code = "trade_second";
    if (pair_.held_as == HeldAs::kWanted) code = "trade_wanted";
    Say(code, {Label(*shown)});
  }

  void ExplainPlace() {
    const LocalityFacts& place = pair_.locality;
    if (!place.asked) return;
    const std::string band = place.distance ? DistanceBand(*place.distance) : std::string();
    if (place.in_named_district)
      Say("named_district", {});
    else if (place.inside_radius)
      return Say("inside_radius", {band});
    else if (place.in_named_state)
      Say("named_state", {});
    if (place.distance)
      Say("distance", {band});
    else if (!place.in_named_district && !place.in_named_state)
      Say("place_not_stated", {});
  }

  void ExplainSkills() {
    if (opening_.skills.empty()) return;
    if (worker_.skills.empty()) return Say("skills_not_stated", {});
    std::string held;
    std::string missing;
    std::size_t count = 0;
    for (std::size_t i = 0; i < opening_.skills.size(); ++i) {
      const bool has =
          pair_.skills[i] == SkillState::kHeld || pair_.skills[i] == SkillState::kHeldBelowLevel;
      std::string& list = has ? held : missing;
      if (!list.empty()) list += ", ";
      list += index_.taxonomy().skills().Label(opening_.skills[i].skill, question_.language());
      if (has) ++count;
    }
    if (count > 0)
      Say("skills", {std::to_string(count), std::to_string(opening_.skills.size()), held});
    if (!missing.empty()) Say("skills_missing", {missing});
  }

  void ExplainPay() {
    const std::string rupees =
        to_worker() ? std::to_string(opening_.pay_day_rupees) : std::string();
    std::vector<std::string> values;
    if (to_worker()) values.push_back(rupees);
    switch (FitPay(pair_.mutual.wish_day_rupees, pair_.mutual.offer_day_rupees)) {
      case PayFit::kMet:
        return Say("pay_meets", values);
      case PayFit::kNear:
        return Say("pay_near", values);
      case PayFit::kShort:
      case PayFit::kFar:
        return Say("pay_short", values);
      case PayFit::kNoWish:
        if (opening_.pay_day_rupees != 0) Say("pay_stated", values);
        return;
      case PayFit::kNotOffered:
        return;
    }
  }

  void ExplainExperience() {
    if (opening_.experience_months == 0) return;
    const std::string asked = std::to_string(opening_.experience_months);
    if (Get(pair_.parts, PartKind::kExperience).basis == Basis::kNotStated) {
      return Say("experience_not_stated", {asked});
    }
    std::optional<std::uint16_t> held = std::max(worker_.primary_months, worker_.secondary_months);
    if (pair_.held_as == HeldAs::kPrimary) held = worker_.primary_months;
    if (pair_.held_as == HeldAs::kSecondary) held = worker_.secondary_months;
    Say("experience", {std::to_string(held.value_or(0)), asked});
  }

  void ExplainStart() {
    const Part& part = Get(pair_.parts, PartKind::kAvailability);
    if (part.basis == Basis::kStated) Say(part.value == kFull ? "free_on_start" : "free_later", {});
  }

  const Index& index_;
  const Question& question_;
  const PairScore& pair_;
  const WorkerFacts& worker_;
  const OpeningFacts& opening_;
  std::vector<Reason> reasons_;
};

}  // namespace

std::string DistanceBand(Metres distance) {
  const Band band = BandOf(distance);
  const std::string from = std::to_string(kBandEdges[band] / 1000);
  if (band + 1U == kBandEdges.size()) return from + "+ km";
  return from + "-" + std::to_string(kBandEdges[band + 1U] / 1000) + " km";
}

std::vector<Reason> Explain(const Index& index, const Question& question, const PairScore& pair,
                            const WorkerFacts& worker, const OpeningFacts& opening) {
  return Explainer(index, question, pair, worker, opening).Run();
}

}  // namespace kaam::matcher
