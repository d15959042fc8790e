// Xapian as it comes, asked the cut formula: terms of trade and skills with fixed weights, and its
// own source of weights by distance.
//   kaam-peer-xapian build DIR              DIR/rows.tsv -> DIR/xapian
//   kaam-peer-xapian serve DIR one|tiers    numbers of DIR/questions.tsv in, answers out
#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Xapian::Query;

constexpr Xapian::valueno kPlace = 0;
constexpr double kEarthMetres = 6'371'009;  // as core/geo.h has it
constexpr Xapian::doccount kLimit = 20;
const std::string kNoSkills = "N";

std::string TradeTerm(unsigned id) { return "O" + std::to_string(id); }
std::string SkillTerm(unsigned id) { return "S" + std::to_string(id); }

template <class Value>
std::vector<Value> Braced(std::istream& in) {
  std::string text;
  in >> text;
  for (char& c : text) {
    if (c == '{' || c == '}' || c == ',') c = ' ';
  }
  std::istringstream values(text);
  std::vector<Value> out;
  for (Value value; values >> value;) out.push_back(value);
  return out;
}

void Build(const std::filesystem::path& dir) {
  const std::string loading = dir / "xapian.loading";
  {
    Xapian::WritableDatabase database(loading, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC |
                                                   Xapian::DB_DANGEROUS | Xapian::DB_NO_TERMLIST);
    std::ifstream rows(dir / "rows.tsv");
    unsigned row = 0;
    unsigned trade = 0;
    double lat = 0;
    double lon = 0;
    while (rows >> row >> trade >> lat >> lon) {
      Xapian::Document document;
      document.add_boolean_term(TradeTerm(trade));
      const auto skills = Braced<unsigned>(rows);
      for (const unsigned skill : skills) document.add_boolean_term(SkillTerm(skill));
      if (skills.empty()) document.add_boolean_term(kNoSkills);
      document.add_value(kPlace, Xapian::LatLongCoord(lat, lon).serialise());
      database.add_document(document);
    }
    database.commit();
  }
  std::filesystem::remove_all(dir / "xapian");
  Xapian::Database(loading).compact(dir / "xapian", Xapian::Compactor::FULL);
  std::filesystem::remove_all(loading);
}

struct Rung {
  unsigned trade;
  double adds;
  int tier;
};

struct Question {
  Xapian::LatLongCoords place;
  double locality = 0;
  double no_skills = 0;
  double pivot = 0;
  double reach = 0;
  std::vector<Rung> ladder;
  std::vector<unsigned> skills;
  std::vector<double> skill_adds;
};

std::vector<Question> ReadQuestions(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<Question> questions;
  std::size_t number = 0;
  double lat = 0;
  double lon = 0;
  while (in >> number >> lat >> lon) {
    Question question;
    question.place.append(Xapian::LatLongCoord(lat, lon));
    in >> question.locality >> question.no_skills >> question.pivot >> question.reach;
    const auto trades = Braced<unsigned>(in);
    const auto adds = Braced<double>(in);
    const auto tiers = Braced<int>(in);
    for (std::size_t i = 0; i < trades.size(); ++i) {
      question.ladder.push_back({trades[i], adds[i], tiers[i]});
    }
    question.skills = Braced<unsigned>(in);
    question.skill_adds = Braced<double>(in);
    questions.push_back(std::move(question));
  }
  return questions;
}

// CoordWeight gives each term that matches 1, so that the scale is what the term adds.
Query Weighted(const std::string& term, double adds) { return Query(adds, Query(term)); }

Query Distance(const Question& asked, double max_range) {
  auto* source = new Xapian::LatLongDistancePostingSource(
      kPlace, asked.place, Xapian::GreatCircleMetric(kEarthMetres), max_range, asked.pivot, 1);
  return Query(source->release());
}

Query Skills(const Question& asked) {
  std::vector<Query> skills{Weighted(kNoSkills, asked.no_skills)};
  for (std::size_t i = 0; i < asked.skills.size(); ++i) {
    skills.push_back(Weighted(SkillTerm(asked.skills[i]), asked.skill_adds[i]));
  }
  return Query(Query::OP_OR, skills.begin(), skills.end());
}

