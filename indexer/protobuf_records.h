// Records from length-delimited Protobuf. Private to indexer/record_reader.cpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include "indexer/csv.h"
#include "indexer/record_reader.h"

namespace kaam::indexer {

template <class Record>
class ProtobufParser final : public RecordParser<Record> {
 public:
  bool Parse(std::string_view row, Record& record) override {
    if (record.ParseFromArray(row.data(), static_cast<int>(row.size()))) return true;
    this->fault_ = {0, 0, {}, "the bytes are no record of this kind", "malformed Protobuf"};
    return false;
  }
  std::uint32_t ColumnOf(std::string_view) const override { return 0; }
};

template <class Record>
class ProtobufRecords final : public RecordReader<Record> {
 public:
  explicit ProtobufRecords(ByteSource& source) : source_(source) {}

  // Whether the input starts with one whole record of this kind.
  static bool Fits(std::string_view head) {
    const auto [size, prefix] = ReadLength(head);
    if (prefix == 0 || size == 0 || size > kMaxRecordBytes) return false;
    Record record;
    return head.size() >= prefix + size &&
           record.ParseFromArray(head.data() + prefix, static_cast<int>(size)) &&
           Record::GetReflection()->GetUnknownFields(record).empty();
  }

  Result<bool> Next(RowBatch& batch) override {
    ++number_;
    std::size_t needed = 1;
    for (;;) {
      const std::string_view view = source_.view();
      const auto [size, prefix] = ReadLength(view);
      if (prefix > 0 && size > kMaxRecordBytes) return Broken("a record's length makes no sense");
      if (prefix > 0 && view.size() >= prefix + size) {
        batch.Add(number_, view.substr(prefix, size));
        source_.Drop(prefix + size);
        return true;
      }
      needed = prefix > 0 ? prefix + size : view.size() + 1;
      if (prefix == 0 && view.size() >= kMaxVarintBytes) return Broken("a record has no length");
      while (source_.view().size() < needed) {
        const auto more = source_.More();
        if (!more) return more.error();
        if (*more) continue;
        if (source_.view().empty()) return false;
        return Broken("the last record is cut short");
      }
    }
  }

  std::unique_ptr<RecordParser<Record>> NewParser() const override {
    return std::make_unique<ProtobufParser<Record>>();
  }

 private:
  static constexpr std::size_t kMaxVarintBytes = 10;

  struct Length {
    std::uint64_t size;
    std::size_t prefix;  // bytes of the length itself; 0 when it is not all there
  };
  static Length ReadLength(std::string_view view) {
    std::uint64_t size = 0;
    for (std::size_t i = 0; i < std::min(view.size(), kMaxVarintBytes); ++i) {
      const auto byte = static_cast<unsigned char>(view[i]);
      size |= std::uint64_t{byte & 0x7FU} << (7 * i);
      if (byte < 0x80) return {size, i + 1};
    }
    return {0, 0};
  }

  Error Broken(const std::string& what) const {
    return DataLoss(source_.name() + ": record " + std::to_string(number_) + " at byte " +
                        std::to_string(source_.position()) + ": " + what +
                        "; nothing behind it can be read",
                    source_.name());
  }

  ByteSource& source_;
  std::uint64_t number_ = 0;
};

}  // namespace kaam::indexer
