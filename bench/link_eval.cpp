#include "bench/link_eval.h"

#include <time.h>

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <string>
#include <unordered_map>

#include "taxonomy/link.h"

namespace kaam::bench {
namespace {

using taxonomy::IdText;

constexpr std::size_t kDepth = 100;

double CpuSeconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

using RightIds = std::unordered_map<std::string, std::vector<std::string>>;

// The rank of the first right id, from 1; 0 when there is none.
std::size_t RankOfRight(const std::vector<taxonomy::LinkedId>& linked,
                        const std::vector<std::string>& right) {
  for (std::size_t i = 0; i < linked.size(); ++i) {
    if (std::find(right.begin(), right.end(), linked[i].id) != right.end()) return i + 1;
  }
  return 0;
}

}  // namespace

Result<void> EvaluateLinking(const LinkTask& task, std::ostream& out) {
  auto labels = taxonomy::LoadIdTexts(task.labels, "label");
  if (!labels) return labels.error();
  const auto queries = taxonomy::LoadIdTexts(task.queries, "text");
  if (!queries) return queries.error();
  const auto truth = taxonomy::LoadIdTexts(task.truth, "right");
  if (!truth) return truth.error();
  std::vector<std::vector<IdText>> also;
  for (const std::filesystem::path& path : task.also) {
    auto further = taxonomy::LoadIdTexts(path, "label");
    if (!further) return further.error();
    also.push_back(std::move(*further));
  }
  RightIds right;
  for (const IdText& row : *truth) right[row.id].push_back(row.text);

  const std::size_t label_count = labels->size();
  double before = CpuSeconds();
  const auto linker = taxonomy::Linker::Build(std::move(*labels), std::move(also));
  if (!queries->empty()) (void)linker->Rank(queries->front().text, 1);
  const double learning = CpuSeconds() - before;
  double reciprocal = 0;
  double first = 0;
  double in_five = 0;
  double in_ten = 0;
  double count = 0;
  before = CpuSeconds();
  for (const IdText& query : *queries) {
    const auto known = right.find(query.id);
    if (known == right.end()) continue;
    const std::size_t rank = RankOfRight(linker->Rank(query.text, kDepth), known->second);
    count += 1;
    if (rank == 0) continue;
    reciprocal += 1 / static_cast<double>(rank);
    first += rank == 1 ? 1 : 0;
    in_five += rank <= 5 ? 1 : 0;
    in_ten += rank <= 10 ? 1 : 0;
  }
  if (count == 0) return InvalidArgument("no query has an answer in " + task.truth.string());
  const double ms = (CpuSeconds() - before) * 1000 / count;
  out << std::fixed << std::setprecision(4) << label_count << " labels, " << std::setprecision(0)
      << count << " queries: MRR " << std::setprecision(4) << reciprocal / count << "  first "
      << first / count << "  five " << in_five / count << "  ten " << in_ten / count
      << std::setprecision(2) << "  learn " << learning << " s  query " << ms << " ms CPU\n";
  return {};
}

}  // namespace kaam::bench
