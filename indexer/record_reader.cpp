#include "indexer/record_reader.h"

#include <algorithm>
#include <array>

#include "core/privacy.h"
#include "core/utf8.h"
#include "indexer/csv_records.h"
#include "indexer/json_records.h"
#include "indexer/protobuf_records.h"
#include "indexer/xlsx_records.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kQuotedBytes = 60;

constexpr std::string_view kZip = "PK\x03\x04";
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0";

// Office keeps what a password protects, and its older formats, in the same container. Looks for
// the name of the protected stream, which is in UTF-16.
std::string CompoundFileKind(ByteSource& source) {
  constexpr std::string_view kName("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32);
  for (;;) {
    const std::string_view view = source.view();
    if (view.find(kName) != std::string_view::npos) {
      return "an Excel workbook that a password protects: save it without one";
    }
    source.Drop(view.size() - std::min(view.size(), kName.size() - 1));
    const auto more = source.More();
    if (!more || !*more) return "an old Excel workbook (.xls): save it as .xlsx or CSV";
  }
}

Error UnknownFormat(ByteSource& source) {
  struct Magic {
    std::string_view bytes;
    std::string_view what;
  };
  static constexpr std::array<Magic, 3> kMagics = {{
      {"%PDF", "a PDF"},
      {"\x89PNG", "a picture"},
      {"\xFF\xD8\xFF", "a picture"},
  }};
  std::string what =
      "neither CSV with a header row nor an Excel workbook nor JSON Lines nor length-delimited "
      "Protobuf";
  for (const Magic& magic : kMagics) {
    if (source.view().starts_with(magic.bytes)) what = magic.what;
  }
  if (source.view().starts_with(kCompoundFile)) what = CompoundFileKind(source);
  return InvalidArgument(source.name() + ":1: the file is " + what, source.name());
}

// Text whose first line has at least one known column name, or looks like a header row at all.
template <class Record>
bool LooksLikeCsv(std::string_view head, const ColumnMap* map) {
  if (head.starts_with(kByteOrderMark)) head.remove_prefix(kByteOrderMark.size());
  const std::string_view line = head.substr(0, head.find('\n'));
  if (FirstInvalidUtf8(line)) return false;
  const bool printable = std::none_of(line.begin(), line.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r';
  });
  if (map != nullptr) return printable;
  const std::string lower = Lower(line);
  return printable && std::any_of(ColumnsOf<Record>().begin(), ColumnsOf<Record>().end(),
                                  [&](const Column<Record>& column) {
                                    return lower.find(column.name) != std::string::npos;
                                  });
}

template <class Record>
Result<std::unique_ptr<RecordReader<Record>>> OpenWorkbook(ByteSource& source,
                                                           const ColumnMap* map) {
  if (source.name() == "stdin") {
    return InvalidArgument("stdin: a workbook can't be read from a pipe: give its file", "stdin");
  }
  auto file = source.is_file() ? ZipFile::Open(source.name())
                               : ZipFile::FromMemory(std::string(source.view()), source.name());
  if (!file) return file.error();
  auto workbook = XlsxReader::Open(std::move(*file));
  if (!workbook) return workbook.error();
  auto records = std::make_unique<XlsxRecords<Record>>(source.name(), std::move(*workbook), map);
  if (auto header = records->ReadHeader(); !header) return header.error();
  return std::unique_ptr<RecordReader<Record>>(std::move(records));
}

}  // namespace

template <>
std::span<const Column<records::Worker>> ColumnsOf<records::Worker>() {
  return WorkerColumns();
}
template <>
std::span<const Column<records::Opening>> ColumnsOf<records::Opening>() {
  return OpeningColumns();
}

bool IsAadhaarColumn(std::string_view name) {
  if (name == "aadhaar_ref") return false;
  const std::string lower = Lower(name);
  for (const std::string_view part : {"aadhaar", "aadhar", "adhaar", "adhar", "uidai", "आधार"}) {
    if (lower.find(part) != std::string::npos) return true;
  }
  return lower == "uid" || lower == "uid_number" || lower == "uid_no";
}

std::string Quoted(std::string_view text) {
  std::string masked = MaskAadhaar(text);
  if (masked.size() > kQuotedBytes) {
    std::size_t end = kQuotedBytes;
    while (end > 0 && (static_cast<unsigned char>(masked[end]) & 0xC0) == 0x80) --end;
    masked = masked.substr(0, end) + "...";
  }
  return "'" + masked + "'";
}

template <class Record>
bool RecordParser<Record>::ParseColumn(const Column<Record>& column, std::string_view text,
                                       std::uint32_t at, Record& record) {
  if (const auto bad = FirstInvalidUtf8(text)) {
    fault_ = {0, static_cast<std::uint32_t>(at + *bad), std::string(column.name),
              "bytes are not UTF-8", "bad UTF-8"};
    return false;
  }
  const ColumnFault fault = column.parse(text, record);
  if (fault) SetFault(column, text, *fault, at);
  return !fault;
}

template <class Record>
void RecordParser<Record>::SetFault(const Column<Record>& column, std::string_view text,
                                    const std::string& reason, std::uint32_t at) {
  fault_ = {0, at, std::string(column.name),
            column.personal ? reason : Quoted(text) + ": " + reason,
            std::string(column.name) + ": " + reason};
}

template <class Record>
Result<std::unique_ptr<RecordReader<Record>>> RecordReader<Record>::Open(ByteSource& source,
                                                                         const ColumnMap* map) {
  while (source.view().size() < kMaxRecordBytes) {
    const auto more = source.More();
    if (!more) return more.error();
    if (!*more) break;
  }
  const std::string_view head = source.view();
  if (head.empty()) return InvalidArgument(source.name() + " is empty", source.name());
  if (head.starts_with(kZip)) return OpenWorkbook<Record>(source, map);
  // Protobuf first: a record of 123 bytes begins with '{'.
  if (ProtobufRecords<Record>::Fits(head)) {
    return std::unique_ptr<RecordReader>(new ProtobufRecords<Record>(source));
  }
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string_view::npos && head[first] == '{') {
    return std::unique_ptr<RecordReader>(new JsonRecords<Record>(source));
  }
  if (!LooksLikeCsv<Record>(head, map)) return UnknownFormat(source);
  auto csv = std::make_unique<CsvRecords<Record>>(source, map);
  if (auto header = csv->ReadHeader(); !header) return header.error();
  return std::unique_ptr<RecordReader>(std::move(csv));
}

template class RecordParser<records::Worker>;
template class RecordParser<records::Opening>;
template class RecordReader<records::Worker>;
template class RecordReader<records::Opening>;

}  // namespace kaam::indexer
