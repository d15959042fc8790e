#include "taxonomy/link.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "taxonomy/label_terms.h"
#include "taxonomy/word_likeness.h"

namespace kaam::taxonomy {
namespace {

namespace fs = std::filesystem;

std::string Best(const Linker& linker, std::string_view query) {
  const auto linked = linker.Rank(query, 1);
  return linked.empty() ? "" : std::string(linked[0].id);
}

std::vector<IdText> Trades() {
  return {{"1", "Welder"},
          {"1", "Gas welder"},
          {"1", "Metal joiner"},
          {"2", "Carpenter"},
          {"2", "Woodworker"},
          {"3", "Truck driver"},
          {"3", "Lorry driver"},
          {"4", "Bus driver"},
          {"5", "Dressmaker"},
          {"5", "Tailor"},
          {"6", "Maître d'hôtel"},
          {"7", "Manager, retail trade"},
          {"8", "Textile technologist"}};
}

TEST(TitleWords, FoldsPluralsAndLeavesJoiningWordsOut) {
  EXPECT_EQ(TitleWords("Bakeries and Foxes"), (std::vector<std::string>{"bakery", "fox"}));
  EXPECT_EQ(TitleWords("Workmen, All Other"), (std::vector<std::string>{"workman"}));
  EXPECT_EQ(TitleWords("Maître d'hôtel"), (std::vector<std::string>{"maitre", "dhotel"}));
  EXPECT_EQ(TitleWords("and"), (std::vector<std::string>{"and"}));
  EXPECT_EQ(TitleWords("राजमिस्त्री"), (std::vector<std::string>{"rajamistri"}));
}

TEST(StrongStem, IsOneForDoerAndDoing) {
  EXPECT_EQ(StrongStem("welder"), StrongStem("welding"));
  EXPECT_EQ(StrongStem("manager"), StrongStem("management"));
  EXPECT_EQ(StrongStem("operator"), StrongStem("operating"));
  EXPECT_EQ(StrongStem("installer"), StrongStem("installation"));
  EXPECT_EQ(StrongStem("photographer"), StrongStem("photography"));
  EXPECT_EQ(StrongStem("planner"), StrongStem("planning"));
  EXPECT_NE(StrongStem("engineer"), StrongStem("engine"));
  EXPECT_EQ(StrongStem("ing"), "ing");
}

TEST(WordLikeness, IsOneForEqualWordsAndFallsWithTheirDifferences) {
  EXPECT_EQ(WordLikeness("mason", "mason"), 1);
  EXPECT_EQ(WordLikeness("mason", ""), 0);
  EXPECT_NEAR(WordLikeness("martha", "marhta"), 0.961, 0.001);  // Winkler's own example
  EXPECT_LT(WordLikeness("carpenter", "plumber"), 0.7);
}

TEST(Linker, RanksTitlesByWordsAndByTheirForms) {
  const auto linker = Linker::Build(Trades(), {});
  EXPECT_EQ(Best(*linker, "Welders"), "1");
  EXPECT_EQ(Best(*linker, "welding"), "1");
  EXPECT_EQ(Best(*linker, "Carpentry"), "2");
  EXPECT_EQ(Best(*linker, "drivers of trucks"), "3");
  EXPECT_EQ(Best(*linker, "retail trade managers"), "7");
  EXPECT_EQ(Best(*linker, "maitre d'hotel"), "6");
}

TEST(Linker, PutsAConceptOfManyTitlesBeforeAHeadingOfTheSameName) {
  std::vector<IdText> labels = Trades();
  labels.insert(labels.begin(), {"heading", "Welders"});
  const auto linker = Linker::Build(labels, {});  // what it finds are views into it
  const auto linked = linker->Rank("Welders", 2);
  ASSERT_EQ(linked.size(), 2U);
  EXPECT_EQ(linked[0].id, "1");
  EXPECT_EQ(linked[1].id, "heading");
}

TEST(Linker, AsksAlsoByTheOtherTitlesOfAConceptOfAnotherList) {
  const std::vector<IdText> further = {{"x", "Sartor"}, {"x", "Dressmaker"}, {"y", "Coachman"}};
  const auto linker = Linker::Build(Trades(), {further});
  EXPECT_EQ(Best(*linker, "sartor"), "5");
}

TEST(Linker, RanksNativeLabelsForARomanSpelling) {
  const auto linker = Linker::Build(
      {{"a", "राजमिस्त्री"}, {"b", "बढ़ई"}, {"c", "লোহার"}, {"d", "தச்சர்"}, {"e", "بڑھئی"}}, {});
  EXPECT_EQ(Best(*linker, "raj mistry"), "a");
  EXPECT_EQ(Best(*linker, "badhai"), "b");
  EXPECT_EQ(Best(*linker, "lohar"), "c");
  EXPECT_EQ(Best(*linker, "thachar"), "d");
}

TEST(Linker, RanksAcrossScriptsAndWithinMixedLists) {
  const auto linker = Linker::Build({{"a", "राजमिस्त्री"}, {"b", "Plumber"}, {"c", "बढ़ई"}}, {});
  EXPECT_EQ(Best(*linker, "রাজমিস্ত্রি"), "a");  // Bengali to Devanagari
  EXPECT_EQ(Best(*linker, "plumbers"), "b");
  EXPECT_EQ(Best(*linker, "प्लंबर"), "b");        // Devanagari to Roman
  EXPECT_EQ(Best(*linker, "राज मिस्त्री"), "a");  // within one script
}

TEST(Linker, LearnsFromFurtherLabelsWithoutRankingThem) {
  const std::vector<IdText> labels = {{"1", "Pipe fitter"}, {"2", "House painter"}, {"3", "Cook"}};
  const std::vector<IdText> further = {{"x", "Plumber"},
                                       {"x", "Pipe fitter"},
                                       {"x", "Pipe layer"},
                                       {"y", "Decorator"},
                                       {"y", "House painter"}};
  EXPECT_NE(Best(*Linker::Build(labels, {}), "Decorator"), "2");
  const auto linker = Linker::Build(labels, {further});
  EXPECT_EQ(Best(*linker, "Plumber"), "1");
  EXPECT_EQ(Best(*linker, "Decorator"), "2");
}

TEST(Linker, ListsEachIdOnceAndBreaksTiesByLabelOrder) {
  const auto linker = Linker::Build({{"z", "नदी"}, {"y", "नदी"}, {"z", "नदी"}}, {});
  const auto linked = linker->Rank("nadi", 10);
  ASSERT_EQ(linked.size(), 2U);
  EXPECT_EQ(linked[0].id, "z");
  EXPECT_EQ(linked[1].id, "y");
  EXPECT_EQ(linked[0].score, linked[1].score);
}

TEST(Linker, GivesAPrefixOfTheLongerListForTheShorter) {
  const auto linker = Linker::Build(Trades(), {});
  const auto three = linker->Rank("bus and truck drivers", 3);
  const auto two = linker->Rank("bus and truck drivers", 2);
  ASSERT_EQ(two.size(), 2U);
  for (std::size_t i = 0; i < two.size(); ++i) EXPECT_EQ(two[i].id, three[i].id);
}

TEST(Linker, HasNothingForATextWithoutLetters) {
  const auto linker = Linker::Build(Trades(), {});
  EXPECT_TRUE(linker->Rank("😀 --", 5).empty());
  EXPECT_TRUE(linker->Rank("", 5).empty());
}

TEST(Linker, SurvivesAnyBytes) {
  std::vector<IdText> labels = Trades();
  labels.push_back({"9", "राजमिस्त्री"});
  labels.push_back({"10", "\xFF\xFE"});
  labels.push_back({"11", "ଓଡ଼ିଆ"});
  const auto linker = Linker::Build(labels, {});
  unsigned seed = 5;
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (int n = 0; n < i % 50; ++n) {
      seed = seed * 1103515245U + 12345U;
      text += static_cast<char>(seed >> 16);
    }
    EXPECT_LE(linker->Rank(text, 3).size(), 3U);
  }
  EXPECT_LE(linker->Rank(std::string(100'000, 'a'), 3).size(), 3U);
}

class IdTextFile {
 public:
  explicit IdTextFile(const std::string& content)
      : path_(fs::temp_directory_path() / ("kaam-id-texts-" + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~IdTextFile() { fs::remove(path_); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string FaultOf(const std::string& content) {
  const IdTextFile file(content);
  const auto rows = LoadIdTexts(file.path(), "label");
  if (rows) return "";
  EXPECT_EQ(rows.error().code, ErrorCode::kInvalidArgument);
  return rows.error().message.substr(file.path().string().size());
}

TEST(LoadIdTexts, ReadsRowsWithAndWithoutHeader) {
  const std::vector<IdText> expected = {{"1", "Welder", 2}, {"1", "Gas welder", 3}};
  const IdTextFile with("id\tlabel\n1\tWelder\n1\tGas welder\n");
  EXPECT_EQ(LoadIdTexts(with.path(), "label").value(), expected);
  const IdTextFile wide("\xEF\xBB\xBFnote\tlabel\tid\r\nx\tWelder\t1\r\n\ty\t2\r\n");
  EXPECT_EQ(LoadIdTexts(wide.path(), "label").value(),
            (std::vector<IdText>{{"1", "Welder", 2}, {"2", "y", 3}}));
  const IdTextFile without("\n1\tWelder\n1\tGas welder");
  EXPECT_EQ(LoadIdTexts(without.path(), "label").value(), expected);
}

TEST(LoadIdTexts, NamesTheLineOfAFault) {
  EXPECT_EQ(FaultOf(""), ":1: the file is empty");
  EXPECT_EQ(FaultOf("id\tlabel\n"), ":1: no row follows the header");
  EXPECT_EQ(FaultOf("id\ttext\n1\tx\n"), ":1: the header names no column 'label'");
  EXPECT_EQ(FaultOf("id\tlabel\n1\tx\n2\n"), ":3: has 1 columns, expected 2 (id, label)");
  EXPECT_EQ(FaultOf("1\tx\ty\n"), ":1: has 3 columns, expected 2 (id, label)");
  EXPECT_EQ(FaultOf("1\tx\n2\ta\xC3\n"), ":2: byte 4 is not UTF-8");
  EXPECT_EQ(FaultOf("1\tx\n\ty\n"), ":2: the id is empty");
  EXPECT_EQ(FaultOf("1\tx\n2\t \n"), ":2: the label is empty");
  EXPECT_EQ(FaultOf("1 2\tx\n"), ":1: the id '1 2' has a space in it");
}

TEST(LoadIdTexts, NamesAFileThatIsNotThere) {
  const auto rows = LoadIdTexts("/nowhere/labels.tsv", "label");
  ASSERT_FALSE(rows);
  EXPECT_NE(rows.error().message.find("/nowhere/labels.tsv"), std::string::npos);
  const auto directory = LoadIdTexts(fs::temp_directory_path(), "label");
  ASSERT_FALSE(directory);
  EXPECT_EQ(directory.error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace kaam::taxonomy
