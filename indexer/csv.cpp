#include "indexer/csv.h"

#include <algorithm>

namespace kaam::indexer {
namespace {

// One row at the start of some bytes.
struct Cut {
  enum class State : std::uint8_t { kWhole, kNeedsMore, kBroken } state;
  std::size_t bytes = 0;      // of the row with its line end
  std::uint64_t lines = 0;    // it spans
  std::size_t broken_at = 0;  // where the quote is misplaced
};

// Walks over the cells of the row at the start of `text`, calling each(begin, end,
// has_doubled_quotes) for every cell.
template <class Each>
class RowWalker {
 public:
  RowWalker(std::string_view text, bool at_end, char separator, Each each)
      : text_(text), at_end_(at_end), separator_(separator), each_(each) {}

  Cut Run() {
    std::uint64_t lines = 1;
    for (;;) {
      const bool quoted = at_ < text_.size() && text_[at_] == '"';
      const std::size_t begin = quoted ? at_ + 1 : at_;
      bool doubled = false;
      std::size_t end = 0;
      if (quoted) {
        const Cut cut = ReadQuoted(begin, doubled, lines);
        if (cut.state != Cut::State::kWhole) return cut;
        end = at_ - 1;
      } else {
        while (at_ < text_.size() && !EndsPlainCell(text_[at_])) ++at_;
        if (at_ < text_.size() && text_[at_] == '"') return {Cut::State::kBroken, 0, 0, at_};
        if (at_ == text_.size() && !at_end_) return {Cut::State::kNeedsMore};
        end = at_;
        const bool line_ends = at_ == text_.size() || text_[at_] == '\n';
        if (line_ends && end > begin && text_[end - 1] == '\r') --end;
      }
      each_(begin, end, doubled);
      if (quoted && at_ < text_.size() && text_[at_] == '\r') ++at_;
      if (at_ == text_.size()) {
        if (!at_end_) return {Cut::State::kNeedsMore};
        return {Cut::State::kWhole, at_, lines};
      }
      if (text_[at_] == '\n') return {Cut::State::kWhole, at_ + 1, lines};
      if (text_[at_] != separator_) return {Cut::State::kBroken, 0, 0, at_};
      ++at_;
    }
  }

 private:
  bool EndsPlainCell(char c) const { return c == separator_ || c == '\n' || c == '"'; }

