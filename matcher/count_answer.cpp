#include "matcher/count_answer.h"

#include <algorithm>

#include "matcher/locale_format.h"
#include "matcher/messages.h"

namespace kaam::matcher {
namespace {

// Groups of a facet that an answer shows; it says how many more there are.
constexpr std::size_t kMostGroups = 100;

class CountWriter {
 public:
  CountWriter(const Index& index, const Question& question, const AnswerList& list)
      : taxonomy_(index.taxonomy()),
        question_(question),
        list_(list),
        hides_(question.hides_small_groups()),
        messages_(MessagesIn(question.language())) {}

  void Add(JsonAppender& out) const {
    out.Key("total").BeginObject();
    AddTold(TellTotal(question_, list_), "value", out);
    out.EndObject();
    if (!list_.facets.empty()) AddFacets(out);
    if (list_.shortfall) AddShortfall(*list_.shortfall, out);
  }

  std::vector<std::string> Lines() const {
    std::vector<std::string> out;
    if (list_.shortfall) {
      const Shortfall& shortfall = *list_.shortfall;
      out.push_back(SentenceOfAll(shortfall));
      for (const Exclusion& excluded : shortfall.excluded_by) {
        out.push_back("  " + SentenceOf(excluded));
      }
      if (shortfall.next_ring) out.push_back("  " + SentenceOf(*shortfall.next_ring));
      for (const Shortfall::Trade& trade : shortfall.adjacent_trades) {
        out.push_back("  " + SentenceOf(trade));
      }
    }
    for (const Facet& facet : list_.facets) out.push_back(LineOf(facet));
    return out;
  }

 private:
  Audience audience() const {
    return question_.direction() == Direction::kWorkersForOpening ? Audience::kEmployer
                                                                  : Audience::kWorker;
  }
  bool for_workers() const { return audience() == Audience::kEmployer; }
  ToldCount Tell(std::uint64_t count) const { return TellCount(count, hides_); }
  std::string Text(std::uint64_t count) const { return TextOf(question_, Tell(count)); }

  // Under `key` a number or "<10"; and whether it is all.
  static void AddTold(const ToldCount& count, std::string_view key, JsonAppender& out) {
    out.Key(key);
    if (!count.value) {
      out.String("<10");
    } else {
      out.Number(*count.value);
      out.Key("relation").String(count.at_least ? "gte" : "eq");
    }
  }

  std::optional<std::vector<ToldCount>> Tell(const Facet& facet) const {
    return TellFacet(facet, list_.total.value, IsManyValued(facet.kind, for_workers()), hides_);
  }

  void AddFacets(JsonAppender& out) const {
    out.Key("facets").BeginObject();
    for (const Facet& facet : list_.facets) {
      out.Key(kFacetNames[static_cast<std::size_t>(facet.kind)]).BeginObject();
      const auto told = Tell(facet);
      if (!told) {
        out.Key("withheld").Value(true);
        out.EndObject();
        continue;
      }
      const std::size_t shown = std::min(facet.groups.size(), kMostGroups);
      out.Key("groups").BeginArray();
      for (std::size_t i = 0; i < shown; ++i) {
        const std::uint32_t key = facet.groups[i].key;
        out.BeginObject();
        out.Key("value").String(GroupCode(taxonomy_, facet.kind, key));
        const std::string label = GroupLabel(taxonomy_, facet.kind, key, question_.language());
        if (!label.empty()) out.Key("label").String(label);
        AddTold((*told)[i], "count", out);
        out.EndObject();
      }
      out.EndArray();
      out.Key("more").Number(facet.groups.size() - shown);
      out.EndObject();
    }
    out.EndObject();
  }

  std::string LineOf(const Facet& facet) const {
    std::string line(kFacetNames[static_cast<std::size_t>(facet.kind)]);
    line += ':';
    const auto told = Tell(facet);
    if (!told) return line + " withheld, as the groups are too small";
    constexpr std::size_t kMostOnALine = 12;
    const std::size_t shown = std::min(facet.groups.size(), kMostOnALine);
    for (std::size_t i = 0; i < shown; ++i) {
      const std::uint32_t key = facet.groups[i].key;
      const std::string label = GroupLabel(taxonomy_, facet.kind, key, question_.language());
      line += (i == 0 ? " " : "; ") +
              (label.empty() ? GroupCode(taxonomy_, facet.kind, key) : label) + " " +
              TextOf(question_, (*told)[i]);
    }
    const std::size_t more = facet.groups.size() - shown;
    return more == 0 ? line : line + "; and " + std::to_string(more) + " more";
  }

  static std::string_view FieldOf(Clause clause) {
    switch (clause) {
      case Clause::kPlace:
        return "place";
      case Clause::kRadius:
        return "radius_km";
      case Clause::kSkill:
      case Clause::kNotSkill:
        return "skills";
      case Clause::kLicence:
        return "licences";
      case Clause::kNotTrade:
        return "occupations";
      case Clause::kRefs:
        return "exclude/refs";
      case Clause::kEmployers:
        return "exclude/employers";
    }
    return {};
  }

