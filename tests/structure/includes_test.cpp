#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>

namespace kaam {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>>& RoomTable() {
  static const std::map<std::string, std::set<std::string>> table = {
      {"core", {}},
      {"taxonomy", {"core"}},
      {"indexer", {"taxonomy", "core"}},
      {"matcher", {"taxonomy", "core"}},
      {"api", {"matcher", "indexer", "taxonomy", "core"}},
      {"fixtures", {"taxonomy", "core"}},
      {"bench", {"api", "matcher", "indexer", "fixtures", "taxonomy", "core"}},
      {"tests", {"api", "matcher", "indexer", "fixtures", "taxonomy", "core"}},
  };
  return table;
}

// Calls `each(file, included)` for every include line of a room's sources.
template <class Each>
void ForEachInclude(const std::string& room, Each each) {
  static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
  for (const fs::directory_entry& entry :
       fs::recursive_directory_iterator(fs::path(KAAM_SOURCE_DIR) / room)) {
    const std::string extension = entry.path().extension();
    if (extension != ".h" && extension != ".cpp") continue;
    std::ifstream in(entry.path());
    std::smatch match;
    for (std::string line; std::getline(in, line);) {
      if (std::regex_search(line, match, pattern)) {
        each(fs::relative(entry.path(), KAAM_SOURCE_DIR).string(), match[1].str());
      }
    }
  }
}

TEST(Includes, GoOnlyTheWayOfTheRoomTable) {
  std::size_t seen = 0;
  for (const auto& [room, allowed] : RoomTable()) {
    ForEachInclude(room, [&, &from = room, &may = allowed](const std::string& file,
                                                           const std::string& included) {
      ++seen;
      const std::string other = included.substr(0, included.find('/'));
      if (other == from || !RoomTable().contains(other) ||
          included.find('/') == std::string::npos) {
        return;
      }
      EXPECT_TRUE(may.contains(other)) << file << " includes " << included;
    });
  }
  EXPECT_GT(seen, 100U);
}

// Which library may be seen where: a prefix of the include, and the places it is allowed in.
TEST(Includes, KeepLibrariesInTheirRooms) {
  struct Rule {
    std::string header;
    std::vector<std::string> places;
  };
  const std::vector<Rule> rules = {
      {"xapian.h", {"indexer/", "matcher/", "tests/", "bench/"}},
      {"boost/beast", {"api/", "tests/api/", "bench/"}},
      {"boost/asio", {"api/", "tests/api/", "bench/"}},
      {"unicode/",
       {"taxonomy/text.", "matcher/locale_format.", "matcher/message_pattern.",
        "tests/matcher/message"}},
      {"Eigen/", {"taxonomy/embedding."}},
      {"hwy/", {"matcher/", "tests/matcher/"}},
      {"hiredis/", {"api/", "indexer/"}},
      {"sqlite3.h", {"indexer/"}},
  };
  for (const auto& [room, allowed] : RoomTable()) {
    ForEachInclude(room, [&](const std::string& file, const std::string& included) {
      for (const Rule& rule : rules) {
        if (!included.starts_with(rule.header)) continue;
        const bool fine =
            std::any_of(rule.places.begin(), rule.places.end(),
                        [&](const std::string& place) { return file.starts_with(place); });
        EXPECT_TRUE(fine) << file << " includes " << included;
      }
    });
  }
}

TEST(Rooms, LinkOnlyWhatTheyMayInclude) {
  static const std::regex pattern(R"(kaam_room\((\w+)([^)]*)\))");
  for (const auto& [room, allowed] : RoomTable()) {
    std::ifstream in(fs::path(KAAM_SOURCE_DIR) / room / "CMakeLists.txt");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::smatch match;
    if (!std::regex_search(text, match, pattern)) continue;
    EXPECT_EQ(match[1].str(), room);
    const std::string links = match[2].str();
    for (const auto& [other, ignored] : RoomTable()) {
      const bool linked = std::regex_search(links, std::regex("\\bkaam_" + other + "\\b"));
      EXPECT_TRUE(!linked || allowed.contains(other)) << room << " links " << other;
    }
  }
}

}  // namespace
}  // namespace kaam
