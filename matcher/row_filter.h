// Rows that a question rules out whatever they score. Private to the engine.
#pragma once

#include "matcher/index.h"
#include "matcher/query.h"

namespace kaam::matcher {

// Workers who hold what the question rules out. Any thread, while index and question live.
class WorkerFilter {
 public:
  WorkerFilter(const Index& index, const Question& question)
      : segment_(index.workers()), must_not_(question.must_not()), any_(!must_not_.empty()) {}

  bool Excludes(RowId row) const { return any_ && IsRuledOut(row); }

 private:
  bool IsRuledOut(RowId row) const;

  const Segment<schema::WorkerRow>& segment_;
  const MustNot must_not_;
  const bool any_;
};

// Openings that ask for a skill that the question rules out, or offer nothing but trades that it
// rules out. As WorkerFilter otherwise.
class OpeningFilter {
 public:
  OpeningFilter(const Index& index, const Question& question)
      : segment_(index.openings()), must_not_(question.must_not()), any_(!must_not_.empty()) {}

  bool Excludes(RowId row) const { return any_ && IsRuledOut(row); }

 private:
  bool IsRuledOut(RowId row) const;

  const Segment<schema::OpeningRow>& segment_;
  const MustNot must_not_;
  const bool any_;
};

}  // namespace kaam::matcher
