#include "indexer/sheet_writer.h"

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cerrno>

#include "core/utf8.h"
#include "indexer/csv.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kMostCharacters = 32'767;
constexpr std::string_view kCutMark = " [...]";

bool IsPlainNumber(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos;
}

bool LooksLikeFormula(std::string_view text) {
  constexpr std::string_view kSigns = "=+-@\t\r\n";
  return !text.empty() && kSigns.find(text.front()) != std::string_view::npos &&
         !IsPlainNumber(text);
}

std::string WithoutBadBytes(std::string_view text) {
  std::string out;
  for (auto bad = FirstInvalidUtf8(text); bad; bad = FirstInvalidUtf8(text)) {
    out += text.substr(0, *bad);
    out += "\xEF\xBF\xBD";
    text.remove_prefix(*bad + 1);
  }
  out += text;
  return out;
}

// At most as many characters as a cell of Excel holds; it counts in UTF-16.
void CutForExcel(std::string& text) {
  std::size_t units = 0;
  std::size_t fits = 0;  // bytes that leave room for the mark
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) == 0x80) continue;
    if (units <= kMostCharacters - kCutMark.size() - 2) fits = i;
    units += byte >= 0xF0 ? 2 : 1;
  }
  if (units <= kMostCharacters) return;
  text.resize(fits);
  text += kCutMark;
}

Result<void> Sync(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return IoError("open", path, errno);
  const bool synced = ::fsync(fd) == 0;
  const int reason = errno;
  ::close(fd);
  if (!synced) return IoError("sync", path, reason);
  return {};
}

}  // namespace

void AppendSafeCsvCell(std::string_view text, std::string& out) {
  if (!LooksLikeFormula(text)) return AppendCsvCell(text, out);
  std::string safe = "'";
  safe += text;
  AppendCsvCell(safe, out);
}

SheetWriter::SheetWriter(std::filesystem::path directory, std::string name, SheetFormat format,
                         std::vector<std::string> header, std::uint64_t part_rows)
    : directory_(std::move(directory)),
      name_(std::move(name)),
      format_(format),
      header_(std::move(header)),
      most_rows_(part_rows) {}

SheetWriter::~SheetWriter() {
  if (workbook_ != nullptr) workbook_close(workbook_);  // the only way to free it
}

Result<void> SheetWriter::OpenPart() {
  const bool is_csv = format_ == SheetFormat::kCsv;
  const auto& path = parts_.emplace_back(
      directory_ / (name_ + "-" + std::to_string(parts_.size() + 1) + (is_csv ? ".csv" : ".xlsx")));
  part_rows_ = 0;
  if (is_csv) {
    csv_.open(path, std::ios::binary | std::ios::trunc);
    csv_ << "\xEF\xBB\xBF";  // or Excel does not take it for UTF-8
    if (!csv_) return IoError("write", path, errno);
  } else {
    std::string own_directory = directory_.string();
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = own_directory.data();
    workbook_ = workbook_new_opt(path.c_str(), &options);
    sheet_ = workbook_ == nullptr ? nullptr : workbook_add_worksheet(workbook_, name_.c_str());
    if (sheet_ == nullptr) return IoError("write", path, errno);
    worksheet_freeze_panes(sheet_, 1, 0);
  }
  std::vector<std::string_view> names(header_.begin(), header_.end());
  return WriteRow(names);
}

Result<void> SheetWriter::WriteRow(std::span<const std::string_view> cells) {
  if (format_ == SheetFormat::kCsv) {
    line_.clear();
    for (std::size_t i = 0; i < header_.size(); ++i) {
      if (i > 0) line_ += ',';
      if (i >= cells.size()) continue;
      if (FirstInvalidUtf8(cells[i])) {
        AppendSafeCsvCell(WithoutBadBytes(cells[i]), line_);
      } else {
        AppendSafeCsvCell(cells[i], line_);
      }
    }
    line_ += "\r\n";
    csv_ << line_;
    if (!csv_) return IoError("write", parts_.back(), errno);
    return {};
  }
  const auto row = static_cast<lxw_row_t>(part_rows_);
  for (std::size_t i = 0; i < std::min(cells.size(), header_.size()); ++i) {
    if (cells[i].empty()) continue;
    line_ = cells[i];
    if (FirstInvalidUtf8(line_)) line_ = WithoutBadBytes(line_);
    std::erase(line_, '\0');
    if (line_.size() > kMostCharacters) CutForExcel(line_);
    const lxw_error failed =
        worksheet_write_string(sheet_, row, static_cast<lxw_col_t>(i), line_.c_str(), nullptr);
    if (failed != LXW_NO_ERROR) {
      return Error{
          ErrorCode::kIo, parts_.back().string() + ": " + lxw_strerror(failed), parts_.back(), {}};
    }
  }
  return {};
}

Result<void> SheetWriter::Add(std::span<const std::string_view> cells) {
  if (parts_.empty() || part_rows_ == most_rows_) {
    if (auto closed = ClosePart(); !closed) return closed;
    if (auto opened = OpenPart(); !opened) return opened;
  }
  ++part_rows_;
  ++rows_;
  return WriteRow(cells);
}

Result<void> SheetWriter::ClosePart() {
  if (parts_.empty()) return {};
  if (format_ == SheetFormat::kCsv) {
    csv_.close();
    if (!csv_) return IoError("write", parts_.back(), errno);
  } else {
    const lxw_error failed = workbook_close(std::exchange(workbook_, nullptr));
    if (failed != LXW_NO_ERROR) {
      return Error{
          ErrorCode::kIo, parts_.back().string() + ": " + lxw_strerror(failed), parts_.back(), {}};
    }
  }
  return Sync(parts_.back());
}

Result<void> SheetWriter::Finish() {
  if (parts_.empty()) {
    if (auto opened = OpenPart(); !opened) return opened;
  }
  return ClosePart();
}

}  // namespace kaam::indexer
