// kaam-api: serves one index over HTTP on loopback.
#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <string>

#include "api/routes.h"
#include "api/server.h"
#include "api/stop_signals.h"
#include "core/exit_code.h"
#include "core/log.h"

namespace {

using namespace kaam;

int Fail(const Error& error) {
  std::cerr << "kaam-api: " << error.message << '\n';
  return ExitCode(error.code);
}

// "127.0.0.1:8080", "[::1]:8080".
Result<void> ReadListen(const std::string& listen, api::ServerOptions& options) {
  const std::size_t colon = listen.rfind(':');
  const Error wrong = InvalidArgument("--listen must be ADDRESS:PORT, as 127.0.0.1:8080", "listen");
  if (colon == std::string::npos) return wrong;
  options.address = listen.substr(0, colon);
  if (options.address.starts_with('[') && options.address.ends_with(']')) {
    options.address = options.address.substr(1, options.address.size() - 2);
  }
  const char* end = listen.data() + listen.size();
  const auto [stop, error] = std::from_chars(listen.data() + colon + 1, end, options.port);
  if (error != std::errc() || stop != end) return wrong;
  return {};
}

int Serve(const std::filesystem::path& store, const api::ServerOptions& options) {
  const api::StopSignals signals;
  auto index = matcher::Index::Open(store, Verify::kAll);
  if (!index) return Fail(index.error());
  auto service = api::ServiceOf(*index);
  if (!service) return Fail(service.error());
  auto server = api::Server::Start(options, *std::move(service));
  if (!server) return Fail(server.error());
  log::Info("listening", {{"address", options.address},
                          {"port", std::int64_t{(*server)->port()}},
                          {"snapshot", (*index)->manifest().snapshot}});
  const int signal = signals.Wait();
  log::Info("stopping", {{"signal", std::int64_t{signal}}});
  const bool all_answered = (*server)->Stop();
  log::Info("stopped", {{"all_answered", all_answered}});
  return all_answered ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Serves the index of a store over HTTP."};
  std::filesystem::path store;
  std::string listen = "127.0.0.1:8080";
  std::string log_level = "info";
  api::ServerOptions options;
  app.add_option("--index", store, "Store directory")->required()->envname("KAAM_INDEX");
  app.add_option("--listen", listen, "ADDRESS:PORT; loopback only; port 0 takes a free one")
      ->envname("KAAM_LISTEN")
      ->capture_default_str();
  app.add_option("--search-threads", options.search_threads, "0: one for each core")
      ->envname("KAAM_SEARCH_THREADS")
      ->capture_default_str();
  app.add_option("--log-level", log_level, "debug, info, warn or error")
      ->envname("KAAM_LOG_LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  log::Start("kaam-api", log_level);
  if (auto read = ReadListen(listen, options); !read) return Fail(read.error());
  return Serve(store, options);
}
