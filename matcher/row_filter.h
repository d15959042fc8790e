// Rows that a question rules out whatever they score. Private to the engine.
#pragma once

#include <vector>

#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

// Workers whose refs are excluded or who hold what must not be. Any thread, while index and
// question live.
class WorkerFilter {
 public:
  WorkerFilter(const Index& index, const Question& question);

  bool empty() const { return !any_; }
  bool Excludes(RowId row) const { return any_ && IsRuledOut(row); }

 private:
  bool IsRuledOut(RowId row) const;

  const Segments<schema::WorkerRow>& workers_;
  const MustNot must_not_;
  const std::vector<RowId> rows_;  // of the excluded refs, ascending
  const bool any_;
};

// Openings that are not inclusive where that is asked, whose refs or employers are excluded, that
// ask for a skill that must not be, or offer nothing but trades that must not be. As WorkerFilter
// otherwise.
class OpeningFilter {
 public:
  OpeningFilter(const Index& index, const Question& question);

  bool empty() const { return !any_; }
  // But for those that are not inclusive.
  bool excludes_no_row() const { return must_not_.empty() && rows_.empty() && employers_.empty(); }
  bool Excludes(RowId row) const { return any_ && IsRuledOut(row); }

 private:
  bool IsRuledOut(RowId row) const;
  bool HasExcludedEmployer(RowId row) const;

  const Index& index_;
  const Question& question_;
  const bool inclusive_only_;
  const MustNot must_not_;
  const std::vector<RowId> rows_;               // of the excluded refs, ascending
  const std::vector<std::uint32_t> employers_;  // schema::EmployerHash, ascending
  const bool any_;
};

}  // namespace kaam::matcher
