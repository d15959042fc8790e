// kaam-api: serves one index over HTTP on loopback.
#include <sodium.h>

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "api/audit_log.h"
#include "api/gate.h"
#include "api/key_commands.h"
#include "api/routes.h"
#include "api/server.h"
#include "api/stop_signals.h"
#include "api/store_writer.h"
#include "core/exit_code.h"
#include "core/log.h"
#include "indexer/refs.h"
#include "matcher/index_follower.h"

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

// What was given out before a restart is known again only with a file.
Result<api::Secrets> SecretsOf(const std::filesystem::path& file) {
  if (file.empty()) return api::Secrets::Random();
  return api::Secrets::Read(file);
}

Result<std::unique_ptr<api::AuditLog>> AuditOf(const std::filesystem::path& file) {
  if (file.empty()) return std::unique_ptr<api::AuditLog>();
  return api::AuditLog::Open(file);
}

// Null without a key: then the server only reads.
Result<std::unique_ptr<api::StoreWriter>> WriterOf(const std::filesystem::path& store,
                                                   const std::filesystem::path& key_file) {
  if (key_file.empty()) return std::unique_ptr<api::StoreWriter>();
  const auto key = indexer::ReadKeyFile(key_file);
  if (!key) return key.error();
  return api::StoreWriter::Start({.store = store, .key = *key});
}

struct Options {
  std::filesystem::path store;
  std::filesystem::path key;
  std::filesystem::path secret;
  std::filesystem::path audit;
  std::string listen = "127.0.0.1:8080";
  std::string log_level = "info";
  api::ServerOptions server;
  api::AccessOptions access;
};

// What one option alone does not tell.
Result<void> CheckTogether(const Options& options) {
  if (options.store.empty()) return InvalidArgument("--index is needed", "index");
  if (!options.access.open() && options.secret.empty()) {
    return InvalidArgument("--keys and --jwks need --secret: refs must outlive a restart",
                           "secret");
  }
  if (!options.access.open() && options.audit.empty()) {
    return InvalidArgument("--keys and --jwks need --audit: who looks at whom is noted", "audit");
  }
  return {};
}

int Serve(const Options& options) {
  const api::StopSignals signals;
  if (sodium_init() < 0) return Fail(FailedPrecondition("libsodium does not start"));
  const auto secrets = SecretsOf(options.secret);
  if (!secrets) return Fail(secrets.error());
  auto audit = AuditOf(options.audit);
  if (!audit) return Fail(audit.error());
  auto writer = WriterOf(options.store, options.key);
  if (!writer) return Fail(writer.error());
  const bool writes = *writer != nullptr;
  std::shared_ptr<api::Serving> serving;
  const auto serve = [&](const std::shared_ptr<const matcher::Index>& index,
                         const std::vector<matcher::Question::RefBytes>& withdrawn) {
    if (!serving) {
      serving =
          std::make_shared<api::Serving>(index, *secrets, std::move(*audit), std::move(*writer));
    }
    serving->Replace(index, withdrawn);
    log::Info("serving", {{"snapshot", index->manifest().snapshot}});
  };
  const auto report = [](const Error& error) {
    log::Warn("not_followed", {{"what", error.message}});
  };
  const auto follower =
      matcher::IndexFollower::Open(options.store, {.on_change = serve, .on_error = report});
  if (!follower) return Fail(follower.error());
  auto gate = api::Gate::Make(options.access, secrets->refs);
  if (!gate) return Fail(gate.error());
  auto service = api::ServiceOf(serving, std::shared_ptr<api::Gate>(std::move(*gate)));
  if (!service) return Fail(service.error());
  auto server = api::Server::Start(options.server, *std::move(service));
  if (!server) return Fail(server.error());
  log::Info("listening", {{"address", options.server.address},
                          {"port", std::int64_t{(*server)->port()}},
                          {"snapshot", serving->snapshot()->name()},
                          {"access", options.access.open() ? "open" : "keys"},
                          {"writes", writes}});
  const int signal = signals.Wait();
  log::Info("stopping", {{"signal", std::int64_t{signal}}});
  const bool all_answered = (*server)->Stop();
  log::Info("stopped", {{"all_answered", all_answered}});
  return all_answered ? 0 : 1;
}

void AddOptions(CLI::App& app, Options& options) {
  app.add_option("--index", options.store, "Store directory")->envname("KAAM_INDEX");
  app.add_option(
         "--key", options.key,
         "The store's key file (kaam-index key): postings can then be written, and no other "
         "program can change the store meanwhile")
      ->envname("KAAM_KEY");
  app.add_option("--listen", options.listen,
                 "ADDRESS:PORT; beyond loopback only with keys and behind a proxy; port 0 takes a "
                 "free one")
      ->envname("KAAM_LISTEN")
      ->capture_default_str();
  app.add_option("--keys", options.access.keys, "File of API keys (kaam-api keys create)")
      ->envname("KAAM_KEYS");
  app.add_option("--jwks", options.access.jwks,
                 "File of the public keys that tokens are signed with")
      ->envname("KAAM_JWKS");
  app.add_option("--jwt-issuer", options.access.issuer, "Who signs them")
      ->envname("KAAM_JWT_ISSUER");
  app.add_option("--jwt-audience", options.access.audience, "For whom they are")
      ->envname("KAAM_JWT_AUDIENCE")
      ->capture_default_str();
  app.add_option("--jwt-client", options.access.token_client,
                 "Client name of the issuer's own API keys: workers' tokens name the refs that "
                 "these are shown")
      ->envname("KAAM_JWT_CLIENT")
      ->capture_default_str();
  app.add_flag("--behind-proxy", options.access.behind_proxy,
               "Only a proxy that ends TLS and sets X-Forwarded-For reaches the port")
      ->envname("KAAM_BEHIND_PROXY");
  app.add_option("--secret", options.secret,
                 "File of 64 hex digits (mode 600) that cursors and pairwise refs are made with; "
                 "needed with --keys and --jwks, else they end with the process")
      ->envname("KAAM_SECRET");
  app.add_option("--audit", options.audit,
                 "File that notes who looked at whom; needed with --keys and --jwks")
      ->envname("KAAM_AUDIT");
  app.add_option("--search-threads", options.server.search_threads, "0: one for each core")
      ->envname("KAAM_SEARCH_THREADS")
      ->capture_default_str();
  app.add_option("--log-level", options.log_level, "debug, info, warn or error")
      ->envname("KAAM_LOG_LEVEL")
      ->check(CLI::IsMember({"debug", "info", "warn", "error"}))
      ->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Serves the index of a store over HTTP."};
  Options options;
  AddOptions(app, options);
  std::optional<int> done;  // the exit code of a command that registered itself
  api::AddKeyCommands(app, done);
  api::AddPolicyCommand(app, done);
  api::AddAuditCommand(app, done);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  if (done) return *done;
  log::Start("kaam-api", options.log_level);
  if (auto read = ReadListen(options.listen, options.server); !read) return Fail(read.error());
  options.server.has_keys = !options.access.open();
  options.server.behind_proxy = options.access.behind_proxy;
  if (auto checked = CheckTogether(options); !checked) return Fail(checked.error());
  return Serve(options);
}
