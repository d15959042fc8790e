#include "matcher/pages.h"

#include <algorithm>
#include <memory>

namespace kaam::matcher {
namespace {

// A slab is searched anew with all that stands before it. Who comes from a kept one is walking, so
// the next is three times what was passed: a whole walk then costs a third more than its last
// search. A page asked for out of the blue gets the least.
constexpr std::size_t kLeastSlab = 1000;
constexpr std::size_t kMostSlab = std::size_t{1} << 20;

// One page being filled.
class PageWalk {
 public:
  PageWalk(Searcher& searcher, const Question& question, const PageAsk& ask, const Paging& paging,
           Deadline deadline)
      : searcher_(searcher),
        question_(question),
        ask_(ask),
        paging_(paging),
        deadline_(deadline),
        here_(ask.from ? *ask.from : StartOf(question, ask.list, ask.order, searcher.index())) {}

  Result<Page> Fill() {
    for (;;) {
      const auto run = NextRun();
      if (!run) return run.error();
      const Slab& slab = **run;
      for (std::size_t i = here_.passed - slab.passed; i < slab.rows.size(); ++i) {
        if (!Add(slab.rows[i])) return std::move(page_);
      }
      if (slab.ends) break;
    }
    page_.withdrawn = withdrawn_;
    page_.next.reset();
    return std::move(page_);
  }

 private:
  bool IsWithdrawn(RowId row) const {
    if (paging_.withdrawn.empty()) return false;
    const Index& index = searcher_.index();
    const auto bytes = question_.direction() == Direction::kWorkersForOpening
                           ? index.workers().RefBytes(row)
                           : index.openings().RefBytes(row);
    Question::RefBytes ref;
    std::copy(bytes.begin(), bytes.end(), ref.begin());
    return std::binary_search(paging_.withdrawn.begin(), paging_.withdrawn.end(), ref);
  }

  // Takes the next row of the list. False when it is one for the next page.
  bool Add(const RankedRow& row) {
    const bool withdrawn = IsWithdrawn(row.row);
    if (!withdrawn && page_.rows.size() == ask_.count) return false;
    here_.after = row;
    ++here_.passed;
    if (withdrawn) {
      ++withdrawn_;
      return true;
    }
    page_.rows.push_back(row);
    page_.withdrawn = withdrawn_;
    if (page_.rows.size() == ask_.count) page_.next = here_;
    return true;
  }

  // The rows from here on, or some of them.
  Result<std::shared_ptr<const Slab>> NextRun() {
    const ListKey list{here_.identity, here_.as_of, here_.snapshot};
    // One more than is shown, to see whether more follow.
    std::size_t count = std::max(ask_.count - page_.rows.size() + 1, searched_);
    const bool keep =
        paging_.slabs != nullptr && ask_.order == ListOrder::kByScore && here_.passed > 0;
    if (keep) {
      if (auto kept = paging_.slabs->Find(list, here_.passed, here_.after)) {
        page_.total = kept->total;
        walks_ = true;
        return kept;
      }
      const std::size_t grown = walks_ ? std::size_t{3} * here_.passed : 0;
      count = std::max(count, std::clamp(grown, kLeastSlab, kMostSlab));
    }
    const ListPart part{count, here_.after};
    auto ranked = ask_.order == ListOrder::kByScore
                      ? searcher_.Rank(question_, ask_.list, part, deadline_)
                      : searcher_.Enumerate(question_, ask_.list, part, deadline_);
    if (!ranked) return ranked.error();
    searched_ += ranked->rows.size();
    page_.total = ranked->total;
    page_.effort += ranked->effort;
    const bool ends = ranked->rows.size() < count;
    std::shared_ptr<const Slab> slab = std::make_shared<Slab>(
        Slab{here_.passed, here_.after, std::move(ranked->rows), ends, ranked->total});
    if (keep) paging_.slabs->Keep(list, slab);
    return slab;
  }

  Searcher& searcher_;
  const Question& question_;
  const PageAsk& ask_;
  const Paging& paging_;
  const Deadline deadline_;
  Cursor here_;
  std::uint32_t withdrawn_ = 0;  // of those passed
  std::size_t searched_ = 0;     // rows: doubles when the first ones are all withdrawn
  bool walks_ = false;           // this page began in a kept slab
  Page page_;
};

}  // namespace

Result<Page> FindPage(Searcher& searcher, const Question& question, const PageAsk& ask,
                      const Paging& paging, Deadline deadline) {
  return PageWalk(searcher, question, ask, paging, deadline).Fill();
}

}  // namespace kaam::matcher
