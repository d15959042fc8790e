#include "bench/peers/peer_tables.h"

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace kaam::bench {
namespace {

using matcher::PartKind;

// {a,b,c}
template <class Values, class Text>
std::string Braced(const Values& values, Text text) {
  std::string out = "{";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += text(value);
  }
  return out + '}';
}

std::string Decimal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9f", value);
  return text;
}

std::string Degrees(std::int32_t e6) { return Decimal(e6 / 1e6); }

struct LadderRung {
  std::uint16_t trade;
  double adds;
  int tier;
};

std::vector<LadderRung> LadderOf(const matcher::Index& index, OccupationId asked, double weight) {
  const auto& view = index.workers().all().front().view(schema::View::kPrimary);
  const auto fits = index.taxonomy().occupations().FitsOf(asked);
  std::vector<LadderRung> ladder;
  for (std::uint16_t id = 0; id < fits.size(); ++id) {
    const auto held = view.Of(id, static_cast<std::uint16_t>(id + 1));
    if (fits[id].value == 0 || held.begin == held.end) continue;
    const int tier = fits[id].rung == taxonomy::Rung::kSame     ? 0
                     : fits[id].rung == taxonomy::Rung::kFamily ? 1
                                                                : 2;
    ladder.push_back({id, weight * fits[id].value / matcher::kFull, tier});
  }
  return ladder;
}

Result<void> Close(std::ofstream& out, const std::filesystem::path& path) {
  out.close();
  if (!out) return IoError("write", path.string(), errno);
  return {};
}

}  // namespace

Result<void> WritePeerRows(const matcher::Index& index, const std::filesystem::path& dir) {
  const std::filesystem::path path = dir / "rows.tsv";
  std::ofstream out(path);
  for (std::uint32_t row = 0; row < index.workers().size(); ++row) {
    const matcher::WorkerRecord worker(index, RowId{row});
    const matcher::WorkerFacts& facts = worker.facts;
    if (facts.spots.empty() || facts.secondary || !facts.wanted.empty() || facts.radius_km ||
        !facts.districts.empty() || facts.move_states != 0) {
      return FailedPrecondition("row " + std::to_string(row) + " is not of a cut registry");
    }
    out << row << '\t' << (facts.primary ? facts.primary->value : kNoId) << '\t'
        << Degrees(worker.spot.point.lat_e6) << '\t' << Degrees(worker.spot.point.lon_e6) << '\t'
        << Braced(facts.skills,
                  [](schema::PackedSkill held) { return std::to_string(held.skill()); })
        << '\n';
  }
  return Close(out, path);
}

Result<void> WritePeerQuestions(const matcher::Index& index,
                                std::span<const matcher::Question> questions,
                                const std::filesystem::path& dir) {
  const std::filesystem::path path = dir / "questions.tsv";
  std::ofstream out(path);
  std::size_t number = 0;
  for (const matcher::Question& question : questions) {
    const auto weight = [&](PartKind kind) { return question.rules().weights.Of(kind) / 1000.0; };
    const auto ladder =
        LadderOf(index, question.trade(0)->occupation, weight(PartKind::kOccupation));
    std::uint32_t asked_weight = 0;
    for (const matcher::AskedSkill& asked : question.asked_skills()) asked_weight += asked.weight;
    const double unstated = matcher::ScoreSkills(0, asked_weight, false).value;
    const GeoPoint site = question.spots().front().point;
    out << ++number << '\t' << Degrees(site.lat_e6) << '\t' << Degrees(site.lon_e6) << '\t'
        << Decimal(weight(PartKind::kLocality)) << '\t'
        << Decimal(weight(PartKind::kSkills) * unstated / matcher::kFull) << '\t' << matcher::kPivot
        << '\t' << matcher::kReach << '\t'
        << Braced(ladder, [](const LadderRung& rung) { return std::to_string(rung.trade); }) << '\t'
        << Braced(ladder, [](const LadderRung& rung) { return Decimal(rung.adds); }) << '\t'
        << Braced(ladder, [](const LadderRung& rung) { return std::to_string(rung.tier); }) << '\t'
        << Braced(
               question.asked_skills(),
               [](const matcher::AskedSkill& asked) { return std::to_string(asked.skill.value); })
        << '\t'
        << Braced(question.asked_skills(),
                  [&](const matcher::AskedSkill& asked) {
                    return Decimal(weight(PartKind::kSkills) * asked.weight / asked_weight);
                  })
        << '\n';
  }
  return Close(out, path);
}

}  // namespace kaam::bench
