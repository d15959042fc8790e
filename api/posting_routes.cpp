// Postings: openings that employers and portals keep here themselves.
#include "api/posting_routes.h"

#include <boost/json.hpp>
#include <utility>

#include "api/ascii.h"
#include "api/next_link.h"
#include "api/postings.h"
#include "api/questions.h"
#include "api/resource.h"
#include "core/day.h"
#include "core/json_reader.h"
#include "core/json_text.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

constexpr std::uint32_t kDefaultPostings = 20;
constexpr std::uint32_t kMaxPostings = 100;
constexpr std::size_t kMaxKeyBytes = 200;

std::string_view IdOf(const Ask& ask) {
  return Find(ask.request.path_parameters, "id").value_or("");
}

Response PostingResponse(const KeptPosting& posting, int status = 200) {
  std::string text;
  JsonAppender out(text);
  WritePosting(posting.id, posting.version, posting.opening, out);
  Response response = JsonResponse(std::move(text));
  response.status = status;
  response.headers.push_back({"ETag", TagOfVersion(posting.version)});
  return response;
}

ProblemOr<json::object> ReadBody(std::string_view body) {
  auto value = ReadJson(body, 4);
  if (!value) return ProblemFrom(value.error());
  if (!value->is_object()) return ProblemFrom(InvalidArgument("a posting is a JSON object"));
  return std::move(value->get_object());
}

// The key without its quotes; absent when there is no such field.
ProblemOr<std::optional<std::string_view>> IdempotencyKey(const Request& request) {
  const auto field = Find(request.headers, "idempotency-key");
  if (!field) return std::optional<std::string_view>();
  std::string_view key = TrimWhiteSpace(*field);
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') {
    key = key.substr(1, key.size() - 2);
  }
  if (!key.empty() && key.size() <= kMaxKeyBytes) return std::optional(key);
  return Problem{ProblemKind::kInvalidArgument,
                 "Idempotency-Key: must be 1 to 200 bytes",
                 {{ProblemPlace::In::kHeader, "Idempotency-Key", "must be 1 to 200 bytes"}}};
}

ProblemOr<Response> CreatePosting(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {})) return *std::move(wrong);
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  const auto key = IdempotencyKey(ask.request);
  if (!key) return key.error();
  const auto body = ReadBody(ask.request.body);
  if (!body) return body.error();
  PostingReader reader(ask.snapshot.taxonomy(), TodayInIndia());
  auto opening = reader.Read(*body);
  if (!opening) return opening.error();
  if (auto wrong = EmployerFault(ask, *postings, *opening)) return *std::move(wrong);
  std::optional<RepeatableRequest> request;
  if (*key) request = RepeatableRequest{**key, ask.request.body};
  const auto created = postings->Create(std::move(*opening), request);
  if (!created) return created.error();
  Response response = PostingResponse(created->posting, 201);
  response.headers.push_back({"Location", "/v1/postings/" + created->posting.id});
  return response;
}

ProblemOr<Response> GetPosting(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {})) return *std::move(wrong);
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  const auto posting = postings->Find(IdOf(ask));
  if (!posting) return posting.error();
  return PostingResponse(*posting);
}

// What GET gave can be sent back changed: it names itself.
ProblemOr<Response> ReplacePosting(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {})) return *std::move(wrong);
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  auto body = ReadBody(ask.request.body);
  if (!body) return body.error();
  const auto* id = body->if_contains("id");
  if (id != nullptr && *id == json::string_view(IdOf(ask))) body->erase("id");
  body->erase("version");
  PostingReader reader(ask.snapshot.taxonomy(), TodayInIndia());
  auto opening = reader.Read(*body);
  if (!opening) return opening.error();
  if (auto wrong = EmployerFault(ask, *postings, *opening)) return *std::move(wrong);
  const auto if_match = Find(ask.request.headers, "if-match");
  if (!if_match) {
    // Whoever has no such posting learns no more than that.
    if (const auto found = postings->Find(IdOf(ask)); !found) return found.error();
    return Problem{ProblemKind::kPreconditionRequired,
                   "Send the ETag of the posting that was read",
                   {{ProblemPlace::In::kHeader, "If-Match", "is missing"}}};
  }
  const auto posting = postings->Replace(IdOf(ask), *if_match, std::move(*opening));
  if (!posting) return posting.error();
  return PostingResponse(*posting);
}

ProblemOr<Response> ClosePosting(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {})) return *std::move(wrong);
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  const auto posting = postings->Close(IdOf(ask), Find(ask.request.headers, "if-match"));
  if (!posting) return posting.error();
  return PostingResponse(*posting);
}

