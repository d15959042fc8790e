#include "matcher/question_maker.h"

#include <algorithm>
#include <utility>

#include "core/pay.h"
#include "matcher/messages.h"
#include "matcher/question_json.h"
#include "taxonomy/spelling_distance.h"

namespace kaam::matcher {
namespace {

using taxonomy::Taxonomy;

constexpr unsigned kMostEdits = 60;  // tags of languages are shorter

// "day", "night" ... as in flat files: the lower-case rest of the enum's name.
std::optional<int> EnumByWord(const google::protobuf::EnumDescriptor& type, std::string_view prefix,
                              std::string_view word) {
  std::string name{prefix};
  for (const char c : word) name += static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  const auto* value = type.FindValueByName(name);
  if (value == nullptr || value->number() == 0) return std::nullopt;
  return value->number();
}

std::vector<std::string> EnumWords(const google::protobuf::EnumDescriptor& type,
                                   std::string_view prefix) {
  std::vector<std::string> words;
  for (int i = 0; i < type.value_count(); ++i) {
    if (type.value(i)->number() == 0) continue;
    words.push_back(WordOf(type, prefix, type.value(i)->number()));
  }
  return words;
}

records::PayUnit UnitOf(taxonomy::WordRole role) {
  switch (role) {
    case taxonomy::WordRole::kHour:
      return records::PAY_UNIT_HOUR;
    case taxonomy::WordRole::kWeek:
      return records::PAY_UNIT_WEEK;
    case taxonomy::WordRole::kMonth:
      return records::PAY_UNIT_MONTH;
    default:
      return records::PAY_UNIT_DAY;
  }
}

Error UnknownBit(const std::string& list, std::size_t i,
                 const std::vector<taxonomy::CodedBit>& known) {
  std::vector<std::string> codes;
  for (const taxonomy::CodedBit& entry : known) codes.push_back(entry.code);
  return UnknownCode("is not a code of the list of " + list, list + "/" + std::to_string(i),
                     std::move(codes));
}

}  // namespace

QuestionMaker::QuestionMaker(const Taxonomy& taxonomy, const QuestionSpec& spec,
                             Direction direction, Day today)
    : taxonomy_(taxonomy), spec_(spec), today_(today) {
  q_.rules_.direction = direction;
  q_.explain_ = spec.explain;
}

Result<Question> QuestionMaker::Make() {
  for (const auto step :
       {&QuestionMaker::ReadLanguage, &QuestionMaker::ReadDays, &QuestionMaker::ReadText,
        &QuestionMaker::ReadSeason, &QuestionMaker::ReadTrades, &QuestionMaker::ReadWanted,
        &QuestionMaker::ReadSkills, &QuestionMaker::ReadMustNot, &QuestionMaker::ReadExclude,
        &QuestionMaker::ReadPlaces, &QuestionMaker::ReadRadius, &QuestionMaker::ReadPay,
        &QuestionMaker::ReadAbilities, &QuestionMaker::ReadAmenities, &QuestionMaker::ReadRanking,
        &QuestionMaker::ReadCounts, &QuestionMaker::RefuseEmpty}) {
    if (auto done = (this->*step)(); !done) return done.error();
  }
  return std::move(q_);
}

Result<Question> QuestionMaker::MakeFor(const Index& index, RowId row) {
  q_.own_record_ = true;
  auto made = Make();
  if (!made) return made;
  Question& question = *made;
  const WorkerRecord record(index, row);
  const WorkerFacts& facts = record.facts;
  WorkerFacts& worker = question.worker_;
  worker.radius_km = facts.radius_km;
  worker.move_states = facts.move_states;
  if (!spec_.start && !question.understood_.start && !spec_.available) {
    worker.available_from = facts.available_from;
    worker.available_until = facts.available_until;
    worker.available_months = facts.available_months;
  }
  worker.confirmed = facts.confirmed;
  question.districts_.assign(facts.districts.begin(), facts.districts.end());
  if (question.trades_.empty()) {
    worker.primary = facts.primary;
    worker.secondary = facts.secondary;
    worker.primary_months = facts.primary_months;
    worker.secondary_months = facts.secondary_months;
    if (question.wanted_.empty()) question.wanted_.assign(facts.wanted.begin(), facts.wanted.end());
  }
  if (question.held_skills_.empty()) {
    question.held_skills_.assign(facts.skills.begin(), facts.skills.end());
  }
  if (question.spots_.empty() && !facts.spots.empty()) {
    question.spots_.push_back(record.spot);
    const std::uint16_t place = index.workers()[row].place;
    question.place_labels_.push_back(
        index.taxonomy().places().Label(PlaceId{place}, question.language_));
  }
  if (worker.wage_day_rupees == 0) worker.wage_day_rupees = facts.wage_day_rupees;
  if (worker.requirements == 0) {
    worker.requirements = facts.requirements;
    worker.must_requirements = facts.must_requirements;
  }
  if (worker.shifts == 0) worker.shifts = facts.shifts;
  if (worker.education == 0) worker.education = facts.education;
  if (worker.languages == 0) worker.languages = facts.languages;
  if (worker.licences == 0) worker.licences = facts.licences;
  return made;
}

Result<void> QuestionMaker::ReadLanguage() {
  if (const auto language = MessageLanguage(spec_.language)) {
    q_.language_ = *language;
    return {};
  }
  std::vector<std::string> known;
  for (const MessageFile& file : MessageFiles()) known.emplace_back(file.language);
  std::stable_sort(known.begin(), known.end(), [&](const std::string& a, const std::string& b) {
    return taxonomy::EditDistance(spec_.language, a, kMostEdits) <
           taxonomy::EditDistance(spec_.language, b, kMostEdits);
  });
  return UnknownCode("answers are worded in these languages only", "language", std::move(known));
}

Result<void> QuestionMaker::ReadText() {
  if (!spec_.text) return {};
  if (spec_.text->size() > taxonomy::kMaxTextBytes) {
    return InvalidArgument(
        "the text is longer than " + std::to_string(taxonomy::kMaxTextBytes) + " bytes", "text");
  }
  q_.understood_ = taxonomy::Resolve(taxonomy_, *spec_.text, q_.as_of_);
  if (q_.understood_.start && !spec_.start) StartOn(*q_.understood_.start);
  return {};
}

Result<void> QuestionMaker::ReadTrades() {
  for (std::size_t i = 0; i < spec_.occupations.size(); ++i) {
    const OccupationSpec& asked = spec_.occupations[i];
    if (asked.must_not) continue;
    const std::string field = "occupations/" + std::to_string(i);
    const auto id = FindTrade(asked.code, field);
    if (!id) return id.error();
    if (asked.count && (*asked.count == 0 || *asked.count > 100'000)) {
      return InvalidArgument("must be from 1 to 100000", field + "/count");
    }
    AddTrade({*id, asked.count});
  }
  if (q_.trades_.empty()) {
    for (const taxonomy::TradeMention& said : q_.understood_.trades) {
      AddTrade({said.occupation, said.count});
    }
  }
  if (q_.trades_.size() > kMaxTrades) {
    return InvalidArgument("more than " + std::to_string(kMaxTrades) + " trades in one question",
                           spec_.occupations.empty() ? "text" : "occupations");
  }
  return {};
}

Result<void> QuestionMaker::ReadWanted() {
  if (for_workers()) return {};
  for (std::size_t i = 0; i < spec_.wanted.size(); ++i) {
    const auto id = FindTrade(spec_.wanted[i], "wanted/" + std::to_string(i));
    if (!id) return id.error();
    const bool known =
        std::find(q_.wanted_.begin(), q_.wanted_.end(), id->value) != q_.wanted_.end();
    if (!known) q_.wanted_.push_back(id->value);
  }
  if (q_.wanted_.size() > kMaxTrades) {
    return InvalidArgument("more than " + std::to_string(kMaxTrades) + " trades are wanted",
                           "wanted");
  }
  return {};
}

Result<OccupationId> QuestionMaker::FindTrade(const std::string& code,
                                              const std::string& field) const {
  if (const auto id = taxonomy_.occupations().Find(code)) return *id;
  return UnknownCode("no NCO-2015 occupation has this code", field + "/code",
                     taxonomy_.occupations().Nearest(code, kNearestShown));
}

Result<SkillId> QuestionMaker::FindSkill(const std::string& code, const std::string& field) const {
  if (const auto id = taxonomy_.skills().Find(code)) return *id;
  return UnknownCode("no skill has this code", field + "/code",
                     taxonomy_.skills().Nearest(code, kNearestShown));
}

void QuestionMaker::AddTrade(TradeAsk ask) {
  for (const TradeAsk& known : q_.trades_) {
    if (known.occupation == ask.occupation) return;
  }
  q_.trades_.push_back(ask);
  q_.trade_ids_.push_back(ask.occupation);
}

Result<void> QuestionMaker::ReadSkills() {
  for (std::size_t i = 0; i < spec_.skills.size(); ++i) {
    const SkillSpec& asked = spec_.skills[i];
    if (asked.must_not) continue;
    const std::string field = "skills/" + std::to_string(i);
    const auto id = FindSkill(asked.code, field);
    if (!id) return id.error();
    if (asked.weight && (*asked.weight == 0 || *asked.weight > 100)) {
      return InvalidArgument("must be from 1 to 100", field + "/weight");
    }
    if (asked.level && (*asked.level == 0 || *asked.level > 3)) {
      return InvalidArgument("must be 1, 2 or 3", field + "/level");
    }
    AddSkill({*id, static_cast<std::uint16_t>(asked.weight.value_or(1)),
              static_cast<std::uint8_t>(asked.level.value_or(0)), asked.must});
  }
  for (const taxonomy::SkillMention& said : q_.understood_.skills) {
    AddSkill({said.skill, 1, 0, false});
  }
  if (q_.asked_skills_.size() > kMaxAskedSkills || q_.held_skills_.size() > kMaxAskedSkills) {
    return InvalidArgument(
        "more than " + std::to_string(kMaxAskedSkills) + " skills in one question", "skills");
  }
  return {};
}

// A skill named twice counts as first named.
void QuestionMaker::AddSkill(const AskedSkill& skill) {
  if (for_workers()) {
    for (const AskedSkill& known : q_.asked_skills_) {
      if (known.skill == skill.skill) return;
    }
    q_.asked_skills_.push_back(skill);
    return;
  }
  for (const schema::PackedSkill known : q_.held_skills_) {
    if (known.skill() == skill.skill.value) return;
  }
  q_.held_skills_.push_back(schema::PackedSkill::Make(skill.skill.value, skill.level, false));
}

Result<void> QuestionMaker::ReadPay() {
  std::optional<WageSpec> wage = spec_.wage;
  if (!wage && q_.understood_.pay) {
    wage = WageSpec{q_.understood_.pay->paise, UnitOf(q_.understood_.pay->unit)};
  }
  if (!wage) return {};
  WorkTime time;
  const auto read = [](const std::optional<std::uint32_t>& said, std::uint32_t most,
                       const std::string& name, std::uint64_t& value) -> Result<void> {
    if (!said) return {};
    if (*said == 0 || *said > most) {
      return InvalidArgument("must be from 1 to " + std::to_string(most), "wage/" + name);
    }
    value = *said;
    return {};
  };
  for (auto& done : {read(wage->hours_a_day, 24, "hours_a_day", time.hours_a_day),
                     read(wage->days_a_week, 7, "days_a_week", time.days_a_week),
                     read(wage->pieces_a_day, kMaxPiecesADay, "pieces_a_day", time.pieces_a_day)}) {
    if (!done) return done;
  }
  if (wage->pieces_a_day.has_value() != (wage->unit == records::PAY_UNIT_PIECE)) {
    return InvalidArgument("is needed with a piece rate and goes with no other unit",
                           "wage/pieces_a_day");
  }
  const auto rounding = for_workers() ? Rounding::kDown : Rounding::kUp;
  const std::uint16_t rupees = DayRupees(wage->paise, wage->unit, rounding, time);
  if (for_workers())
    q_.opening_.pay_day_rupees = rupees;
  else
    q_.worker_.wage_day_rupees = rupees;
  q_.wage_ = AskedWage{wage->paise, wage->unit, rupees};
  return {};
}

Result<void> QuestionMaker::ReadAbilities() {
  const auto months =
      spec_.experience_months ? spec_.experience_months : q_.understood_.experience_months;
  if (months) {
    if (*months > 1200) {
      return InvalidArgument("more than 1200 months of experience",
                             spec_.experience_months ? "experience_months" : "text");
    }
    const auto value = static_cast<std::uint16_t>(*months);
    q_.opening_.experience_months = value;
    if (!for_workers()) q_.worker_.primary_months = value;
  }
  if (spec_.education) {
    if (*spec_.education < 1 || *spec_.education > 9) {
      return InvalidArgument("must be a level from 1 to 9", "education");
    }
    q_.opening_.education = q_.worker_.education = static_cast<std::uint8_t>(*spec_.education);
  }
  for (std::size_t i = 0; i < spec_.languages.size(); ++i) {
    const auto bit = taxonomy_.codes().LanguageBit(spec_.languages[i]);
    if (!bit) return UnknownBit("languages", i, taxonomy_.codes().languages());
    q_.opening_.languages |= 1U << *bit;
  }
  for (std::size_t i = 0; i < spec_.licences.size(); ++i) {
    const auto bit = taxonomy_.codes().LicenceBit(spec_.licences[i]);
    if (!bit) return UnknownBit("licences", i, taxonomy_.codes().licences());
    q_.opening_.licences = static_cast<std::uint16_t>(q_.opening_.licences | 1U << *bit);
  }
  q_.worker_.languages = q_.opening_.languages;
  q_.worker_.licences = q_.opening_.licences;
  return {};
}

Result<void> QuestionMaker::ReadAmenities() {
  const auto read = [](const std::vector<std::string>& words, const std::string& field,
                       std::uint16_t& bits) -> Result<void> {
    for (std::size_t i = 0; i < words.size(); ++i) {
      const auto value = EnumByWord(*records::Amenity_descriptor(), "AMENITY_", words[i]);
      if (!value) {
        return UnknownCode("is not a known amenity", field + "/" + std::to_string(i),
                           EnumWords(*records::Amenity_descriptor(), "AMENITY_"));
      }
      bits = static_cast<std::uint16_t>(bits | 1U << *value);
    }
    return {};
  };
  if (auto done = read(spec_.offers, "offers", q_.opening_.offers); !done) return done;
  if (auto done = read(spec_.requirements, "requirements", q_.worker_.requirements); !done) {
    return done;
  }
  std::uint16_t& must = q_.worker_.must_requirements;
  if (auto done = read(spec_.must_requirements, "must_requirements", must); !done) return done;
  q_.worker_.requirements = static_cast<std::uint16_t>(q_.worker_.requirements | must);
  q_.worker_.inclusive_only = spec_.inclusive_only;
  if (spec_.shift) {
    const auto value = EnumByWord(*records::Shift_descriptor(), "SHIFT_", *spec_.shift);
    if (!value) {
      return UnknownCode("is not a known shift", "shift",
                         EnumWords(*records::Shift_descriptor(), "SHIFT_"));
    }
    q_.opening_.shift = static_cast<std::uint8_t>(*value);
    q_.worker_.shifts = static_cast<std::uint8_t>(1U << *value);
  }
  return {};
}

Result<void> QuestionMaker::ReadRanking() {
  if (spec_.weights) {
    if (auto checked = CheckWeights(*spec_.weights); !checked) return checked;
    q_.rules_.weights = *spec_.weights;
  }
  q_.cursor_ = spec_.cursor;
  q_.limit_ = spec_.limit.value_or(kDefaultLimit);
  if (q_.limit_ == 0 || q_.limit_ > kMaxLimit) {
    return InvalidArgument("must be from 1 to " + std::to_string(kMaxLimit), "limit");
  }
  return {};
}

Result<void> QuestionMaker::RefuseEmpty() {
  const bool names_work = !q_.trades_.empty() || !q_.wanted_.empty() || !q_.asked_skills_.empty() ||
                          !q_.held_skills_.empty();
  if (names_work) return {};
  const taxonomy::Understanding& said = q_.understood_;
  if (!said.ambiguous.empty()) {
    std::vector<std::string> choices;
    for (const OccupationId id : said.ambiguous.front().choices) {
      choices.push_back(taxonomy_.occupations()[id].code + " " +
                        std::string(taxonomy_.occupations().Label(id, q_.language_)));
    }
    return UnknownCode("'" + std::string(said.Words(said.ambiguous.front().words)) +
                           "' can mean several trades: say which",
                       "text", std::move(choices));
  }
  if (!said.not_understood.empty()) {
    return InvalidArgument("no trade or skill was understood in '" +
                               std::string(said.Words(said.not_understood.front())) + "'",
                           "text");
  }
  if (q_.spots_.empty() && !q_.own_record_) {
    return InvalidArgument("the question names no trade, no skill and no place", "text");
  }
  return {};
}

}  // namespace kaam::matcher
