// The contract against a real server: the same routes, and every example answered as it says.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "api/embedded.h"
#include "api/resource.h"
#include "tests/api/api_server.h"
#include "tests/api/json_schema.h"

namespace kaam::api {
namespace {

namespace json = boost::json;

const json::value& Contract() {
  static const json::value contract = json::parse(OpenApiJson());
  return contract;
}

const json::value& Resolve(const json::value& part) {
  const auto* reference = part.as_object().if_contains("$ref");
  if (reference == nullptr) return part;
  return Contract().at_pointer(reference->as_string().subview(1));
}

// Calls `each(path, method, operation)` for all that the contract has.
template <class Each>
void ForEachOperation(Each each) {
  for (const auto& [path, item] : Contract().at("paths").as_object()) {
    for (const auto& [method, operation] : item.as_object()) {
      each(std::string(path), std::string(method), operation);
    }
  }
}

TEST(Contract, HasTheRoutesThatAreServedAndNoOthers) {
  std::set<std::string> served;
  for (const Resource& resource : AllResources()) {
    served.insert(std::string(Name(resource.method)) + " " + std::string(resource.pattern));
  }
  std::set<std::string> written;
  ForEachOperation([&](const std::string& path, std::string method, const json::value&) {
    for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
    written.insert(method + " " + path);
  });
  EXPECT_EQ(served, written);
}

// The target of an operation with its parameters' examples; {ref} is a real worker's.
std::string TargetOf(std::string path, const json::value& operation, const ApiServer& server) {
  std::string query;
  const auto* parameters = operation.as_object().if_contains("parameters");
  if (parameters == nullptr) return path;
  for (const json::value& each : parameters->as_array()) {
    const json::value& parameter = Resolve(each);
    const std::string name(parameter.at("name").as_string());
    const auto* example = parameter.as_object().if_contains("example");
    std::string value;
    if (example != nullptr) {
      value = example->is_string() ? std::string(example->as_string()) : json::serialize(*example);
    }
    if (parameter.at("in").as_string() == "path") {
      if (name == "ref") value = server.worker_ref();
      if (name == "id") value = server.NewPosting();
      path.replace(path.find("{" + name + "}"), name.size() + 2, value);
    } else if (parameter.at("in").as_string() == "query" && !value.empty()) {
      std::replace(value.begin(), value.end(), ' ', '+');
      query += (query.empty() ? "?" : "&") + name + "=" + value;
    }
  }
  return path + query;
}

// That the answer is one of the responses of the operation, of a type and form that it has.
void ExpectAsWritten(const RawAnswer& answer, const json::value& operation,
                     const std::string& what) {
  const json::object& responses = operation.at("responses").as_object();
  const auto* response = responses.if_contains(std::to_string(answer.status));
  if (response == nullptr) response = responses.if_contains("default");
  ASSERT_NE(response, nullptr) << what << ": " << answer.status;
  const std::string type = answer.fields.at("content-type");
  const json::object& content = Resolve(*response).at("content").as_object();
  const auto* media = content.if_contains(type.substr(0, type.find(';')));
  ASSERT_NE(media, nullptr) << what << " is " << type;
  if (type.find("json") == std::string::npos) return;
  const auto fault = SchemaFault(Contract(), media->at("schema"), json::parse(answer.body));
  EXPECT_FALSE(fault) << what << ": " << *fault << "\n" << answer.body.substr(0, 2000);
}

// The bodies that an operation has examples of, and their type; one without a body has one.
std::vector<std::string> BodiesOf(const json::value& operation, std::string& type) {
  const auto* said = operation.as_object().if_contains("requestBody");
  if (said == nullptr) return {""};
  std::vector<std::string> bodies;
  for (const auto& [name, media] : Resolve(*said).at("content").as_object()) {
    type = std::string(name);
    for (const auto& [example, holder] : media.at("examples").as_object()) {
      const json::value& body = holder.at("value");
      const auto fault = SchemaFault(Contract(), media.at("schema"), body);
      EXPECT_FALSE(fault) << std::string(example) << ": " << *fault;
      bodies.push_back(body.is_string() ? std::string(body.as_string()) : json::serialize(body));
    }
  }
  return bodies;
}

TEST(Contract, HasExamplesThatAreAnsweredAsItSays) {
  const ApiServer server(AccessOptions(), nullptr, true);
  std::size_t asked = 0;
  ForEachOperation([&](const std::string& path, std::string method, const json::value& operation) {
    const std::string target = TargetOf(path, operation, server);
    for (char& c : method) c = static_cast<char>(c - 'a' + 'A');
    const int expected = operation.at("responses").as_object().contains("201") ? 201 : 200;
    std::string type = "application/json";
    for (const std::string& body : BodiesOf(operation, type)) {
      for (const std::string form : {"", "?form=brief"}) {
        const bool has_form = method == "POST" && path.find(":search") != std::string::npos &&
                              path.find("Batch") == std::string::npos;
        if (!form.empty() && !has_form) continue;
        RawAnswer answer;
        if (path.find("candidates") != std::string::npos) {
          answer = server.AskUntilFound(method, target, body, "");
        } else if (method == "GET") {
          answer = server.Get(target);
        } else {
          const std::string fields = method == "PUT" ? "If-Match: *\r\n" : "";
          answer = server.Send(method, target + form, body, fields, type);
        }
        EXPECT_EQ(answer.status, expected) << target << "\n" << answer.body.substr(0, 500);
        ExpectAsWritten(answer, operation, target + form);
        ++asked;
      }
    }
  });
  EXPECT_GT(asked, 20U);
}

TEST(Contract, DescribesProblemsAsTheyCome) {
  const ApiServer server;
  const json::value& search = Contract().at_pointer("/paths/~1v1~1workers:search/post");
  const json::value& place = Contract().at_pointer("/paths/~1v1~1taxonomy~1places/get");
  RawAnswer answer =
      server.Post("/v1/workers:search", R"({"occupations": [{"code": "7112.0299"}]})");
  EXPECT_EQ(answer.status, 400);
  ExpectAsWritten(answer, search, "an unknown code");
  const json::value problem = json::parse(answer.body);
  EXPECT_EQ(problem.at("type"), "/problems/invalid-argument");
  EXPECT_EQ(problem.at_pointer("/errors/0/pointer"), "#/occupations/0/code");
  EXPECT_FALSE(problem.at_pointer("/errors/0/nearest").as_array().empty());
  EXPECT_EQ(server.Get("/problems/invalid-argument").status, 200);
  EXPECT_EQ(server.Get("/problems/nothing").status, 404);

  answer = server.Get("/v1/taxonomy/places?kin=state");
  EXPECT_EQ(answer.status, 400);
  ExpectAsWritten(answer, place, "an unknown parameter");
  EXPECT_EQ(json::parse(answer.body).at_pointer("/errors/0/parameter"), "kin");
  EXPECT_EQ(json::parse(answer.body).at_pointer("/errors/0/nearest/0"), "kind");
}

TEST(Contract, HasASlashForEachColon) {
  const ApiServer server(AccessOptions(), nullptr, true);
  const std::string body = R"({"occupations": [{"code": "7112.0200"}]})";
  for (const Resource& resource : AllResources()) {
    std::string path(resource.pattern);
    const std::size_t colon = path.find(':');
    if (colon == std::string::npos) continue;
    path[colon] = '/';
    const std::size_t id = path.find("{id}");
    if (id != std::string::npos) path.replace(id, 4, server.NewPosting());
    std::string one =
        path.find("Batch") == std::string::npos ? body : "{\"questions\": [" + body + "]}";
    const bool is_import = path.find("import") != std::string::npos;
    if (is_import) one = R"({"external_id": "V", "occupations": ["7112.0200"]})";
    const std::string type = is_import ? "application/x-ndjson" : "application/json";
    EXPECT_EQ(server.Send("POST", path, one, "", type).status, 200) << path;
  }
}

TEST(Docs, ShowThePageFromThisServerAlone) {
  const ApiServer server;
  RawAnswer page = server.Get("/docs");
  EXPECT_EQ(page.status, 200);
  EXPECT_NE(page.fields["content-security-policy"].find("script-src 'self'"), std::string::npos);
  EXPECT_EQ(page.body.find("http"), std::string::npos);
  RawAnswer script = server.Get("/docs/swagger-ui-bundle.js");
  EXPECT_EQ(script.body.size(), 1732839U);
  EXPECT_FALSE(script.fields.contains("content-encoding"));
  script = server.Get("/docs/swagger-ui-bundle.js", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(script.fields["content-encoding"], "gzip");
  EXPECT_LT(script.body.size(), 500000U);
}

}  // namespace
}  // namespace kaam::api
