#include "api/key_commands.h"

#include <sodium.h>
#include <sys/stat.h>

#include <ctime>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "api/api_keys.h"
#include "api/audit_log.h"
#include "api/policy.h"
#include "core/exit_code.h"

namespace kaam::api {
namespace {

struct Options {
  std::filesystem::path file;
  std::string client;
  std::string role;
  std::string prefix;
  int days = 90;
  int overlap_hours = 24;
};

int Fail(const Error& error) {
  std::cerr << "kaam-api: " << (error.field.empty() ? "" : error.field + ": ") << error.message
            << '\n';
  return ExitCode(error.code);
}

// A file that is not there yet holds no keys.
Result<ApiKeys> Open(const std::filesystem::path& file) {
  ::umask(S_IRWXG | S_IRWXO);
  if (sodium_init() < 0) return FailedPrecondition("libsodium does not start");
  if (!std::filesystem::exists(file)) return ApiKeys();
  return ApiKeys::Read(file);
}

// Writes the keys, then shows the new one: never a key that the file does not have.
int ShowOnce(const ApiKeys& keys, const Options& options, const Result<std::string>& key) {
  if (!key) return Fail(key.error());
  if (const auto written = keys.Write(options.file); !written) return Fail(written.error());
  std::cout << *key << '\n';
  std::cerr << "kaam-api: this is the only time the key is shown\n";
  return 0;
}

int Create(const Options& options) {
  auto keys = Open(options.file);
  if (!keys) return Fail(keys.error());
  const auto role = RoleFromName(options.role);
  if (!role) return Fail(InvalidArgument("no such role; see kaam-api policy", "role"));
  return ShowOnce(*keys, options,
                  keys->Create({options.client, *role, options.days}, std::time(nullptr)));
}

int Rotate(const Options& options) {
  auto keys = Open(options.file);
  if (!keys) return Fail(keys.error());
  return ShowOnce(
      *keys, options,
      keys->Rotate(options.prefix, options.days, options.overlap_hours, std::time(nullptr)));
}

int Revoke(const Options& options) {
  auto keys = Open(options.file);
  if (!keys) return Fail(keys.error());
  if (const auto revoked = keys->Revoke(options.prefix); !revoked) return Fail(revoked.error());
  const auto written = keys->Write(options.file);
  return written ? 0 : Fail(written.error());
}

int List(const Options& options) {
  const auto keys = ApiKeys::Read(options.file);
  if (!keys) return Fail(keys.error());
  const std::time_t now = std::time(nullptr);
  const auto day = [](std::time_t at) {
    std::tm utc{};
    gmtime_r(&at, &utc);
    char text[sizeof "2026-11-26"];
    return std::string(text, std::strftime(text, sizeof text, "%F", &utc));
  };
  for (const ApiKey& key : keys->all()) {
    const char* state = key.revoked ? "revoked" : key.expires <= now ? "expired" : "live";
    std::cout << key.prefix << '\t' << key.client << '\t' << NameOf(key.role) << '\t'
              << day(key.created) << '\t' << day(key.expires) << '\t' << state << '\n';
  }
  return 0;
}

}  // namespace

void AddKeyCommands(CLI::App& app, std::optional<int>& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* keys = app.add_subcommand("keys", "API keys: create, list, rotate, revoke");
  keys->require_subcommand(1);
  const auto add = [&](const char* name, const char* what, int (*run)(const Options&)) {
    CLI::App* command = keys->add_subcommand(name, what);
    command->add_option("--file", options->file, "The file of keys")
        ->required()
        ->envname("KAAM_KEYS");
    command->callback([options, run, &exit_code] { exit_code = run(*options); });
    return command;
  };
  const auto add_days = [&](CLI::App* command) {
    command->add_option("--days", options->days, "Until it expires, 1 to 366")
        ->capture_default_str();
  };
  const auto add_prefix = [&](CLI::App* command) {
    command->add_option("--prefix", options->prefix, "The eight digits behind kaam_")->required();
  };
  CLI::App* create = add("create", "A new key, shown once", Create);
  create->add_option("--client", options->client, "Whose quota, refs and audit")->required();
  create->add_option("--role", options->role, "What it lets do; see kaam-api policy")->required();
  add_days(create);
  add("list", "Prefix, client, role, from, until and state of each", List);
  CLI::App* rotate = add("rotate", "A new key in place of one", Rotate);
  add_prefix(rotate);
  add_days(rotate);
  rotate
      ->add_option("--overlap", options->overlap_hours, "Hours that the old one is still good for")
      ->capture_default_str();
  add_prefix(add("revoke", "Ends a key at once", Revoke));
}

void AddPolicyCommand(CLI::App& app, std::optional<int>& exit_code) {
  CLI::App* command = app.add_subcommand("policy", "Who may do what, as api/ACCESS.md");
  command->callback([&exit_code] {
    std::cout << PolicyPage();
    exit_code = 0;
  });
}

void AddAuditCommand(CLI::App& app, std::optional<int>& exit_code) {
  struct AuditOptions {
    std::filesystem::path file;
    std::string anchor;
  };
  const auto options = std::make_shared<AuditOptions>();
  CLI::App* audit = app.add_subcommand("audit", "The audit of who looked at whom");
  audit->require_subcommand(1);
  CLI::App* verify = audit->add_subcommand("verify", "Whether each line follows from those before");
  verify->add_option("--file", options->file, "The audit")->required()->envname("KAAM_AUDIT");
  verify->add_option("--anchor", options->anchor, "A hash that the log noted: must be in it");
  verify->callback([options, &exit_code] {
    const auto head = VerifyAudit(options->file, options->anchor);
    if (!head) {
      exit_code = Fail(head.error());
      return;
    }
    std::cout << head->lines << " lines, head " << head->hash << '\n';
    exit_code = 0;
  });
}

}  // namespace kaam::api
