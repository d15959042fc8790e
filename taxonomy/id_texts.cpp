// LoadIdTexts of link.h.
#include <algorithm>
#include <optional>

#include "core/generation.h"
#include "core/utf8.h"
#include "taxonomy/link.h"

namespace kaam::taxonomy {
namespace {

std::vector<std::string_view> Cells(std::string_view line) {
  std::vector<std::string_view> cells;
  for (;;) {
    const std::size_t tab = line.find('\t');
    cells.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) return cells;
    line.remove_prefix(tab + 1);
  }
}

std::optional<std::size_t> Find(const std::vector<std::string_view>& cells, std::string_view name) {
  const auto at = std::find(cells.begin(), cells.end(), name);
  if (at == cells.end()) return std::nullopt;
  return static_cast<std::size_t>(at - cells.begin());
}

class IdTextReader {
 public:
  IdTextReader(std::string name, std::string_view text_column)
      : name_(std::move(name)), text_column_(text_column) {}

  Result<std::vector<IdText>> Read(std::string_view content) {
    if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    while (!content.empty()) {
      const std::size_t end = content.find('\n');
      std::string_view line = content.substr(0, end);
      content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
      ++line_;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty()) continue;
      if (const auto at = FirstInvalidUtf8(line)) {
        return Fault("byte " + std::to_string(*at + 1) + " is not UTF-8");
      }
      if (const auto error = ReadLine(Cells(line))) return *error;
      seen_line_ = true;
    }
    line_ = std::max<std::size_t>(line_, 1);
    if (rows_.empty()) return Fault(seen_line_ ? "no row follows the header" : "the file is empty");
    return std::move(rows_);
  }

 private:
  Error Fault(const std::string& what) const {
    return InvalidArgument(name_ + ":" + std::to_string(line_) + ": " + what);
  }

  std::optional<Error> ReadLine(const std::vector<std::string_view>& cells) {
    if (!seen_line_) {
      if (const auto id = Find(cells, "id")) {
        const auto text = Find(cells, text_column_);
        if (!text) return Fault("the header names no column '" + std::string(text_column_) + "'");
        id_at_ = *id;
        text_at_ = *text;
        columns_ = cells.size();
        return std::nullopt;
      }
    }
    if (cells.size() != columns_) {
      return Fault("has " + std::to_string(cells.size()) + " columns, expected " +
                   std::to_string(columns_) +
                   (columns_ == 2 ? " (id, " + std::string(text_column_) + ")" : ""));
    }
    const std::string_view id = cells[id_at_];
    if (id.empty()) return Fault("the id is empty");
    if (id.find_first_of(" \v\f\r") != std::string_view::npos) {
      return Fault("the id '" + std::string(id) + "' has a space in it");
    }
    if (cells[text_at_].find_first_not_of(' ') == std::string_view::npos) {
      return Fault("the " + std::string(text_column_) + " is empty");
    }
    rows_.push_back({std::string(id), std::string(cells[text_at_]), line_});
    return std::nullopt;
  }

  std::string name_;
  std::string_view text_column_;
  std::vector<IdText> rows_;
  std::size_t line_ = 0;
  std::size_t id_at_ = 0;
  std::size_t text_at_ = 1;
  std::size_t columns_ = 2;
  bool seen_line_ = false;
};

}  // namespace

Result<std::vector<IdText>> LoadIdTexts(const std::filesystem::path& path,
                                        std::string_view text_column) {
  const auto content = ReadWholeFile(path);
  if (!content) return content.error();
  return IdTextReader(path.string(), text_column).Read(*content);
}

}  // namespace kaam::taxonomy
