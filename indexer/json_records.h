// Records from JSON Lines. Private to indexer/record_reader.cpp.
#pragma once

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "indexer/column_finder.h"
#include "indexer/csv.h"

namespace kaam::indexer {

// A JSON scalar or list of scalars as a flat-file cell; absent for anything else.
inline std::optional<std::string> FlatText(const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      return std::string();
    case boost::json::kind::bool_:
      return std::string(value.get_bool() ? "yes" : "no");
    case boost::json::kind::string:
      return std::string(value.get_string());
    case boost::json::kind::int64:
    case boost::json::kind::uint64:
    case boost::json::kind::double_:
      return boost::json::serialize(value);
    case boost::json::kind::object:
      return std::nullopt;
    case boost::json::kind::array:
      break;
  }
  std::string out;
  for (const boost::json::value& element : value.get_array()) {
    const auto text = element.is_array() ? std::nullopt : FlatText(element);
    if (!text) return std::nullopt;
    if (!out.empty()) out += ';';
    out += *text;
  }
  return out;
}

template <class Record>
class JsonParser final : public RecordParser<Record> {
 public:
  bool Parse(std::string_view row, Record& record) override {
    record.Clear();
    row_ = row;
    this->texts_.assign(ColumnsOf<Record>().size(), {});
    if (const auto at = FirstInvalidUtf8(row)) {
      return Fault(*at + 1, "", "bytes are not UTF-8", "bad UTF-8");
    }
    boost::json::error_code error;
    boost::json::monotonic_resource memory(memory_buffer_.data(), memory_buffer_.size());
    boost::json::stream_parser parser({}, {.max_depth = 4});
    parser.reset(&memory);
    const std::size_t used = parser.write_some(row.data(), row.size(), error);
    if (error || used < row.size() || !parser.done()) {
      const std::string reason = error ? error.message() : "more follows the first value";
      return Fault(used + 1, "", "not JSON: " + reason, "malformed JSON");
    }
    const boost::json::value value = parser.release();
    if (!value.is_object()) return Fault(1, "", "the line is not a JSON object", "malformed JSON");
    return ReadObject(value.get_object(), record);
  }

  // Where the key stands; keys that also occur inside values are rare enough.
  std::uint32_t ColumnOf(std::string_view field) const override {
    const std::size_t at = row_.find('"' + std::string(field) + '"');
    return at == std::string_view::npos ? 0 : static_cast<std::uint32_t>(at + 1);
  }

 private:
  bool Fault(std::size_t column, std::string field, std::string reason, std::string kind) {
    this->fault_ = {0, static_cast<std::uint32_t>(column), std::move(field), std::move(reason),
                    std::move(kind)};
    return false;
  }

  bool ReadObject(const boost::json::object& object, Record& record) {
    storage_.clear();
    storage_.reserve(object.size());  // so that views into it stay
    for (const auto& [key, value] : object) {
      const std::string name = Lower(std::string_view(key));
      const auto column = finder_.Find(name);
      if (!column) {
        Note(name);
        continue;
      }
      const auto text = FlatText(value);
      if (!text) {
        return Fault(ColumnOf(key), name, "must be a value or a list of values", "malformed JSON");
      }
      const std::string_view trimmed = Trim(storage_.emplace_back(*text));
      if (trimmed.empty()) continue;
      this->texts_[*column] = trimmed;
      if (!this->ParseColumn(ColumnsOf<Record>()[*column], trimmed, ColumnOf(key), record)) {
        return false;
      }
    }
    return true;
  }

  void Note(const std::string& name) {
    auto& list = IsAadhaarColumn(name) ? this->notes_.refused : this->notes_.ignored;
    constexpr std::size_t kNoted = 100;
    if (list.size() < kNoted && std::find(list.begin(), list.end(), name) == list.end()) {
      list.push_back(name);
    }
  }

  ColumnFinder<Record> finder_;
  std::string_view row_;
  std::vector<std::string> storage_;
  std::array<unsigned char, 16384> memory_buffer_{};
};

template <class Record>
class JsonRecords final : public RecordReader<Record> {
 public:
  explicit JsonRecords(ByteSource& source) : source_(source) {
    if (source_.view().starts_with(kByteOrderMark)) source_.Drop(kByteOrderMark.size());
  }

  Result<bool> Next(RowBatch& batch) override {
    for (;;) {
      const auto got = ReadLine();
      if (!got) return got.error();
      if (!*got) return false;
      if (too_long_) {
        batch.AddFault({line_,
                        0,
                        {},
                        "the line is longer than " + std::to_string(kMaxRecordBytes) + " bytes",
                        "row too long"});
        return true;
      }
      if (Trim(text_).empty()) continue;
      batch.Add(line_, text_);
      return true;
    }
  }

  std::unique_ptr<RecordParser<Record>> NewParser() const override {
    return std::make_unique<JsonParser<Record>>();
  }

 private:
  // The next line into text_; of an overlong one only that it is.
  Result<bool> ReadLine() {
    text_.clear();
    too_long_ = false;
    ++line_;
    for (;;) {
      const std::string_view view = source_.view();
      const std::size_t end = view.find('\n');
      const std::string_view part = view.substr(0, end);
      if (text_.size() + part.size() > kMaxRecordBytes) too_long_ = true;
      if (!too_long_) text_ += part;
      if (end != std::string_view::npos) {
        source_.Drop(end + 1);
        break;
      }
      source_.Drop(part.size());
      const auto more = source_.More();
      if (!more) return more.error();
      if (!*more) return !text_.empty() || too_long_;
    }
    if (!text_.empty() && text_.back() == '\r') text_.pop_back();
    return true;
  }

  ByteSource& source_;
  std::string text_;
  bool too_long_ = false;
  std::uint64_t line_ = 0;
};

}  // namespace kaam::indexer
