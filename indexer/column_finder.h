// What the readers of text formats share. Private to indexer/record_reader.cpp.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/record_reader.h"

namespace kaam::indexer {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

inline std::string_view Trim(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

inline std::string Lower(std::string_view text) {
  std::string out{text};
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

// Which column of the table each column of the input is.
template <class Record>
class ColumnFinder {
 public:
  ColumnFinder() {
    for (std::size_t i = 0; i < ColumnsOf<Record>().size(); ++i) {
      by_name_.emplace(ColumnsOf<Record>()[i].name, i);
    }
  }
  std::optional<std::size_t> Find(std::string_view name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  std::unordered_map<std::string_view, std::size_t> by_name_;
};

}  // namespace kaam::indexer
