// The handlers of the parts of a workbook. Private to indexer/xlsx_reader.cpp.
#pragma once

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/row_batch.h"
#include "indexer/xlsx_reader.h"
#include "indexer/xml_stream.h"

namespace kaam::indexer {

template <class Number>
std::optional<Number> WholeNumber(std::string_view text) {
  Number value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "C5" as {column 3, row 5}; zeros for what is none.
inline std::pair<std::uint32_t, std::uint64_t> CellPlace(std::string_view reference) {
  std::uint32_t column = 0;
  std::size_t at = 0;
  while (at < reference.size() && reference[at] >= 'A' && reference[at] <= 'Z' && at < 4) {
    column = column * 26 + static_cast<std::uint32_t>(reference[at] - 'A' + 1);
    ++at;
  }
  const auto row = WholeNumber<std::uint64_t>(reference.substr(at));
  if (column == 0 || column > kMaxSheetColumns || !row) return {0, 0};
  return {column, *row};
}

// Targets of a part's relationships by id, and the first of a kind.
class RelationsHandler final : public XmlHandler {
 public:
  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name != "Relationship") return;
    const auto target = attributes.Find("Target");
    if (!target) return;
    if (const auto id = attributes.Find("Id")) by_id.emplace(*id, *target);
    const std::string_view type = attributes.Find("Type").value_or("");
    by_kind.emplace(type.substr(type.rfind('/') + 1), *target);
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}

  std::map<std::string, std::string, std::less<>> by_id;
  std::map<std::string, std::string, std::less<>> by_kind;
};

class WorkbookHandler final : public XmlHandler {
 public:
  struct Entry {
    std::string name;
    std::string relation;
    bool hidden = false;
  };
  void Start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbookPr") {
      const std::string_view value = attributes.Find("date1904").value_or("0");
      from_1904 = value == "1" || value == "true";
    } else if (name == "sheet") {
      sheets.push_back({std::string(attributes.Find("name").value_or("")),
                        std::string(attributes.Find("id").value_or("")),
                        attributes.Find("state").value_or("visible") != "visible"});
    }
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}

  std::vector<Entry> sheets;
  bool from_1904 = false;
};

// Text of a cell as it comes in pieces: kept up to the limit.
class CellText {
 public:
  void Clear() {
    text_.clear();
    too_long_ = false;
  }
  void Append(std::string_view piece) {
    // A character is at most four bytes.
    if (text_.size() + piece.size() > 4 * kMaxCellCharacters) too_long_ = true;
    if (!too_long_) text_ += piece;
  }
  bool too_long() const { return too_long_ || Characters() > kMaxCellCharacters; }
  const std::string& text() const { return text_; }

 private:
  std::size_t Characters() const {
    if (text_.size() <= kMaxCellCharacters) return text_.size();
    return static_cast<std::size_t>(std::count_if(text_.begin(), text_.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
  }

  std::string text_;
  bool too_long_ = false;
};

class SharedStringsHandler final : public XmlHandler {
 public:
  explicit SharedStringsHandler(SharedStrings& strings) : strings_(strings) {}

  void Start(std::string_view name, const XmlAttributes&) override {
    if (name == "si") text_.Clear();
    if (name == "rPh") in_reading_ = true;
    in_text_ = name == "t" && !in_reading_;
  }
  void End(std::string_view name) override {
    in_text_ = false;
    if (name == "rPh") in_reading_ = false;
    if (name == "si") strings_.Add(text_.text(), text_.too_long());
  }
  void Text(std::string_view text) override {
    if (in_text_) text_.Append(text);
  }

 private:
  SharedStrings& strings_;
  CellText text_;
  bool in_text_ = false;
  bool in_reading_ = false;  // how East Asian words are read, beside the text
};

// Cells that are merged, by the rows they touch.
class MergedHandler final : public XmlHandler {
 public:
  struct Range {
    std::uint64_t first_row;
    std::uint64_t last_row;
    std::uint32_t column;
    std::string name;  // "B3:B7"
  };
  void Start(std::string_view name, const XmlAttributes& attributes) override {
    constexpr std::size_t kMost = 1'000'000;
    if (name != "mergeCell" || ranges.size() == kMost) return;
    const std::string_view name_of = attributes.Find("ref").value_or("");
    const std::size_t colon = name_of.find(':');
    if (colon == std::string_view::npos) return;
    const auto [column, row] = CellPlace(name_of.substr(0, colon));
    const auto [last_column, last_row] = CellPlace(name_of.substr(colon + 1));
    if (row == 0 || last_row < row || (last_row == row && last_column <= column)) return;
    ranges.push_back({row, last_row, column, std::string(name_of.substr(0, 40))});
  }
  void End(std::string_view) override {}
  void Text(std::string_view) override {}

  std::vector<Range> ranges;
};

// A number as Excel shows it: whole, or with at most 15 digits.
inline std::string PlainNumber(std::string_view text) {
  const bool whole = !text.empty() && text.size() <= 15 &&
                     text.find_first_not_of("0123456789") == std::string_view::npos;
  if (whole) return std::string(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::string(text);
  }
  constexpr double kExact = 1e15;
  if (std::abs(value) < kExact && value == std::floor(value)) {
    return std::to_string(static_cast<std::int64_t>(value));
  }
  char out[40];
  std::snprintf(out, sizeof out, "%.15g", value);
  return out;
}

}  // namespace kaam::indexer
