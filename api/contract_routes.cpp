// The contract, the page that shows it, and what the types of problems mean.
#include <boost/json.hpp>
#include <string>

#include "api/content_coding.h"
#include "api/embedded.h"
#include "api/resource.h"
#include "core/json_text.h"

namespace kaam::api {
namespace {

Response FileResponse(std::string_view type, std::string body) {
  Response response{.status = 200, .content_type = std::string(type), .body = std::move(body)};
  response.headers.push_back({"Cache-Control", "public, no-cache"});
  return response;
}

ProblemOr<Response> Contract(const Ask&) {
  return FileResponse("application/json", std::string(OpenApiJson()));
}

ProblemOr<Response> Page(const Ask&) {
  Response response = FileResponse("text/html; charset=utf-8", std::string(DocsPage()));
  response.headers.push_back(
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
       "img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"});
  return response;
}

// Stored compressed, which most browsers take as it is.
Response Stored(const Ask& ask, std::string_view type, std::string_view gzip) {
  const auto accept = Find(ask.request.headers, "accept-encoding");
  const bool as_it_is = accept && AcceptsGzip(*accept);
  Response response = FileResponse(type, as_it_is ? std::string(gzip) : Gunzip(gzip));
  if (as_it_is) response.headers.push_back({"Content-Encoding", "gzip"});
  response.headers.push_back({"Vary", "Accept-Encoding"});
  return response;
}

ProblemOr<Response> PageFile(const Ask& ask) {
  const auto name = Find(ask.request.path_parameters, "file");
  constexpr std::string_view kScript = "text/javascript; charset=utf-8";
  if (name == "start.js") return FileResponse(kScript, std::string(DocsScript()));
  if (name == "swagger-ui-bundle.js") return Stored(ask, kScript, SwaggerScriptGzip());
  if (name == "swagger-ui.css") return Stored(ask, "text/css; charset=utf-8", SwaggerStyleGzip());
  return Problem{ProblemKind::kNotFound, "The page has no such file"};
}

ProblemOr<Response> ProblemType(const Request& request, const Serving&) {
  const auto kind = KindOf(Find(request.path_parameters, "slug").value_or(""));
  if (!kind) return Problem{ProblemKind::kNotFound, "No answer has this type"};
  return JsonResponse(ToJsonText({{"type", "/problems/" + std::string(SlugOf(*kind))},
                                  {"title", TitleOf(*kind)},
                                  {"status", StatusOf(*kind)}}));
}

}  // namespace

std::vector<Resource> ContractResources() {
  return {
      {Method::kGet, "/openapi.json", Contract},
      {Method::kGet, "/docs", Page, nullptr, false, "text/html"},
      {Method::kGet, "/docs/{file}", PageFile, nullptr, false, ""},
      {Method::kGet, "/problems/{slug}", nullptr, ProblemType},
  };
}

}  // namespace kaam::api