  static std::string_view MessageOf(Clause clause) {
    switch (clause) {
      case Clause::kPlace:
      case Clause::kRadius:
        return "excluded_place";
      case Clause::kSkill:
        return "excluded_skill";
      case Clause::kNotSkill:
        return "excluded_not_skill";
      case Clause::kLicence:
        return "excluded_licence";
      case Clause::kNotTrade:
        return "excluded_not_trade";
      case Clause::kRefs:
      case Clause::kEmployers:
        return "excluded_named";
    }
    return {};
  }

  // What of the field it is, where an employer asked for several: a code and a name.
  struct Named {
    std::string code;
    std::string label;
  };
  Named NameOf(const Exclusion& excluded) const {
    if (!for_workers()) return {};
    switch (excluded.clause) {
      case Clause::kSkill:
      case Clause::kNotSkill: {
        const SkillId id{excluded.id};
        return {taxonomy_.skills()[id].code,
                std::string(taxonomy_.skills().Label(id, question_.language()))};
      }
      case Clause::kNotTrade: {
        const OccupationId id{excluded.id};
        return {taxonomy_.occupations()[id].code,
                std::string(taxonomy_.occupations().Label(id, question_.language()))};
      }
      case Clause::kLicence:
        for (const taxonomy::CodedBit& licence : taxonomy_.codes().licences()) {
          if (licence.bit == excluded.id) return {licence.code, licence.code};
        }
        return {};
      default:
        return {};
    }
  }

  std::string SentenceOf(const Exclusion& excluded) const {
    return messages_.Render(MessageOf(excluded.clause), audience(),
                            {{"name", NameOf(excluded).label}, {"count", Text(excluded.count)}});
  }
  std::string SentenceOf(const Shortfall::Ring& ring) const {
    return messages_.Render("next_ring", audience(),
                            {{"km", ring.radius_km}, {"count", Text(ring.count)}});
  }
  std::string SentenceOf(const Shortfall::Trade& near) const {
    return messages_.Render(
        "adjacent_trade", audience(),
        {{"trade", taxonomy_.occupations().Label(near.trade, question_.language())},
         {"count", Text(near.count)}});
  }
  std::string SentenceOfAll(const Shortfall& shortfall) const {
    return messages_.Render("shortfall", audience(),
                            {{"found", TextOf(question_, TellTotal(question_, list_))},
                             {"asked", TextOf(question_, {shortfall.asked, false})}});
  }

  void AddShortfall(const Shortfall& shortfall, JsonAppender& out) const {
    out.Key("shortfall").BeginObject();
    out.Key("asked").Number(shortfall.asked);
    AddTold(TellTotal(question_, list_), "found", out);
    out.Key("text").String(SentenceOfAll(shortfall));
    out.Key("excluded_by").BeginArray();
    std::uint64_t by_one = 0;
    for (const Exclusion& excluded : shortfall.excluded_by) {
      by_one += excluded.count;
      out.BeginObject();
      out.Key("field").String(FieldOf(excluded.clause));
      if (const Named named = NameOf(excluded); !named.code.empty()) {
        out.Key("code").String(named.code);
        out.Key("label").String(named.label);
      }
      AddTold(Tell(excluded.count), "count", out);
      out.Key("text").String(SentenceOf(excluded));
      out.EndObject();
    }
    out.EndArray();
    out.Key("excluded_by_one").BeginObject();
    AddTold(Tell(by_one), "count", out);
    out.EndObject();
    if (shortfall.next_ring) {
      out.Key("next_ring").BeginObject();
      out.Key("radius_km").Number(shortfall.next_ring->radius_km);
      AddTold(Tell(shortfall.next_ring->count), "count", out);
      out.Key("text").String(SentenceOf(*shortfall.next_ring));
      out.EndObject();
    }
    out.Key("adjacent_trades").BeginArray();
    for (const Shortfall::Trade& near : shortfall.adjacent_trades) {
      out.BeginObject();
      out.Key("code").String(taxonomy_.occupations()[near.trade].code);
      out.Key("label").String(taxonomy_.occupations().Label(near.trade, question_.language()));
      AddTold(Tell(near.count), "count", out);
      out.Key("text").String(SentenceOf(near));
      out.EndObject();
    }
    out.EndArray();
    out.EndObject();
  }

  const taxonomy::Taxonomy& taxonomy_;
  const Question& question_;
  const AnswerList& list_;
  const bool hides_;
  const Messages& messages_;
};

}  // namespace

ToldCount TellTotal(const Question& question, const AnswerList& list) {
  const bool all = list.total.relation == Relation::kEqual;
  const auto listed = std::count_if(list.hits.begin(), list.hits.end(),
                                    [](const Hit& hit) { return hit.score.tier == Tier::kExact; });
  const bool all_listed = all && static_cast<std::uint64_t>(listed) == list.total.value;
  if (!question.hides_small_groups() || all_listed) return {list.total.value, !all};
  return TellCount(list.total.value, true);
}

std::string TextOf(const Question& question, const ToldCount& count) {
  if (!count.value) return "<10";
  std::string out;
  MessagesIn(question.language())
      .locale()
      .AppendNumber(static_cast<std::uint32_t>(*count.value), out);
  return count.at_least ? out + "+" : out;
}

void AddCounts(const Index& index, const Question& question, const AnswerList& list,
               JsonAppender& out) {
  CountWriter(index, question, list).Add(out);
}

std::vector<std::string> CountLines(const Index& index, const Question& question,
                                    const AnswerList& list) {
  return CountWriter(index, question, list).Lines();
}

}  // namespace kaam::matcher
