// Feeds arbitrary bytes to all that reads a workbook, and stops the program when a promise is
// broken. The first byte says what the rest is: a whole file, a sheet, or the shared texts.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "core/utf8.h"
#include "indexer/record_reader.h"
#include "indexer/xlsx_reader.h"
#include "tests/indexer/make_workbook.h"

namespace kaam::indexer {
namespace {

void Require(bool promise) {
  if (!promise) std::abort();
}

std::string Input(std::uint8_t kind, const std::string& bytes) {
  if (kind % 3 == 0) return bytes;
  auto parts = kaam::testing::WorkbookParts({{"S", "<row><c t=\"s\"><v>0</v></c></row>"}},
                                            "<si><t>a</t></si>");
  parts[kind % 3 == 1 ? 0 : 1].second = bytes;
  return kaam::testing::MakeZip(parts, 0);
}

void ReadRows(const std::string& bytes) {
  auto file = ZipFile::FromMemory(bytes, "fuzz.xlsx");
  if (!file) return;
  auto reader = XlsxReader::Open(std::move(*file));
  if (!reader) return;
  for (std::size_t sheet = 0; sheet < (*reader)->sheets().size() && sheet < 3; ++sheet) {
    if (!(*reader)->Select(sheet)) continue;
    SheetRow row;
    for (;;) {
      const auto more = (*reader)->Next(row);
      if (!more || !*more) break;
      Require(row.cells.size() <= kMaxSheetColumns);
      if (!row.fault.empty()) continue;
      Require(!row.cells.empty());
      for (const std::string_view cell : row.cells) {
        Require(cell.size() <= 4 * kMaxCellCharacters);
        Require(!FirstInvalidUtf8(cell));
      }
    }
  }
}

void ReadRecords(const std::string& bytes) {
  const auto source = ByteSource::FromMemory(bytes, "fuzz.xlsx");
  const auto reader = RecordReader<records::Worker>::Open(*source);
  if (!reader) return;
  const auto parser = (*reader)->NewParser();
  records::Worker worker;
  RowBatch batch;
  for (;;) {
    const auto more = (*reader)->Next(batch);
    if (!more || !*more) break;
    if (batch.full()) batch.Clear();
  }
  for (const RawRow& raw : batch.rows) {
    if (!raw.fault) parser->Parse(batch.Bytes(raw), worker);
  }
}

}  // namespace
}  // namespace kaam::indexer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string bytes =
      kaam::indexer::Input(data[0], std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  kaam::indexer::ReadRows(bytes);
  kaam::indexer::ReadRecords(bytes);
  return 0;
}