Query Trades(const Question& asked, int first_tier, int last_tier) {
  std::vector<Query> trades;
  for (const Rung& rung : asked.ladder) {
    if (rung.tier >= first_tier && rung.tier <= last_tier) {
      trades.push_back(Weighted(TradeTerm(rung.trade), rung.adds));
    }
  }
  return Query(Query::OP_OR, trades.begin(), trades.end());
}

// Everything in one query: an OR of terms, to which tiers add 2 and 1.
Query InOne(const Question& asked) {
  std::vector<Query> trades{Trades(asked, 0, 2)};
  for (const int tier : {0, 1}) {
    std::vector<Query> terms;
    for (const Rung& rung : asked.ladder) {
      if (rung.tier == tier) terms.emplace_back(TradeTerm(rung.trade));
    }
    if (terms.empty()) continue;
    const Query any(Query::OP_SYNONYM, terms.begin(), terms.end());
    trades.emplace_back(2.0 - tier, Query(Query::OP_FILTER, any, Distance(asked, asked.reach)));
  }
  const Query with_skills(Query::OP_AND_MAYBE, Query(Query::OP_OR, trades.begin(), trades.end()),
                          Skills(asked));
  return {Query::OP_AND_MAYBE, with_skills, Query(asked.locality, Distance(asked, 0))};
}

// One tier alone: those in reach, or of the last all that are left.
Query OfTier(const Question& asked, int tier) {
  const bool in_reach = tier < 2;
  const Query places(asked.locality, Distance(asked, in_reach ? asked.reach : 0));
  const Query trades = in_reach ? Trades(asked, tier, tier) : Trades(asked, 0, 2);
  return {Query::OP_AND_MAYBE, Query(Query::OP_AND, trades, places), Skills(asked)};
}

Xapian::MSet Ask(const Xapian::Database& database, const Query& query, Xapian::doccount limit) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::CoordWeight());
  enquire.set_query(query);
  return enquire.get_mset(0, limit);
}

void AddRows(const Xapian::MSet& hits, std::vector<Xapian::docid>& rows) {
  for (auto hit = hits.begin(); hit != hits.end() && rows.size() < kLimit; ++hit) {
    const Xapian::docid row = *hit - 1;
    if (std::find(rows.begin(), rows.end(), row) == rows.end()) rows.push_back(row);
  }
}

void Serve(const std::filesystem::path& dir, bool in_one) {
  const auto questions = ReadQuestions(dir / "questions.tsv");
  const Xapian::Database database(dir / "xapian");
  for (std::size_t number = 0; std::cin >> number;) {
    const Question& asked = questions.at(number - 1);
    std::vector<Xapian::docid> rows;
    const auto start = std::chrono::steady_clock::now();
    if (in_one) {
      AddRows(Ask(database, InOne(asked), kLimit), rows);
    } else {
      for (int tier = 0; tier <= 2 && rows.size() < kLimit; ++tier) {
        // The last tier finds again who was found in reach.
        AddRows(Ask(database, OfTier(asked, tier), kLimit), rows);
      }
    }
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    std::cout << took.count() << '\t';
    for (const Xapian::docid row : rows) std::cout << row << ' ';
    std::cout << std::endl;
  }
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv + 1, argv + argc);
  try {
    if (words.size() == 2 && words[0] == "build") {
      Build(words[1]);
      return 0;
    }
    if (words.size() == 3 && words[0] == "serve" && (words[2] == "one" || words[2] == "tiers")) {
      Serve(words[1], words[2] == "one");
      return 0;
    }
  } catch (const Xapian::Error& error) {
    std::cerr << "kaam-peer-xapian: " << error.get_description() << '\n';
    return 1;
  }
  std::cerr << "kaam-peer-xapian: build DIR, or serve DIR one|tiers\n";
  return 2;
}
