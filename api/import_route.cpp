// Many postings at once, one JSON object a line, each with a fate of its own.
#include <boost/json.hpp>
#include <utility>

#include "api/ascii.h"
#include "api/posting_routes.h"
#include "core/day.h"
#include "core/json_reader.h"
#include "core/json_text.h"
#include "core/utf8.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kMaxRows = 10'000;
constexpr std::size_t kMaxRowBytes = 64 * 1024;
constexpr std::size_t kMaxImportBytes = 16 * 1024 * 1024;

Problem RowProblem(std::string reason, std::string_view field = {}) {
  return ProblemFrom(InvalidArgument(std::move(reason), std::string(field)));
}

class RowReader {
 public:
  RowReader(const Ask& ask, const Postings& postings)
      : ask_(ask), postings_(postings), reader_(ask.snapshot.taxonomy(), TodayInIndia()) {}

  ImportRow Read(std::string_view line) {
    ImportRow row;
    if (line.size() > kMaxRowBytes) {
      row.problem = RowProblem("a row is at most " + std::to_string(kMaxRowBytes) + " bytes");
      return row;
    }
    if (FirstInvalidUtf8(line)) {
      row.problem = RowProblem("bytes are not UTF-8");
      return row;
    }
    const auto said = ReadJson(line, 4);
    if (!said) {
      row.problem = ProblemFrom(said.error());
      return row;
    }
    if (const json::object* object = said->if_object()) {
      const auto* name = object->if_contains(kExternalId);
      if (name != nullptr && name->is_string()) row.external_id = name->get_string();
    }
    auto opening = reader_.Read(*said);
    if (!opening) {
      row.problem = opening.error();
      return row;
    }
    if (!opening->has_id()) {
      row.problem = RowProblem("is missing: rows are known by it", kExternalId);
      return row;
    }
    row.external_id = opening->id();
    row.problem = EmployerFault(ask_, postings_, *opening);
    row.opening = std::move(*opening);
    return row;
  }

 private:
  const Ask& ask_;
  const Postings& postings_;
  PostingReader reader_;
};

ProblemOr<std::vector<ImportRow>> ReadRows(const Ask& ask, const Postings& postings) {
  std::vector<ImportRow> rows;
  RowReader reader(ask, postings);
  for (std::string_view rest = ask.request.body; !rest.empty();) {
    const std::string_view line = TakeElement(rest, '\n');
    if (line.empty() || line == "\r") continue;
    if (rows.size() == kMaxRows) return RowProblem("an import has at most 10000 rows");
    rows.push_back(reader.Read(line));
  }
  if (rows.empty()) return RowProblem("an import has at least one row");
  return rows;
}

std::string_view FateOf(const ImportRow& row) {
  if (row.problem) return "rejected";
  switch (row.fate) {
    case ImportRow::Fate::kCreated:
      return "created";
    case ImportRow::Fate::kReplaced:
      return "replaced";
    case ImportRow::Fate::kUnchanged:
      return "unchanged";
    case ImportRow::Fate::kRejected:
      break;
  }
  return "rejected";
}

// All rows with their fates, and how many of each there are.
void WriteRows(const std::vector<ImportRow>& rows, JsonAppender& out) {
  for (const std::string_view fate : {"created", "replaced", "unchanged", "rejected"}) {
    std::uint64_t count = 0;
    for (const ImportRow& row : rows) count += FateOf(row) == fate ? 1 : 0;
    out.Key(fate).Number(count);
  }
  out.Key("rows").BeginArray();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const ImportRow& row = rows[i];
    out.BeginObject();
    out.Key("row").Number(i + 1);
    if (!row.external_id.empty()) out.Key(kExternalId).String(row.external_id);
    out.Key("fate").String(FateOf(row));
    if (row.problem) {
      out.Key("problem").Raw(ToResponse(*row.problem).body);
    } else {
      out.Key("id").String(row.id);
      out.Key("version").Number(row.version);
    }
    out.EndObject();
  }
  out.EndArray();
}

ProblemOr<bool> IsFull(const Request& request) {
  const auto said = Parameter(request, "full");
  if (!said || *said == "false") return false;
  if (*said == "true") return true;
  return WrongParameter("full", "must be true or false", {"true", "false"});
}

ProblemOr<Response> ImportPostings(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"full"})) return *std::move(wrong);
  const auto full = IsFull(ask.request);
  if (!full) return full.error();
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  auto rows = ReadRows(ask, *postings);
  if (!rows) return rows.error();
  if (auto failed = postings->Import(*rows)) return *std::move(failed);
  std::string text;
  JsonAppender out(text);
  out.BeginObject();
  // A row that does not say which posting it means might mean any.
  const bool all_named = std::none_of(rows->begin(), rows->end(),
                                      [](const ImportRow& row) { return row.external_id.empty(); });
  if (*full && all_named) {
    const auto closed = postings->CloseOthers(*rows);
    if (!closed) return closed.error();
    out.Key("closed").Number(*closed);
  }
  WriteRows(*rows, out);
  out.EndObject();
  return JsonResponse(std::move(text));
}

}  // namespace

Resource ImportResource() {
  return {.method = Method::kPost,
          .pattern = "/v1/postings:import",
          .search = ImportPostings,
          .reads = "application/x-ndjson",
          .body_bytes = kMaxImportBytes};
}

}  // namespace kaam::api
