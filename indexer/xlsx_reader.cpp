#include "indexer/xlsx_reader.h"

#include <algorithm>
#include <array>

#include "core/utf8.h"
#include "indexer/sheet_xml.h"

namespace kaam::indexer {
namespace {

// "xl/" and "worksheets/sheet1.xml", or "/xl/worksheets/sheet1.xml" whatever the folder.
std::string Joined(const std::string& folder, std::string_view target) {
  if (target.starts_with('/')) return std::string(target.substr(1));
  std::string out = folder + std::string(target);
  for (std::size_t up = 0; (up = out.find("/../")) != std::string::npos;) {
    const std::size_t before = up == 0 ? std::string::npos : out.rfind('/', up - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    out.erase(begin, up + 4 - begin);
  }
  return out;
}

std::string FolderOf(const std::string& part) {
  const std::size_t slash = part.rfind('/');
  return slash == std::string::npos ? std::string() : part.substr(0, slash + 1);
}

// Whether the bytes of a part hold some words; quicker than reading it as XML.
Result<bool> Holds(const ZipFile& file, const std::string& part, std::string_view words) {
  auto opened = file.OpenPart(part);
  if (!opened) return opened.error();
  std::string window;
  std::array<char, 64 << 10> chunk;
  for (;;) {
    const auto got = (*opened)->Read(chunk);
    if (!got) return got.error();
    if (*got == 0) return false;
    window.append(chunk.data(), *got);
    if (window.find(words) != std::string::npos) return true;
    window.erase(0, window.size() - std::min(window.size(), words.size() - 1));
  }
}

}  // namespace

void SharedStrings::Add(std::string_view text, bool too_long) {
  if (!too_long) text_ += text;
  ends_.push_back(static_cast<std::uint32_t>(text_.size()) | (too_long ? kTooLong : 0));
}

std::string_view SharedStrings::operator[](std::size_t i) const {
  const std::size_t begin = i == 0 ? 0 : ends_[i - 1] & ~kTooLong;
  return std::string_view(text_).substr(begin, (ends_[i] & ~kTooLong) - begin);
}

// Gathers the rows of a sheet; keeps those of one step until they are taken.
class XlsxReader::SheetHandler final : public XmlHandler {
 public:
  SheetHandler(const SharedStrings& shared, std::vector<MergedHandler::Range> merged,
               std::unique_ptr<ZipPart> part)
      : shared_(shared), merged_(std::move(merged)), stream_(std::move(part), *this) {
    std::sort(merged_.begin(), merged_.end(),
              [](const auto& a, const auto& b) { return a.first_row < b.first_row; });
  }

  Result<bool> Next(SheetRow& row) {
    while (next_ == queue_.size()) {
      if (ended_) return false;
      queue_.clear();
      spans_.clear();
      text_.erase(0, row_begin_);
      for (Span& span : row_) {
        if (span.begin == span.end) continue;  // a gap lies nowhere
        span.begin -= row_begin_;
        span.end -= row_begin_;
      }
      row_begin_ = 0;
      next_ = 0;
      const auto more = stream_.Step();
      if (!more) return more.error();
      ended_ = !*more;
    }
    const Queued& queued = queue_[next_++];
    row.number = queued.number;
    row.fault = queued.fault;
    row.fault_column = queued.fault_column;
    row.cells.clear();
    for (std::size_t i = 0; i < queued.cells; ++i) {
      const Span& span = spans_[queued.first + i];
      if (span.begin == span.end) {
        row.cells.emplace_back();
        continue;
      }
      row.cells.push_back(std::string_view(text_).substr(span.begin, span.end - span.begin));
    }
    return true;
  }

  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "row") {
      const auto number = WholeNumber<std::uint64_t>(attributes.Find("r").value_or(""));
      BeginRow(number.value_or(number_ + 1));
    } else if (name == "c") {
      type_ = attributes.Find("t").value_or("n");
      const auto [column, row] = CellPlace(attributes.Find("r").value_or(""));
      column_ = column == 0 ? column_ + 1 : column;
      cell_.Clear();
    } else if (name == "rPh") {
      in_reading_ = true;
    }
    in_text_ = (name == "v" || name == "t") && !in_reading_;
  }

