#include "taxonomy/skills.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "taxonomy/table.h"
#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

class SkillsTest : public ::testing::Test {
 protected:
  // The message with which tables of these rows are refused; empty when they are not.
  std::string FaultOf(const std::string& skills, const std::string& related = "",
                      const std::string& links = "") {
    Write("skills.tsv", "code\tname\tname_hi\tnames_hi_latn\tkind\n" + skills);
    Write("related_skills.tsv", "from\tto\tweight\n" + related);
    Write("occupation_skills.tsv", "occupation\tskill\trelation\n" + links);
    const auto read =
        Skills::Load(TableFiles(directory_.path()), testing::RealTaxonomy().occupations());
    return read ? "" : read.error().message;
  }

 private:
  void Write(const char* name, const std::string& rows) {
    std::ofstream(directory_ / name, std::ios::binary) << rows;
  }
  testing::TemporaryDirectory directory_;
};

constexpr const char* kTwo =
    "S0001\tbrick laying\tईंट चिनाई\teent chinai;chinai\tskill\n"
    "S0002\tspirit level\tलेवल\tlevel\ttool\n";

TEST_F(SkillsTest, AreReadWithTheirLinks) {
  EXPECT_EQ(FaultOf(kTwo, "S0001\tS0002\t300\n", "7112.0200\tS0001\tessential\n"), "");
}

TEST_F(SkillsTest, NameAKindThatIsNotKnown) {
  EXPECT_EQ(FaultOf("S0001\tlevel\tलेवल\t\tgadget\n"), "skills.tsv:2: column kind: no such kind");
}

TEST_F(SkillsTest, NameTheOtherOwnerOfAName) {
  EXPECT_EQ(FaultOf(std::string(kTwo) + "S0003\tline\tसूत\tsut;chinai\ttool\n"),
            "skills.tsv:4: column names_hi_latn: 'chinai' is S0001 already");
  EXPECT_EQ(FaultOf(std::string(kTwo) + "S0003\tspirit level\tसूत\tsut\ttool\n"),
            "skills.tsv:4: column name: 'spirit level' is S0002 already");
}

TEST_F(SkillsTest, NameAPairThatStandsTwice) {
  EXPECT_EQ(FaultOf(kTwo, "S0001\tS0002\t300\nS0001\tS0002\t200\n"),
            "related_skills.tsv:3: column from: the pair stands twice");
  EXPECT_EQ(FaultOf(kTwo, "",
                    "7112.0200\tS0001\tessential\n7112.0100\tS0001\toptional\n"
                    "7112.0200\tS0001\toptional\n"),
            "occupation_skills.tsv:4: column skill: the pair stands twice");
}

TEST_F(SkillsTest, NameASkillOrOccupationThatIsNotKnown) {
  EXPECT_EQ(FaultOf(kTwo, "S0001\tS0009\t300\n"), "related_skills.tsv:2: column to: no such skill");
  EXPECT_EQ(FaultOf(kTwo, "", "7112.0299\tS0001\tessential\n"),
            "occupation_skills.tsv:2: column occupation: no such occupation");
}

// Trades that people hold are those that have an everyday name.
TEST(Skills, OfMostNamedTradesAreFiveToFifteenSomeOfThemEssential) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  std::set<std::string> described;
  for (const TradeName& name : taxonomy.occupations().names()) {
    const auto skills = taxonomy.skills().Of(name.occupation);
    const std::string& code = taxonomy.occupations()[name.occupation].code;
    EXPECT_LE(skills.size(), 15U) << code;
    if (skills.size() < 5) continue;
    described.insert(code);
    EXPECT_TRUE(std::any_of(skills.begin(), skills.end(), [](const OccupationSkill& s) {
      return s.essential;
    })) << code;
  }
  EXPECT_GE(described.size(), 280U);
}

TEST(Skills, AreFifteenHundredAndEveryOneBelongsToAnOccupation) {
  const Taxonomy& taxonomy = testing::RealTaxonomy();
  EXPECT_GE(taxonomy.skills().size(), 1500U);
  std::vector<bool> linked(taxonomy.skills().size());
  for (std::uint16_t id = 0; id < taxonomy.occupations().size(); ++id) {
    for (const OccupationSkill& skill : taxonomy.skills().Of(OccupationId{id})) {
      linked[skill.skill.value] = true;
    }
  }
  for (std::size_t id = 0; id < linked.size(); ++id) {
    EXPECT_TRUE(linked[id]) << taxonomy.skills().all()[id].code;
  }
}

}  // namespace
}  // namespace kaam::taxonomy
