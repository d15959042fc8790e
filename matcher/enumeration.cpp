#include "matcher/enumeration.h"

#include <algorithm>
#include <vector>

#include "matcher/opening_scorer.h"
#include "matcher/row_mask.h"
#include "matcher/stretch.h"
#include "matcher/top_rows.h"
#include "matcher/worker_scorer.h"

namespace kaam::matcher {
namespace {

using schema::kBlockRows;

// Rows of a segment as bits, by block.
class Candidates {
 public:
  explicit Candidates(std::size_t rows) : blocks_((rows + kBlockRows - 1) / kBlockRows) {}

  std::uint32_t blocks() const { return static_cast<std::uint32_t>(blocks_.size()); }
  const RowMask& operator[](std::uint32_t block) const { return blocks_[block]; }

  template <class Row>
  void Add(const Segment<Row>& segment, const Stretch& stretch) {
    if (stretch.begin == stretch.end) return;
    if (stretch.view != schema::View::kPrimary) {
      const RowView& view = segment.view(stretch.view);
      for (std::uint32_t place = stretch.begin; place < stretch.end; ++place) {
        const std::uint32_t row = view.RowAt(place).value - segment.first_row().value;
        blocks_[row / kBlockRows][row % kBlockRows / 64] |= std::uint64_t{1} << row % 64;
      }
      return;
    }
    const std::uint32_t last = (stretch.end - 1) / kBlockRows;
    for (std::uint32_t block = stretch.begin / kBlockRows; block <= last; ++block) {
      AddMask(block, RowsOf(stretch, block));
    }
  }

  void AddMask(std::uint32_t block, const RowMask& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) blocks_[block][i] |= rows[i];
  }

 private:
  std::vector<RowMask> blocks_;
};

// Goes on in a segment until `part` is full. `look` gives the key of a row that matches.
template <class Row>
Result<void> Enumerate(const Segment<Row>& segment, const Candidates& candidates,
                       const ListPart& part, Deadline deadline, auto look, RankedRows& out) {
  const std::uint32_t first = segment.first_row().value;
  const std::uint32_t next = part.after ? part.after->row.value + 1 : 0;
  const std::uint32_t from = std::max(next, first) - first;
  for (std::uint32_t block = from / kBlockRows; block < candidates.blocks(); ++block) {
    if (block % kBlocksAnInstant == 0 && deadline.Passed()) return Late();
    RowMask rows = candidates[block];
    if (block == from / kBlockRows) {
      rows = rows & RowsOf({.begin = from, .end = (block + 1) * kBlockRows}, block);
    }
    ForEachRow(rows, [&](std::uint32_t at) {
      if (out.rows.size() == part.count) return;
      const RowId row{first + block * kBlockRows + at};
      const std::optional<RankKey> key = look(row);
      if (!key) return;
      out.rows.push_back({row, *key});
      if (TierOf(*key) == Tier::kExact) ++out.total.value;
    });
    if (out.rows.size() == part.count) break;
  }
  return {};
}

// Whether a segment has rows to go on with.
template <class Row>
bool IsWanted(const Segment<Row>& segment, const ListPart& part, const RankedRows& out) {
  const bool is_before = part.after && segment.end_row().value <= part.after->row.value + 1;
  return !is_before && out.rows.size() < part.count;
}

// Everybody who holds an asked skill or one that answers it.
void AddHolders(const Index& index, const Segment<schema::WorkerRow>& workers,
                const OpeningFacts& asked, Candidates& candidates) {
  const auto add = [&](SkillId skill) {
    workers.HoldersOf(schema::MaskKind::kSkill, skill.value)
        .ForEach(0, candidates.blocks(), [&](std::uint32_t block, const RowMask& rows) {
          candidates.AddMask(block, rows);
        });
  };
  for (const AskedSkill& skill : asked.skills) {
    add(skill.skill);
    for (const auto& related : index.taxonomy().skills().RelatedTo(skill.skill)) add(related.held);
  }
}

}  // namespace

Result<RankedRows> EnumerateWorkers(const Index& index, const Question& question, std::size_t list,
                                    const ListPart& part, Distances& distances, Deadline deadline) {
  WorkerScorer scorer(index, question, list, distances);
  const PairRules& rules = question.rules();
  RankedRows out;
  for (const Segment<schema::WorkerRow>& workers : index.workers().all()) {
    if (!IsWanted(workers, part, out)) continue;
    scorer.Enter(workers);
    Candidates candidates(workers.size());
    if (scorer.asks_only_skills()) {
      AddHolders(index, workers, scorer.asked(), candidates);
    } else {
      for (const Stretch& stretch : scorer.Family()) candidates.Add(workers, stretch);
      for (const Stretch& stretch : scorer.Others()) candidates.Add(workers, stretch);
    }
    const auto look = [&](RowId row) -> std::optional<RankKey> {
      const auto [group, i] = workers.DigestOf(row);
      if (rules.as_of < group.shown_from[i] || rules.as_of >= group.shown_until[i]) return {};
      if (rules.radius) {
        const std::uint16_t place = group.place[i];
        if (place == kNoId || distances.To(PlaceId{place}) > *rules.radius) return {};
      }
      return scorer.Look(row, 0).key;
    };
    if (auto done = Enumerate(workers, candidates, part, deadline, look, out); !done) {
      return done.error();
    }
  }
  return out;
}

Result<RankedRows> EnumerateOpenings(const Index& index, const Question& question, std::size_t list,
                                     const ListPart& part, Distances& distances,
                                     Deadline deadline) {
  WorkerTables tables;
  OpeningScorer scorer(index, question, list, distances, tables);
  RankedRows out;
  for (const Segment<schema::OpeningRow>& openings : index.openings().all()) {
    if (!IsWanted(openings, part, out)) continue;
    scorer.Enter(openings);
    Candidates candidates(openings.size());
    for (const Stretch& stretch : scorer.Near()) candidates.Add(openings, stretch);
    for (const Stretch& stretch : scorer.Wide()) candidates.Add(openings, stretch);
    const auto look = [&](RowId row) { return scorer.Look(row).key; };
    if (auto done = Enumerate(openings, candidates, part, deadline, look, out); !done) {
      return done.error();
    }
  }
  return out;
}

}  // namespace kaam::matcher