  void End(std::string_view name) override {
    in_text_ = false;
    if (name == "rPh") in_reading_ = false;
    if (name == "c") EndCell();
    if (name == "row") EndRow();
  }

  void Text(std::string_view text) override {
    if (in_text_) cell_.Append(text);
  }

 private:
  struct Span {
    std::size_t begin = 0;  // in text_
    std::size_t end = 0;
  };
  struct Queued {
    std::uint64_t number;
    std::size_t first;  // in spans_
    std::size_t cells;
    std::string fault;
    std::uint32_t fault_column;
  };

  void BeginRow(std::uint64_t number) {
    number_ = number;
    column_ = 0;
    row_.clear();
    row_begin_ = text_.size();
    fault_.clear();
    fault_column_ = 0;
  }

  void SetFault(std::string reason) {
    if (!fault_.empty()) return;
    fault_ = std::move(reason);
    fault_column_ = column_;
  }

  void EndCell() {
    if (cell_.too_long()) {
      SetFault("the cell holds more than " + std::to_string(kMaxCellCharacters) + " characters");
    }
    if (cell_.text().empty() || column_ > kMaxSheetColumns) return;
    if (text_.size() - row_begin_ > kMaxRecordBytes) {
      return SetFault("the row is longer than " + std::to_string(kMaxRecordBytes) + " bytes");
    }
    if (row_.size() < column_) row_.resize(column_);
    Span& span = row_[column_ - 1];
    span.begin = text_.size();
    AppendValue();
    span.end = text_.size();
  }

  void AppendValue() {
    const std::string& value = cell_.text();
    if (type_ == "s") {
      const auto index = WholeNumber<std::size_t>(value);
      if (!index || *index >= shared_.size()) {
        SetFault("the cell names a text that the workbook does not have");
      } else if (shared_.IsTooLong(*index)) {
        SetFault("the cell holds more than " + std::to_string(kMaxCellCharacters) + " characters");
      } else {
        text_ += shared_[*index];
      }
    } else if (type_ == "n") {
      text_ += PlainNumber(value);
    } else if (type_ == "b") {
      text_ += value == "1" ? "yes" : "no";
    } else if (type_ == "e") {
      SetFault("the cell holds an Excel error (" + value.substr(0, 10) + ")");
    } else {
      text_ += value;
    }
  }

  void EndRow() {
    while (!row_.empty() && row_.back().begin == row_.back().end) row_.pop_back();
    CheckMerged();
    if (row_.empty() && fault_.empty()) return;
    queue_.push_back({number_, spans_.size(), row_.size(), fault_, fault_column_});
    spans_.insert(spans_.end(), row_.begin(), row_.end());
    row_.clear();
    row_begin_ = text_.size();
  }

  void CheckMerged() {
    for (; merged_next_ < merged_.size() && merged_[merged_next_].first_row <= number_;
         ++merged_next_) {
      const MergedHandler::Range& range = merged_[merged_next_];
      if (merged_now_ == nullptr || range.last_row > merged_now_->last_row) merged_now_ = &range;
    }
    if (merged_now_ == nullptr || merged_now_->last_row < number_) return;
    column_ = merged_now_->column;
    SetFault("the cells " + merged_now_->name + " are merged: unmerge them and fill each one");
  }

  const SharedStrings& shared_;
  std::vector<MergedHandler::Range> merged_;  // by first row
  std::size_t merged_next_ = 0;
  const MergedHandler::Range* merged_now_ = nullptr;  // of those begun, what reaches furthest
  XmlStream stream_;
  bool ended_ = false;

