#include "core/record_columns.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace kaam {
namespace {

using records::Opening;
using records::Worker;

template <class Record>
Record Parse(std::span<const Column<Record>> columns,
             const std::map<std::string, std::string>& cells) {
  Record record;
  for (const Column<Record>& column : columns) {
    const auto cell = cells.find(std::string(column.name));
    if (cell == cells.end()) continue;
    const ColumnFault fault = column.parse(cell->second, record);
    EXPECT_FALSE(fault) << column.name << ": " << *fault;
  }
  return record;
}

template <class Record>
std::map<std::string, std::string> Format(std::span<const Column<Record>> columns,
                                          const Record& record) {
  std::map<std::string, std::string> cells;
  for (const Column<Record>& column : columns) {
    std::string text;
    column.format(record, text);
    if (!text.empty()) cells[std::string(column.name)] = text;
  }
  return cells;
}

template <class Record>
std::string FaultOf(std::span<const Column<Record>> columns, std::string_view name,
                    std::string_view text) {
  for (const Column<Record>& column : columns) {
    if (column.name != name) continue;
    Record record;
    return column.parse(text, record).value_or("");
  }
  return "no such column";
}

TEST(WorkerColumns, WriteWhatTheyRead) {
  const std::map<std::string, std::string> cells = {
      {"uan", "100000000017"},
      {"gender", "female"},
      {"birth_date", "1990-05-17"},
      {"mobile", "5000000017"},
      {"permanent_district", "144"},
      {"current_pin", "201301"},
      {"current_as_of", "2026-01-31"},
      {"occupation", "7112.0200"},
      {"occupation_months", "60"},
      {"secondary_occupation_text", "raj mistri ka kaam"},
      {"wanted_occupations", "7126.0101;7411"},
      {"skills", "S0012:2:certified;S0013;S0014::certified"},
      {"skills_text", "plaster;tile lagana"},
      {"languages", "hi;bn"},
      {"wage", "650.50"},
      {"wage_unit", "day"},
      {"move_states", "7;24"},
      {"needs_stay", "yes"},
      {"requirements", "toilets;no_nights"},
      {"must_requirements", "no_nights"},
      {"available_from", "2026-11-01"},
      {"available_months", "11;12;1"},
      {"bank_account", "yes"},
      {"consents", "visible_to_employers:2025-01-01:2026-01-01::self;contactable:2025-01-01"},
      {"version", "7"},
  };
  EXPECT_EQ(Format(WorkerColumns(), Parse(WorkerColumns(), cells)), cells);
}

TEST(OpeningColumns, WriteWhatTheyRead) {
  const std::map<std::string, std::string> cells = {
      {"id", "NCS-1"},
      {"title", "6 masons wanted"},
      {"occupations", "7112.0200:6:2;9313.0301:10"},
      {"skills", "S0012:must:10:2;S0013;S0014::5"},
      {"sites", "pin:201301:Sector 62;district:144"},
      {"pay_min", "600"},
      {"pay_max", "700"},
      {"pay_unit", "day"},
      {"offers", "toilets;stay"},
      {"start_date", "2026-12-01"},
      {"shift", "day"},
      {"status", "open"},
  };
  EXPECT_EQ(Format(OpeningColumns(), Parse(OpeningColumns(), cells)), cells);
}

TEST(WorkerColumns, HaveUniqueNames) {
  std::set<std::string_view> names;
  for (const auto& column : WorkerColumns()) EXPECT_TRUE(names.insert(column.name).second);
}

TEST(WorkerColumns, SayWhatIsWrongWithoutQuotingTheValue) {
  EXPECT_EQ(FaultOf(WorkerColumns(), "birth_date", "2026-02-30"),
            "must be a date that exists, as YYYY-MM-DD");
  EXPECT_EQ(FaultOf(WorkerColumns(), "occupation_months", "12x"),
            "must be a whole number from 0 to 1200");
  EXPECT_EQ(FaultOf(WorkerColumns(), "wage", "6,50"),
            "must be an amount in rupees, such as 650 or 650.50");
  EXPECT_EQ(FaultOf(WorkerColumns(), "gender", "F"), "must be one of female, male, transgender");
  EXPECT_EQ(FaultOf(WorkerColumns(), "needs_stay", "1"), "must be yes or no");
  EXPECT_EQ(FaultOf(WorkerColumns(), "skills", "S0012:9"), "a skill's level must be 1, 2 or 3");
  EXPECT_EQ(FaultOf(WorkerColumns(), "consents", "everything:2025-01-01").substr(0, 21),
            "a consent's purpose m");
  EXPECT_EQ(FaultOf(WorkerColumns(), "consents", "contactable:2025-02-30"),
            "a consent's days must be dates that exist, as YYYY-MM-DD");
}

TEST(WorkerColumns, MarkEveryFieldThatIdentifiesSomebody) {
  for (const auto& column : WorkerColumns()) {
    for (const char* name : {"uan", "name", "name_local", "mobile", "birth_date", "aadhaar_ref",
                             "registration_number", "current_line", "social_category"}) {
      if (column.name == name) {
        EXPECT_TRUE(column.personal) << name;
      }
    }
  }
}

TEST(OpeningColumns, RefuseASiteThatIsNoPlace) {
  EXPECT_EQ(FaultOf(OpeningColumns(), "sites", "Noida"),
            "a site must be pin:NNNNNN, subdistrict:N or district:N");
}

}  // namespace
}  // namespace kaam
