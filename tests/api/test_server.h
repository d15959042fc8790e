// A server on a free port of loopback whose handlers a test can hold up.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "api/server.h"
#include "tests/api/gate.h"
#include "tests/api/raw_client.h"

namespace kaam::api {

class TestServer {
 public:
  // On the io thread GET /inline answers "inline", GET /throw throws and GET /show/{name} answers
  // what it sees of the request. On a search thread POST /v1/echo and /v1/workers:search (JSON
  // only) answer their body, GET /v1/wait waits for the gate, GET /v1/large answers 4 MiB, GET
  // /v1/deadline and /v1/own-deadline (100 s) answer the seconds they have, GET /v1/throw throws.
  explicit TestServer(ServerOptions options = {});
  ~TestServer();

  RawClient Connect() const { return RawClient(server_->port()); }
  Server& server() { return *server_; }
  Gate& gate() { return gate_; }
  const Counters& counters() const { return server_->counters(); }

 private:
  Gate gate_;
  std::unique_ptr<Server> server_;
};

inline std::string Get(const std::string& target, const std::string& fields = "") {
  return "GET " + target + " HTTP/1.1\r\nHost: kaam.test\r\n" + fields + "\r\n";
}

inline std::string Post(const std::string& target, const std::string& body,
                        const std::string& fields = "") {
  return "POST " + target +
         " HTTP/1.1\r\nHost: kaam.test\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         fields + "\r\n" + body;
}

}  // namespace kaam::api
