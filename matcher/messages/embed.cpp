// Checks message files and writes them as one C++ source. The first fault ends the build.
//   embed_messages OUT en.tsv OTHER.tsv ...
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>

#include "matcher/messages.h"

namespace {

using namespace kaam;
using namespace kaam::matcher;

int Fail(const std::string& what) {
  std::cerr << what << '\n';
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return Fail("usage: embed_messages OUT en.tsv OTHER.tsv ...");
  std::ostringstream source;
  source << "// Made of matcher/messages/*.tsv.\n#include \"matcher/messages.h\"\n\n"
         << "namespace kaam::matcher {\n\nstd::span<const MessageFile> MessageFiles() {\n"
         << "  static constexpr MessageFile kFiles[] = {\n";
  std::optional<Messages> english;
  for (int i = 2; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    auto messages = Messages::Parse(path.string(), text);
    if (!messages) return Fail(messages.error().message);
    if (messages->language() != path.stem())
      return Fail(path.string() + ":1: is of another language");
    if (english) {
      if (const auto same = messages->CheckAgainst(*english); !same)
        return Fail(same.error().message);
    }
    source << "      {\"" << messages->language() << "\", R\"kaam(" << text << ")kaam\"},\n";
    if (!english) english = std::move(*messages);
  }
  source << "  };\n  return kFiles;\n}\n\n}  // namespace kaam::matcher\n";
  std::ofstream out(argv[1], std::ios::binary);
  out << source.str();
  out.close();
  return out ? 0 : Fail(std::string("can't write ") + argv[1]);
}
