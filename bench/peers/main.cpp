// kaam-peers: prepares what Kaam and other search programs are compared on, and compares them.
#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "bench/peers/comparison.h"
#include "bench/peers/cut_question.h"
#include "bench/peers/cut_registry.h"
#include "bench/peers/peer_tables.h"
#include "core/exit_code.h"

namespace {

using namespace kaam;

struct Options {
  std::filesystem::path registry;
  std::filesystem::path out;
  std::filesystem::path store;
  std::filesystem::path questions;
  std::vector<std::string> peers;
  bench::ComparisonOptions comparison;
};

Result<void> WriteTables(const Options& options) {
  const auto index = matcher::Index::Open(options.store, Verify::kSizes);
  if (!index) return index.error();
  const auto questions = bench::ReadCutQuestions((*index)->taxonomy(), options.questions);
  if (!questions) return questions.error();
  const auto rows = bench::WritePeerRows(**index, options.out);
  if (!rows) return rows.error();
  return bench::WritePeerQuestions(**index, *questions, options.out);
}

Result<void> Compare(const Options& options) {
  const auto index = matcher::Index::Open(options.store, Verify::kSizes);
  if (!index) return index.error();
  auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return searcher.error();
  const auto questions = bench::ReadCutQuestions((*index)->taxonomy(), options.questions);
  if (!questions) return questions.error();
  std::vector<std::unique_ptr<bench::PeerProcess>> peers;
  for (const std::string& peer : options.peers) {
    const std::size_t sign = peer.find('=');
    if (sign == std::string::npos) return InvalidArgument("a peer is NAME=COMMAND: " + peer);
    auto started = bench::PeerProcess::Start(peer.substr(0, sign), peer.substr(sign + 1));
    if (!started) return started.error();
    peers.push_back(std::move(*started));
  }
  return bench::Compare(**searcher, *questions, peers, options.comparison, std::cout);
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a peer that ended is said so
  CLI::App app{"Compares Kaam with other search programs."};
  app.require_subcommand(1);
  Options options;
  CLI::App* cut = app.add_subcommand("cut", "Write a registry of trade, skills and place alone");
  cut->add_option("--workers", options.registry, "Registry, CSV")->required();
  cut->add_option("--out", options.out, "CSV to write")->required();
  CLI::App* tables = app.add_subcommand("tables", "Write an index and questions for the peers");
  CLI::App* compare = app.add_subcommand("compare", "Ask Kaam and the peers in turns");
  for (CLI::App* command : {tables, compare}) {
    command->add_option("--index", options.store, "Store directory")->required();
    command->add_option("--questions", options.questions, "JSON, one a line")->required();
  }
  tables->add_option("--out", options.out, "Directory to write into")->required();
  compare->add_option("--peer", options.peers, "NAME=COMMAND; any number");
  compare->add_option("--rounds", options.comparison.rounds, "Measured ones")
      ->capture_default_str();
  compare->add_flag("--verify", options.comparison.verify, "Hold Kaam to brute force first");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kUsageExitCode;
  }
  const Result<void> done = cut->parsed()      ? bench::CutRegistry(options.registry, options.out)
                            : tables->parsed() ? WriteTables(options)
                                               : Compare(options);
  if (done) return 0;
  std::cerr << "kaam-peers: " << done.error().message << '\n';
  return ExitCode(done.error().code);
}