ProblemOr<Response> ListPostings(const Ask& ask) {
  if (auto wrong = CheckParameters(ask.request, {"cursor", "external_id", "limit"})) {
    return *std::move(wrong);
  }
  const auto limit = NumberParameter(ask.request, "limit", 1, kMaxPostings, kDefaultPostings);
  if (!limit) return limit.error();
  const auto after = Parameter(ask.request, "cursor").value_or("");
  if (!after.empty() && !RefFromHex<WorkerRef>(after)) {
    return WrongParameter("cursor", "is no cursor of this list");
  }
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  std::vector<KeptPosting> shown;
  if (const auto external_id = Parameter(ask.request, "external_id")) {
    const auto found = postings->FindByExternalId(*external_id);
    if (!found) return found.error();
    if (*found) shown.push_back(**found);
  } else {
    auto page = postings->List(after, *limit + 1);
    if (!page) return page.error();
    shown = std::move(*page);
  }
  const bool more = shown.size() > *limit;
  if (more) shown.pop_back();
  std::string text;
  JsonAppender out(text);
  out.BeginObject();
  out.Key("postings").BeginArray();
  for (const KeptPosting& posting : shown) {
    WritePosting(posting.id, posting.version, posting.opening, out);
  }
  out.EndArray();
  if (more) out.Key("next").String(shown.back().id);
  out.EndObject();
  Response response = JsonResponse(std::move(text));
  if (more) response.headers.push_back(NextLink(ask.request, shown.back().id));
  return response;
}

// The question that the posting is, narrowed or changed by what `body` says.
ProblemOr<Response> Candidates(const Ask& ask, std::string_view body) {
  if (auto wrong = CheckSearchParameters(ask.request)) return *std::move(wrong);
  auto postings = PostingsOf(ask);
  if (!postings) return postings.error();
  const auto posting = postings->Find(IdOf(ask));
  if (!posting) return posting.error();
  const auto spec = ReadQuestion(ask, body, matcher::Direction::kWorkersForOpening);
  if (!spec) return spec.error();
  const matcher::Index& index = *ask.snapshot.index();
  const auto row = index.openings().FindByRef(RefFromHex<OpeningRef>(posting->id)->bytes);
  if (!row) {
    return Problem{ProblemKind::kUnavailable, "The posting is written down, and found in a second"};
  }
  const auto question = matcher::Question::ForOpening(index, *row, *spec, TodayInIndia());
  if (question) return AnswerTo(ask, *question);
  if (question.error().code == ErrorCode::kFailedPrecondition) {
    return Problem{ProblemKind::kConflict, "Neither a trade nor a skill of the posting is known"};
  }
  return ProblemFrom(question.error());
}

ProblemOr<Response> GetCandidates(const Ask& ask) { return Candidates(ask, "{}"); }
ProblemOr<Response> AskCandidates(const Ask& ask) { return Candidates(ask, ask.request.body); }

}  // namespace

ProblemOr<Postings> PostingsOf(const Ask& ask) {
  StoreWriter* writer = ask.serving.writer();
  if (writer == nullptr) {
    return Problem{ProblemKind::kReadsOnly, "It was started without the store's key"};
  }
  return Postings(*writer, ask.caller.client, TodayInIndia());
}

std::optional<Problem> EmployerFault(const Ask& ask, const Postings& postings,
                                     const records::Opening& opening) {
  if (ask.caller.role != Role::kEmployer || !opening.has_employer_id() ||
      opening.employer_id() == postings.own_employer()) {
    return std::nullopt;
  }
  return ProblemFrom(
      UnknownCode("an employer posts for itself alone", "employer_id", {postings.own_employer()}));
}

std::vector<Resource> PostingResources() {
  std::vector<Resource> out = {
      {Method::kPost, "/v1/postings", CreatePosting, nullptr, true},
      {Method::kGet, "/v1/postings", ListPostings},
      {Method::kGet, "/v1/postings/{id}", GetPosting},
      {Method::kPut, "/v1/postings/{id}", ReplacePosting, nullptr, true},
      {Method::kPost, "/v1/postings/{id}:close", ClosePosting},
      {Method::kGet, "/v1/postings/{id}/candidates", GetCandidates},
      {Method::kPost, "/v1/postings/{id}/candidates", AskCandidates, nullptr, true},
  };
  out.push_back(ImportResource());
  return out;
}

}  // namespace kaam::api
