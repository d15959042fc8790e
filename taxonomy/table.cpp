#include "taxonomy/table.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

#include "core/generation.h"
#include "core/utf8.h"

namespace kaam::taxonomy {

namespace {

bool IsAscii(std::string_view text) {
  std::uint64_t all = 0;
  while (text.size() >= sizeof(all)) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data(), sizeof(word));
    all |= word;
    text.remove_prefix(sizeof(word));
  }
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return (all & 0x8080808080808080) == 0;
}

}  // namespace

Result<Table> Table::Load(const std::filesystem::path& path,
                          std::initializer_list<std::string_view> columns) {
  auto content = ReadWholeFile(path);
  if (!content) return content.error();
  return Parse(std::move(*content), path.filename(), columns);
}

Result<Table> Table::Parse(std::string content, std::string name,
                           std::initializer_list<std::string_view> columns) {
  const auto kept = std::make_shared<const std::string>(std::move(content));
  auto table = Parse(*kept, false, std::move(name), columns);
  if (table) table->content_ = kept;
  return table;
}

Result<Table> Table::ParseCompiled(std::string_view content, std::string name,
                                   std::initializer_list<std::string_view> columns) {
  return Parse(content, true, std::move(name), columns);
}

Result<Table> Table::Parse(std::string_view content, bool is_checked, std::string name,
                           std::initializer_list<std::string_view> columns) {
  Table table;
  table.name_ = std::move(name);
  table.header_.assign(columns.begin(), columns.end());
  table.columns_ = columns.size();

  const auto fault = [&](std::size_t line, const std::string& what) {
    return InvalidArgument(table.name_ + ":" + std::to_string(line) + ": " + what, table.name_);
  };
  std::string_view rest = content;
  const auto lines = static_cast<std::size_t>(std::count(rest.begin(), rest.end(), '\n'));
  table.cells_.reserve(lines * table.columns_);
  std::size_t line_number = 0;
  while (!rest.empty()) {
    ++line_number;
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (!line.empty() && line.back() == '\r') return fault(line_number, "ends in CR; use LF alone");
    if (const auto at = is_checked || IsAscii(line) ? std::nullopt : FirstInvalidUtf8(line)) {
      return fault(line_number, "byte " + std::to_string(*at + 1) + " is not UTF-8");
    }
    std::size_t cells = 0;
    for (;; ++cells) {
      const std::size_t tab = line.find('\t');
      const std::string_view cell = line.substr(0, tab);
      if (line_number == 1) {
        if (cells >= table.columns_ || cell != table.header_[cells]) {
          return fault(1, "column " + std::to_string(cells + 1) + " is '" + std::string(cell) +
                              "', expected '" +
                              (cells < table.columns_ ? table.header_[cells] : "nothing") + "'");
        }
      } else {
        table.cells_.push_back(cell);
      }
      if (tab == std::string_view::npos) break;
      line.remove_prefix(tab + 1);
    }
    if (cells + 1 != table.columns_) {
      return fault(line_number, "has " + std::to_string(cells + 1) + " cells, expected " +
                                    std::to_string(table.columns_));
    }
  }
  if (line_number == 0) return fault(1, "the table is empty");
  return table;
}

Error Table::Fault(std::size_t row, std::size_t column, const std::string& what) const {
  return InvalidArgument(
      name_ + ":" + std::to_string(row + 2) + ": column " + header_[column] + ": " + what, name_);
}

Result<std::uint32_t> Table::Number(std::size_t row, std::size_t column, std::uint32_t max) const {
  const std::string_view cell = Cell(row, column);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size() || value > max) {
    return Fault(row, column,
                 "'" + std::string(cell) + "' is not a whole number up to " + std::to_string(max));
  }
  return value;
}

Result<std::int32_t> Table::DegreesE6(std::size_t row, std::size_t column) const {
  std::string_view cell = Cell(row, column);
  const std::string_view whole = cell;
  const auto error = [&] {
    return Fault(row, column, "'" + std::string(whole) + "' is not a number of degrees");
  };
  const bool negative = cell.starts_with('-');
  if (negative) cell.remove_prefix(1);
  std::int64_t value = 0;
  int decimals = -1;
  if (cell.empty()) return error();
  for (const char c : cell) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
    } else if (c >= '0' && c <= '9' && decimals < 6 && value < 1'000'000'000) {
      value = value * 10 + (c - '0');
      if (decimals >= 0) ++decimals;
    } else {
      return error();
    }
  }
  for (int i = std::max(decimals, 0); i < 6; ++i) value *= 10;
  if (value > 180'000'000) return error();
  return static_cast<std::int32_t>(negative ? -value : value);
}

Result<std::string> TableFiles::Read(std::string_view name) const {
  return ReadWholeFile(directory_ / name);
}

Result<Table> TableFiles::Load(std::string_view name,
                               std::initializer_list<std::string_view> columns) const {
  if (compiled_ == nullptr) return Table::Load(directory_ / name, columns);
  return Table::ParseCompiled(compiled_->Bytes(name), std::string(name), columns);
}

std::vector<std::string_view> SplitList(std::string_view cell) {
  std::vector<std::string_view> parts;
  while (!cell.empty()) {
    const std::size_t end = cell.find(';');
    std::string_view part = cell.substr(0, end);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    while (!part.empty() && part.back() == ' ') part.remove_suffix(1);
    if (!part.empty()) parts.push_back(part);
    if (end == std::string_view::npos) break;
    cell.remove_prefix(end + 1);
  }
  return parts;
}

}  // namespace kaam::taxonomy
