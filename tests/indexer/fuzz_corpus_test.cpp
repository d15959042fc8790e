// Runs the fuzz target over a small corpus in builds without a fuzzer.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/indexer/make_workbook.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace kaam::indexer {
namespace {

using kaam::testing::TextRow;
using kaam::testing::Workbook;

void RunOnce(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::vector<std::string> Corpus() {
  const std::string header = TextRow({"uan", "birth_date", "occupation", "consents"});
  const std::string book = Workbook(
      {{"S", header + TextRow({"100000000001", "1990-05-17", "7112.0200", ""})}}, "<si/>", true);
  return {
      "",
      std::string(1, '\0') + book,
      std::string(1, '\0') + "PK\x03\x04",
      "\x01<worksheet><sheetData>" + header +
          "<row r=\"9\"><c r=\"B9\"><v>33010</v></c><c r=\"XFD9\" t=\"s\"><v>0</v></c></row>"
          "<row r=\"1\"><c r=\"A1\" t=\"e\"><v>#REF!</v></c></row></sheetData>"
          "<mergeCells><mergeCell ref=\"A9:B11\"/></mergeCells></worksheet>",
      "\x01<row r=\"18446744073709551615\"><c r=\"ZZZZ1\"><v>1e999</v></c><c t=\"s\"><v>-1</v></c>"
      "</row>",
      "\x01<c><v>1</v></c><row/><row><row><c><c/></c></row></row>",
      "\x02<sst><si><t>a</t></si><si><r><t>b</t></r></si><si/></sst>",
      "\x02<?xml version=\"1.0\" encoding=\"UTF-16\"?><sst/>",
      "\x01<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
  };
}

TEST(FuzzCorpus, HoldsEveryPromise) {
  for (const std::string& bytes : Corpus()) RunOnce(bytes);
}

TEST(FuzzCorpus, HoldsEveryPromiseWithBytesChangedAndCut) {
  constexpr unsigned kSeed = 20261126;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::string interesting(" \0<>/\"=A1&\xFF\xE0", 12);
  for (const std::string& original : Corpus()) {
    for (int i = 0; i < 60 && !original.empty(); ++i) {
      std::string bytes = original;
      for (int change = 0; change < 3; ++change) {
        bytes[random() % bytes.size()] = interesting[random() % interesting.size()];
      }
      bytes.resize(bytes.size() - random() % bytes.size() / 4);
      RunOnce(bytes);
    }
  }
}

}  // namespace
}  // namespace kaam::indexer