  // Leaves at_ behind the closing quote.
  Cut ReadQuoted(std::size_t begin, bool& doubled, std::uint64_t& lines) {
    std::size_t from = begin;
    for (;;) {
      const std::size_t quote = text_.find('"', from);
      if (quote == std::string_view::npos) {
        return {at_end_ ? Cut::State::kBroken : Cut::State::kNeedsMore, 0, 0, begin - 1};
      }
      if (quote + 1 == text_.size() && !at_end_) return {Cut::State::kNeedsMore};
      if (quote + 1 < text_.size() && text_[quote + 1] == '"') {
        doubled = true;
        from = quote + 2;
        continue;
      }
      lines += static_cast<std::uint64_t>(
          std::count(text_.begin() + static_cast<std::ptrdiff_t>(begin),
                     text_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
      at_ = quote + 1;
      return {Cut::State::kWhole};
    }
  }

  std::string_view text_;
  bool at_end_;
  char separator_;
  Each each_;
  std::size_t at_ = 0;
};

std::uint32_t ColumnOf(std::size_t offset) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(offset + 1, UINT32_MAX));
}

Cut FindRow(std::string_view text, std::size_t line_end, bool at_end, char separator) {
  // Most rows hold no quote and end with their line.
  if (line_end != std::string_view::npos &&
      text.substr(0, line_end).find('"') == std::string_view::npos) {
    return {Cut::State::kWhole, line_end + 1, 1};
  }
  return RowWalker(text, at_end, separator, [](std::size_t, std::size_t, bool) {}).Run();
}

}  // namespace

// Makes sure that the first line at hand is whole, unless it is too long; false at the end.
Result<bool> CsvCutter::FillLine() {
  for (;;) {
    const std::string_view text = source_.view();
    if (text.find('\n') != std::string_view::npos || text.size() > kMaxRecordBytes) return true;
    const auto more = source_.More();
    if (!more) return more.error();
    if (!*more) return !source_.view().empty();
  }
}

// Drops the line at hand without ever holding all of it.
Result<bool> CsvCutter::SkipLongLine(RowBatch& batch) {
  for (;;) {
    const std::string_view text = source_.view();
    const std::size_t end = text.find('\n');
    if (end != std::string_view::npos) {
      source_.Drop(end + 1);
      break;
    }
    source_.Drop(text.size());
    const auto more = source_.More();
    if (!more) return more.error();
    if (!*more) break;
  }
  next_line_ = line_ + 1;
  batch.AddFault({line_,
                  ColumnOf(0),
                  {},
                  "the row is longer than " + std::to_string(kMaxRecordBytes) + " bytes",
                  "row too long"});
  return true;
}

Result<bool> CsvCutter::Next(RowBatch& batch) {
  bool at_end = false;
  for (;;) {
    const auto filled = FillLine();
    if (!filled) return filled.error();
    if (!*filled) return false;
    line_ = next_line_;
    const std::string_view text = source_.view();
    const std::size_t line_end = text.find('\n');
    if (std::min(line_end, text.size()) > kMaxRecordBytes) return SkipLongLine(batch);
    if (text[0] == '\n' || text.starts_with("\r\n")) {  // a blank line
      source_.Drop(line_end + 1);
      ++next_line_;
      continue;
    }

    const Cut cut = FindRow(text.substr(0, kMaxRecordBytes), line_end, at_end, separator_);
    if (cut.state == Cut::State::kNeedsMore && text.size() <= kMaxRecordBytes) {
      const auto more = source_.More();
      if (!more) return more.error();
      at_end = !*more;
      continue;
    }
    if (cut.state != Cut::State::kWhole) {
      // Go on behind the line on which the row started, so that the rows after it still land.
      const std::size_t drop = line_end == std::string_view::npos ? text.size() : line_end + 1;
      source_.Drop(drop);
      ++next_line_;
      batch.AddFault({line_,
                      ColumnOf(std::min(cut.broken_at, drop)),
                      {},
                      "a quote (\") is not closed or stands inside a field",
                      "bad quoting"});
      return true;
    }
    batch.Add(line_, text.substr(0, cut.bytes));
    source_.Drop(cut.bytes);
    next_line_ += cut.lines;
    return true;
  }
}

const std::vector<CsvCell>& CsvSplitter::Split(std::string_view row) {
  cells_.clear();
  if (row.find('"') == std::string_view::npos) {  // as most are
    SplitPlain(row);
    return cells_;
  }
  unquoted_.clear();
  unquoted_.reserve(row.size());  // so that views into it stay
  RowWalker(row, true, separator_,
            [&](std::size_t begin, std::size_t end, bool has_doubled_quotes) {
              std::string_view value = row.substr(begin, end - begin);
              if (has_doubled_quotes) {
                const std::size_t from = unquoted_.size();
                for (std::size_t i = 0; i < value.size(); ++i) {
                  unquoted_ += value[i];
                  if (value[i] == '"') ++i;
                }
                value = std::string_view(unquoted_).substr(from);
              }
              cells_.push_back({value, ColumnOf(begin)});
            })
      .Run();
  return cells_;
}

void CsvSplitter::SplitPlain(std::string_view row) {
  if (row.ends_with('\n')) row.remove_suffix(1);
  if (row.ends_with('\r')) row.remove_suffix(1);
  for (std::size_t begin = 0;;) {
    const std::size_t end = std::min(row.find(separator_, begin), row.size());
    cells_.push_back({row.substr(begin, end - begin), ColumnOf(begin)});
    if (end == row.size()) return;
    begin = end + 1;
  }
}

void AppendCsvCell(std::string_view text, std::string& out) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace kaam::indexer
