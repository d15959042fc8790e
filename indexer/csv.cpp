#include "indexer/csv.h"

#include <algorithm>

namespace kaam::indexer {
namespace {

// One row cut out of the bytes at hand.
struct Cut {
  enum class State : std::uint8_t { kWhole, kNeedsMore, kBroken } state;
  std::size_t bytes = 0;      // of the row with its line end
  std::uint64_t lines = 0;    // it spans
  std::size_t broken_at = 0;  // where the quote is misplaced
};

// Finds the end of the row at the start of `text` and its cells. Cells with doubled quotes are
// marked by has_quotes, to be unquoted later.
struct RawCell {
  std::size_t begin;
  std::size_t end;
  bool has_doubled_quotes;
};

class RowCutter {
 public:
  RowCutter(std::string_view text, bool at_end, std::vector<RawCell>& cells)
      : text_(text), at_end_(at_end), cells_(cells) {}

  Cut Run() {
    cells_.clear();
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
        at_ = std::min(text_.find_first_of(",\n\"", at_), text_.size());
        if (at_ < text_.size() && text_[at_] == '"') return {Cut::State::kBroken, 0, 0, at_};
        if (at_ == text_.size() && !at_end_) return {Cut::State::kNeedsMore};
        end = at_;
        const bool line_ends = at_ == text_.size() || text_[at_] == '\n';
        if (line_ends && end > begin && text_[end - 1] == '\r') --end;
      }
      cells_.push_back({begin, end, doubled});
      if (quoted && at_ < text_.size() && text_[at_] == '\r') ++at_;
      if (at_ == text_.size()) {
        if (!at_end_) return {Cut::State::kNeedsMore};
        return {Cut::State::kWhole, at_, lines};
      }
      if (text_[at_] == '\n') return {Cut::State::kWhole, at_ + 1, lines};
      if (text_[at_] != ',') return {Cut::State::kBroken, 0, 0, at_};
      ++at_;
    }
  }

 private:
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
  std::vector<RawCell>& cells_;
  std::size_t at_ = 0;
};

std::uint32_t ColumnOf(std::size_t offset) {
  return static_cast<std::uint32_t>(std::min<std::size_t>(offset + 1, UINT32_MAX));
}

}  // namespace

// Makes sure that the first line at hand is whole, unless it is too long; false at the end.
Result<bool> CsvReader::FillLine() {
  for (;;) {
    const std::string_view text = source_.view();
    if (text.find('\n') != std::string_view::npos || text.size() > kMaxRecordBytes) return true;
    const auto more = source_.More();
    if (!more) return more.error();
    if (!*more) return !source_.view().empty();
  }
}

CsvReader::Outcome CsvReader::FaultAt(std::size_t offset, std::string reason, std::string kind) {
  fault_ = {line_, ColumnOf(offset), {}, std::move(reason), std::move(kind)};
  return Outcome::kFault;
}

// Drops the line at hand without ever holding all of it.
Result<CsvReader::Outcome> CsvReader::SkipLongLine() {
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
  return FaultAt(0, "the row is longer than " + std::to_string(kMaxRecordBytes) + " bytes",
                 "row too long");
}

Result<CsvReader::Outcome> CsvReader::Next() {
  std::vector<RawCell> raw;
  bool at_end = false;
  for (;;) {
    const auto filled = FillLine();
    if (!filled) return filled.error();
    if (!*filled) return Outcome::kEnd;
    line_ = next_line_;
    const std::string_view text = source_.view();
    const std::size_t line_end = text.find('\n');
    if (std::min(line_end, text.size()) > kMaxRecordBytes) return SkipLongLine();
    if (text[0] == '\n' || text.starts_with("\r\n")) {  // a blank line
      source_.Drop(line_end + 1);
      ++next_line_;
      continue;
    }

    const Cut cut = RowCutter(text.substr(0, kMaxRecordBytes), at_end, raw).Run();
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
      return FaultAt(std::min(cut.broken_at, drop),
                     "a quote (\") is not closed or stands inside a field", "bad quoting");
    }

    cells_.clear();
    unquoted_.clear();
    unquoted_.reserve(cut.bytes);  // so that views into it stay
    for (const RawCell& cell : raw) {
      std::string_view value = text.substr(cell.begin, cell.end - cell.begin);
      if (cell.has_doubled_quotes) {
        const std::size_t begin = unquoted_.size();
        for (std::size_t i = 0; i < value.size(); ++i) {
          unquoted_ += value[i];
          if (value[i] == '"') ++i;
        }
        value = std::string_view(unquoted_).substr(begin);
      }
      cells_.push_back({value, ColumnOf(cell.begin)});
    }
    // The views stay valid until the next call reads on: dropping moves no bytes.
    source_.Drop(cut.bytes);
    next_line_ += cut.lines;
    return Outcome::kRow;
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