  // The row being read.
  std::uint64_t number_ = 0;
  std::uint32_t column_ = 0;
  std::string type_;
  CellText cell_;
  bool in_text_ = false;
  bool in_reading_ = false;
  std::vector<Span> row_;
  std::size_t row_begin_ = 0;  // in text_
  std::string fault_;
  std::uint32_t fault_column_ = 0;

  // Rows read and not yet taken.
  std::string text_;
  std::vector<Span> spans_;
  std::vector<Queued> queue_;
  std::size_t next_ = 0;
};

XlsxReader::XlsxReader(std::unique_ptr<ZipFile> file) : file_(std::move(file)) {}
XlsxReader::~XlsxReader() = default;

Result<std::unique_ptr<XlsxReader>> XlsxReader::Open(std::unique_ptr<ZipFile> file) {
  std::unique_ptr<XlsxReader> reader(new XlsxReader(std::move(file)));
  if (auto read = reader->ReadWorkbook(); !read) return read.error();
  return reader;
}

Result<void> XlsxReader::ReadWorkbook() {
  std::string book = "xl/workbook.xml";
  if (file_->Has("_rels/.rels")) {
    RelationsHandler top;
    if (auto read = ReadXml(*file_, "_rels/.rels", top); !read) return read;
    if (const auto found = top.by_kind.find("officeDocument"); found != top.by_kind.end()) {
      book = Joined("", found->second);
    }
  }
  WorkbookHandler workbook;
  if (auto read = ReadXml(*file_, book, workbook); !read) return read;
  from_1904_ = workbook.from_1904;
  const std::string folder = FolderOf(book);
  RelationsHandler relations;
  const std::string relations_part = folder + "_rels/" + book.substr(folder.size()) + ".rels";
  if (auto read = ReadXml(*file_, relations_part, relations); !read) return read;
  for (const WorkbookHandler::Entry& entry : workbook.sheets) {
    const auto target = relations.by_id.find(entry.relation);
    if (target == relations.by_id.end() || target->second.find("chartsheet") != std::string::npos) {
      continue;  // a chart
    }
    sheets_.push_back({entry.name, entry.hidden, Joined(folder, target->second)});
  }
  if (sheets_.empty()) return InvalidArgument(file_->name() + " has no sheet", file_->name());
  if (const auto shared = relations.by_kind.find("sharedStrings");
      shared != relations.by_kind.end()) {
    shared_part_ = Joined(folder, shared->second);
  }
  return {};
}

Result<void> XlsxReader::ReadSharedStrings() {
  if (shared_read_ || shared_part_.empty()) return {};
  shared_read_ = true;
  auto part = file_->OpenPart(shared_part_);
  if (!part) return part.error();
  SharedStringsHandler handler(shared_);
  XmlStream stream(std::move(*part), handler);
  for (;;) {
    const auto more = stream.Step();
    if (!more) return more.error();
    if (shared_.size() > kMaxSharedStrings || shared_.bytes() > kMaxSharedBytes) {
      return InvalidArgument(file_->name() + " has more shared texts than " +
                                 std::to_string(kMaxSharedStrings) + " or 1 GiB of them",
                             file_->name());
    }
    if (!*more) return {};
  }
}

Result<void> XlsxReader::Select(std::size_t sheet) {
  if (auto read = ReadSharedStrings(); !read) return read;
  const std::string& part = sheets_[sheet].part;
  MergedHandler merged;
  const auto has_merged = Holds(*file_, part, "mergeCell");
  if (!has_merged) return has_merged.error();
  if (*has_merged) {
    if (auto read = ReadXml(*file_, part, merged); !read) return read;
  }
  auto opened = file_->OpenPart(part);
  if (!opened) return opened.error();
  rows_ = std::make_unique<SheetHandler>(shared_, std::move(merged.ranges), std::move(*opened));
  return {};
}

Result<bool> XlsxReader::Next(SheetRow& row) { return rows_->Next(row); }

}  // namespace kaam::indexer
