// kaam-taxonomy: checks a directory of tables and compiles it into the file that programs map at
// start.
#include <CLI/CLI.hpp>
#include <iostream>

#include "core/exit_code.h"
#include "core/generation.h"
#include "taxonomy/taxonomy.h"

int main(int argc, char** argv) {
  CLI::App app{"Checks tables laid out like taxonomy/data and compiles them into one file."};
  std::filesystem::path tables;
  std::filesystem::path out;
  app.add_option("--tables", tables, "Directory of the tables")->required();
  app.add_option("--out", out, "File to write; give it to other tools as --taxonomy")->required();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : kaam::kUsageExitCode;
  }
  const auto taxonomy = kaam::taxonomy::Taxonomy::Load(tables);
  const auto written = taxonomy ? kaam::WriteFileAtomically(out, (*taxonomy)->compiled())
                                : kaam::Result<void>(taxonomy.error());
  if (written) return 0;
  std::cerr << "kaam-taxonomy: " << written.error().message << '\n';
  return kaam::ExitCode(written.error().code);
}
