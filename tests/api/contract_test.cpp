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
std::string TargetOf(std::string path, const json::value& operation, const std::string& ref) {
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
      if (name == "ref") value = ref;
      path.replace(path.find("{" + name + "}"), name.size() + 2, value);
    } else if (!value.empty()) {
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

TEST(Contract, HasExamplesThatAreAnsweredAsItSays) {
  const ApiServer server;
  std::size_t asked = 0;
  ForEachOperation(
      [&](const std::string& path, const std::string& method, const json::value& operation) {
        const std::string target = TargetOf(path, operation, server.worker_ref());
        if (method == "get") {
          const RawAnswer answer = server.Get(target);
          EXPECT_EQ(answer.status, 200) << target << "\n" << answer.body.substr(0, 500);
          ExpectAsWritten(answer, operation, target);
          ++asked;
          return;
        }
        const json::value& media = operation.at_pointer("/requestBody/content/application~1json");
        for (const auto& [name, example] : media.at("examples").as_object()) {
          const json::value& body = example.at("value");
          const auto fault = SchemaFault(Contract(), media.at("schema"), body);
          EXPECT_FALSE(fault) << target << ", example " << std::string(name) << ": " << *fault;
          for (const std::string form : {"", "?form=brief"}) {
            if (!form.empty() && path.find(":search") == std::string::npos) continue;
            if (!form.empty() && path.find("Batch") != std::string::npos) continue;
            const RawAnswer answer = server.Post(target + form, json::serialize(body));
            EXPECT_EQ(answer.status, 200) << target << "\n" << answer.body.substr(0, 500);
            ExpectAsWritten(answer, operation, target + form + ", example " + std::string(name));
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
  const ApiServer server;
  const std::string body = R"({"occupations": [{"code": "7112.0200"}]})";
  for (const Resource& resource : AllResources()) {
    std::string path(resource.pattern);
    const std::size_t colon = path.find(':');
    if (colon == std::string::npos) continue;
    path[colon] = '/';
    const std::string one =
        path.find("Batch") == std::string::npos ? body : "{\"questions\": [" + body + "]}";
    EXPECT_EQ(server.Post(path, one).status, 200) << path;
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
