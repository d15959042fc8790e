// Xapian against the columns: every posting equal.
#include "indexer/documents.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <map>
#include <set>

#include "tests/support/world.h"

namespace kaam::indexer {
namespace {

using kaam::testing::Mason;
using kaam::testing::MasonWanted;
using kaam::testing::World;

template <class Row>
void ExpectEveryPostingEqual(const matcher::Index& index, const matcher::Segment<Row>& segment) {
  std::map<std::string, std::set<Xapian::docid>> expected;
  for (std::uint32_t i = 0; i < segment.size(); ++i) {
    const Row& row = segment[RowId{i}];
    const auto pool = segment.pool(row.pool, PoolEntries(row));
    for (const std::string& term : TermsOf(row, pool, index.taxonomy()))
      expected[term].insert(i + 1);
  }
  const Xapian::Database database(segment.xapian_path().string());
  ASSERT_EQ(database.get_doccount(), segment.size());
  std::map<std::string, std::set<Xapian::docid>> stored;
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    if ((*term).starts_with(schema::term::kWord)) continue;
    stored[*term] = {database.postlist_begin(*term), database.postlist_end(*term)};
  }
  EXPECT_EQ(stored, expected);
}

TEST(WriteDocuments, PutsEveryTermOfEveryRowIntoXapianAndNothingElse) {
  World world;
  for (int i = 0; i < 700; ++i) {
    records::Worker worker =
        Mason("100000001" + std::to_string(100 + i), i % 3 == 0 ? 201301 : 800001);
    if (i % 5 == 0) worker.mutable_secondary()->set_nco("7126.0101");
    if (i % 7 == 0) worker.add_wanted()->set_nco("8332.0100");
    worker.add_skills()->set_code(i % 2 == 0 ? "S0025" : "S0029");
    worker.add_languages("hi");
    if (i % 11 == 0) worker.add_licences("LMV");
    if (i % 13 == 0) worker.mutable_work_area()->add_lgd_states(7);
    if (i % 13 == 1) worker.mutable_work_area()->add_lgd_districts(144);
    world.Add(worker);
  }
  for (int i = 0; i < 40; ++i) {
    records::Opening opening = MasonWanted("o" + std::to_string(i), 201301);
    for (int more = 0; more < i % 6; ++more) opening.add_trades()->set_nco("7126.0101");
    for (int more = 0; more < i % 7; ++more) opening.add_sites()->set_pin(800001);
    opening.add_skills()->set_code("S0025");
    world.Add(opening);
  }
  world.Build();
  ExpectEveryPostingEqual(*world.index(), world.index()->workers().all().front());
  ExpectEveryPostingEqual(*world.index(), world.index()->openings().all().front());
}

TEST(WriteDocuments, IndexesTheWordsOfAnOpeningByHowTheySound) {
  World world;
  records::Opening opening = MasonWanted("o1", 201301);
  opening.set_title("Rajmistri wanted");
  opening.set_text("राजमिस्त्री, 6 जगह");
  world.Add(opening);
  world.Build();
  const Xapian::Database database(world.index()->openings().all().front().xapian_path().string());
  EXPECT_EQ(database.get_termfreq("Trajmistri"), 1U);
  EXPECT_EQ(database.get_termfreq("T6"), 1U);
}

}  // namespace
}  // namespace kaam::indexer
