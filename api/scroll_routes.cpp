// Every match of a question, unranked, thousands at a time: for the roles that may have all of
// them.
#include <algorithm>
#include <boost/json.hpp>
#include <utility>

#include "api/next_link.h"
#include "api/questions.h"
#include "api/resource.h"
#include "core/day.h"
#include "core/json_text.h"
#include "matcher/cursor.h"

namespace kaam::api {
namespace {

using matcher::Direction;
using matcher::ListOrder;

constexpr std::uint32_t kMaxRows = 10'000;
constexpr std::uint32_t kDefaultRows = 1'000;

class ScrollWriter {
 public:
  ScrollWriter(const Ask& ask, const matcher::Question& question)
      : ask_(ask), question_(question) {}

  void Begin() {
    out_.BeginObject();
    out_.Key("snapshot").String(ask_.snapshot.name());
    out_.Key("as_of").String(FormatDay(question_.as_of()));
    out_.Key("matches").BeginArray();
  }

  void Add(std::size_t list, const matcher::RankedRow& row) {
    const matcher::Index& index = *ask_.snapshot.index();
    const bool of_workers = question_.direction() == Direction::kWorkersForOpening;
    const auto bytes =
        of_workers ? index.workers().RefBytes(row.row) : index.openings().RefBytes(row.row);
    WorkerRef ref;
    std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
    out_.BeginObject();
    out_.Key("ref").String(of_workers ? ask_.caller.ShownRef(ref) : ToHex(ref));
    if (const auto trade = question_.trade(list); trade && question_.lists() > 1) {
      out_.Key("occupation").String(index.taxonomy().occupations()[trade->occupation].code);
    }
    out_.Key("score").Fraction(static_cast<double>(matcher::TotalOf(row.key)) / matcher::kMaxScore);
    out_.Key("exact").Value(matcher::TierOf(row.key) == matcher::Tier::kExact);
    out_.EndObject();
  }

  std::string End(const std::optional<std::string>& next) {
    out_.EndArray();
    if (next) out_.Key("next").String(*next);
    out_.EndObject();
    return std::move(text_);
  }

 private:
  const Ask& ask_;
  const matcher::Question& question_;
  std::string text_;
  JsonAppender out_{text_};
};

// Fills one page, list after list. The cursor of the next page; absent at the end of the last list.
ProblemOr<std::optional<std::string>> Fill(const Ask& ask, const matcher::Question& question,
                                           matcher::Cursor here, std::size_t rows,
                                           ScrollWriter& writer) {
  const matcher::Paging paging = ask.serving.PagingOf(ask.snapshot);
  for (;;) {
    const matcher::PageAsk page_ask{here.list, rows, ListOrder::kByPosition, here};
    const auto page =
        matcher::FindPage(ask.searcher, question, page_ask, paging, ask.request.deadline);
    if (!page) return ProblemFrom(page.error());
    for (const matcher::RankedRow& row : page->rows) writer.Add(here.list, row);
    rows -= page->rows.size();
    const std::size_t next_list = std::size_t{here.list} + 1;
    if (page->next) {
      here = *page->next;
    } else if (next_list < question.lists()) {
      here = StartOf(question, next_list, ListOrder::kByPosition, *ask.snapshot.index());
    } else {
      return std::optional<std::string>();
    }
    if (rows == 0) return std::optional(SealCursor(here, paging.key));
  }
}

ProblemOr<Response> Scroll(const Ask& ask, Direction direction) {
  if (auto wrong = CheckParameters(ask.request, {"cursor", "rows"})) return *std::move(wrong);
  const auto rows = NumberParameter(ask.request, "rows", 1, kMaxRows, kDefaultRows);
  if (!rows) return rows.error();
  const auto spec = ReadQuestion(ask, ask.request.body, direction);
  if (!spec) return spec.error();
  const auto question =
      matcher::Question::Make(ask.snapshot.taxonomy(), *spec, direction, TodayInIndia());
  if (!question) return ProblemFrom(question.error());
  const matcher::Index& index = *ask.snapshot.index();
  const auto cursor = matcher::CursorOf(*question, ListOrder::kByPosition, index,
                                        ask.serving.PagingOf(ask.snapshot).key);
  if (!cursor) return ProblemFrom(cursor.error());
  ScrollWriter writer(ask, *question);
  writer.Begin();
  const auto start = *cursor ? **cursor : StartOf(*question, 0, ListOrder::kByPosition, index);
  const auto next = Fill(ask, *question, start, *rows, writer);
  if (!next) return next.error();
  Response response = JsonResponse(writer.End(*next));
  if (*next) response.headers.push_back(NextLink(ask.request, **next));
  return response;
}

ProblemOr<Response> ScrollWorkers(const Ask& ask) {
  return Scroll(ask, Direction::kWorkersForOpening);
}

ProblemOr<Response> ScrollOpenings(const Ask& ask) {
  return Scroll(ask, Direction::kOpeningsForWorker);
}

}  // namespace

std::vector<Resource> ScrollResources() {
  return {
      {Method::kPost, "/v1/workers:scroll", ScrollWorkers, nullptr, true},
      {Method::kPost, "/v1/openings:scroll", ScrollOpenings, nullptr, true},
  };
}

}  // namespace kaam::api
