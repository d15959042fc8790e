// What a question rules out: trades and skills that must not be held, offered or asked, and who and
// what is never to be shown.
#include <algorithm>

#include "matcher/question_maker.h"

namespace kaam::matcher {
namespace {

using taxonomy::Occupations;

// Keeps the list in code order; false when it is full.
template <class Id>
bool AddSorted(Id id, std::vector<Id>& ids) {
  const auto at = std::lower_bound(ids.begin(), ids.end(), id);
  if (at == ids.end() || *at != id) ids.insert(at, id);
  return ids.size() <= kMaxMustNot;
}

template <class T>
void MakeSet(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A family's code rules out all its occupations.
Occupations::Range RuledOutBy(OccupationId id, const Occupations& occupations) {
  if (occupations[id].is_family) return occupations.Group(id, 4);
  return {id.value, static_cast<std::uint16_t>(id.value + 1)};
}

Error GoesWithout(const std::string& field, std::string_view other) {
  return InvalidArgument("can't be said of what must_not be: leave it out, or must_not",
                         field + "/" + std::string(other));
}

Error TooManyRuledOut(std::string_view list) {
  return InvalidArgument("more than " + std::to_string(kMaxMustNot) + " are ruled out",
                         std::string(list));
}

Error Contradiction(const std::string& field, const std::string& code, const std::string& asked) {
  return InvalidArgument("rules out " + code + ", which " + asked + " asks for",
                         field + "/must_not");
}

}  // namespace

Result<void> QuestionMaker::ReadMustNot() {
  for (std::size_t i = 0; i < spec_.occupations.size(); ++i) {
    if (!spec_.occupations[i].must_not) continue;
    auto done = RuleOutTrade(spec_.occupations[i], "occupations/" + std::to_string(i));
    if (!done) return done;
  }
  for (std::size_t i = 0; i < spec_.skills.size(); ++i) {
    if (!spec_.skills[i].must_not) continue;
    auto done = RuleOutSkill(spec_.skills[i], "skills/" + std::to_string(i));
    if (!done) return done;
  }
  for (const OccupationId id : q_.not_trades_) {
    q_.not_trade_ranges_.push_back(RuledOutBy(id, taxonomy_.occupations()));
  }
  return {};
}

Result<void> QuestionMaker::RuleOutTrade(const OccupationSpec& entry, const std::string& field) {
  const auto id = FindTrade(entry.code, field);
  if (!id) return id.error();
  if (entry.count) return GoesWithout(field, "count");
  const Occupations::Range ruled_out = RuledOutBy(*id, taxonomy_.occupations());
  for (const OccupationId asked : q_.trade_ids_) {
    if (!ruled_out.contains(asked)) continue;
    return Contradiction(field, taxonomy_.occupations()[asked].code, WhereAsked(asked));
  }
  for (const std::uint16_t wanted : q_.wanted_) {
    const OccupationId asked{wanted};
    if (!ruled_out.contains(asked)) continue;
    return Contradiction(field, taxonomy_.occupations()[asked].code, WhereAsked(asked));
  }
  if (!AddSorted(*id, q_.not_trades_)) return TooManyRuledOut("occupations");
  return {};
}

Result<void> QuestionMaker::RuleOutSkill(const SkillSpec& entry, const std::string& field) {
  const auto id = FindSkill(entry.code, field);
  if (!id) return id.error();
  if (entry.must) return GoesWithout(field, "must");
  if (entry.weight) return GoesWithout(field, "weight");
  if (entry.level) return GoesWithout(field, "level");
  const bool asked = std::any_of(q_.asked_skills_.begin(), q_.asked_skills_.end(),
                                 [&](const AskedSkill& skill) { return skill.skill == *id; });
  const bool held =
      std::any_of(q_.held_skills_.begin(), q_.held_skills_.end(),
                  [&](schema::PackedSkill skill) { return skill.skill() == id->value; });
  if (asked || held) return Contradiction(field, entry.code, WhereAsked(*id));
  if (!AddSorted(*id, q_.not_skills_)) return TooManyRuledOut("skills");
  return {};
}

Result<void> QuestionMaker::ReadExclude() {
  for (const auto& [list, name] :
       {std::pair{&spec_.exclude.refs, "refs"}, std::pair{&spec_.exclude.employers, "employers"}}) {
    if (list->size() > kMaxExcluded) {
      return InvalidArgument("more than " + std::to_string(kMaxExcluded) + " are excluded",
                             std::string("exclude/") + name);
    }
  }
  for (std::size_t i = 0; i < spec_.exclude.refs.size(); ++i) {
    const auto ref = RefFromHex<WorkerRef>(spec_.exclude.refs[i]);  // an opening's reads the same
    if (!ref) return InvalidArgument("must be 32 hex digits", "exclude/refs/" + std::to_string(i));
    q_.excluded_refs_.push_back(ref->bytes);
  }
  q_.excluded_employers_ = spec_.exclude.employers;
  for (std::size_t i = 0; i < q_.excluded_employers_.size(); ++i) {
    const std::string& id = q_.excluded_employers_[i];
    if (!id.empty() && id.size() <= kMaxEmployerIdBytes) continue;
    return InvalidArgument("must be an employer's id", "exclude/employers/" + std::to_string(i));
  }
  MakeSet(q_.excluded_refs_);
  MakeSet(q_.excluded_employers_);
  return {};
}

std::string QuestionMaker::WhereAsked(OccupationId id) const {
  for (std::size_t i = 0; i < spec_.occupations.size(); ++i) {
    const OccupationSpec& entry = spec_.occupations[i];
    if (!entry.must_not && taxonomy_.occupations().Find(entry.code) == id) {
      return "occupations/" + std::to_string(i);
    }
  }
  for (std::size_t i = 0; i < spec_.wanted.size(); ++i) {
    if (taxonomy_.occupations().Find(spec_.wanted[i]) == id) return "wanted/" + std::to_string(i);
  }
  return "text";
}

std::string QuestionMaker::WhereAsked(SkillId id) const {
  for (std::size_t i = 0; i < spec_.skills.size(); ++i) {
    const SkillSpec& entry = spec_.skills[i];
    if (!entry.must_not && taxonomy_.skills().Find(entry.code) == id) {
      return "skills/" + std::to_string(i);
    }
  }
  return "text";
}

}  // namespace kaam::matcher
