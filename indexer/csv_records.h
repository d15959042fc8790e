// Records from CSV, and from workbooks whose rows come as CSV. Private to
// indexer/record_reader.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/utf8.h"
#include "indexer/csv.h"
#include "indexer/sheet_layout.h"

namespace kaam::indexer {

template <class Record>
class CsvParser final : public RecordParser<Record> {
 public:
  CsvParser(const SheetLayout& layout, char separator)
      : layout_(layout), splitter_(separator), converted_(layout.columns.size()) {
    this->notes_ = layout.notes;
  }

  bool Parse(std::string_view row, Record& record) override {
    record.Clear();
    this->texts_.assign(ColumnsOf<Record>().size(), {});
    const auto& cells = splitter_.Split(row);
    if (cells.size() != layout_.columns.size()) {
      this->fault_ = {0,
                      0,
                      {},
                      "the row has " + std::to_string(cells.size()) + " cells, the header " +
                          std::to_string(layout_.columns.size()),
                      "wrong number of cells"};
      return false;
    }
    bool well_formed = true;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string_view text = Trim(cells[i].text);
      const auto& field = layout_.columns[i];
      if (!field || text.empty()) continue;
      this->texts_[field->column] = text;
      if (well_formed) well_formed = ParseCell(*field, text, i, record);
    }
    for (const auto& [column, value] : layout_.fixed) {
      this->texts_[column] = value;
      if (well_formed) {
        well_formed = this->ParseColumn(ColumnsOf<Record>()[column], value, 0, record);
      }
    }
    return well_formed;
  }

  std::uint32_t ColumnOf(std::string_view field) const override {
    for (std::size_t i = 0; i < layout_.columns.size() && i < splitter_.cells().size(); ++i) {
      const auto& own = layout_.columns[i];
      if (own && ColumnsOf<Record>()[own->column].name == field) return PlaceOf(i);
    }
    return 0;
  }

 private:
  std::uint32_t PlaceOf(std::size_t cell) const {
    return layout_.is_workbook ? static_cast<std::uint32_t>(cell + 1)
                               : splitter_.cells()[cell].column;
  }

  bool ParseCell(const SheetLayout::Field& field, std::string_view text, std::size_t cell,
                 Record& record) {
    const Column<Record>& column = ColumnsOf<Record>()[field.column];
    if (field.rule == nullptr || FirstInvalidUtf8(text)) {
      return this->ParseColumn(column, text, PlaceOf(cell), record);
    }
    if (const auto fault = ReadCell(*field.rule, text, layout_.from_1904, converted_[cell])) {
      this->SetFault(column, text, *fault, PlaceOf(cell));
      return false;
    }
    if (converted_[cell].empty()) return true;  // a code that stands for nothing
    return this->ParseColumn(column, converted_[cell], PlaceOf(cell), record);
  }

  const SheetLayout& layout_;
  CsvSplitter splitter_;
  std::vector<std::string> converted_;  // by cell
};

template <class Record>
class CsvRecords final : public RecordReader<Record> {
 public:
  CsvRecords(ByteSource& source, const ColumnMap* map)
      : source_(source),
        map_(map),
        separator_(map == nullptr ? ',' : map->separator()),
        csv_(source, separator_) {}

  Result<void> ReadHeader() {
    if (source_.view().starts_with(kByteOrderMark)) source_.Drop(kByteOrderMark.size());
    const std::uint32_t header_row = map_ == nullptr ? 1 : map_->header_row();
    const std::string where = source_.name() + ":" + std::to_string(header_row) + ": ";
    RowBatch header;
    do {
      header.Clear();
      const auto read = csv_.Next(header);
      if (!read) return read.error();
      if (!*read || header.rows.front().line > header_row) {
        return InvalidArgument(where + "there is no header row", source_.name());
      }
    } while (header.rows.front().line < header_row);
    if (header.rows.front().fault) {
      return InvalidArgument(where + "no header row could be read", source_.name());
    }
    CsvSplitter splitter(separator_);
    std::vector<std::string_view> names;
    for (const CsvCell& cell : splitter.Split(header.bytes)) names.push_back(cell.text);
    auto layout = HeaderReader<Record>(source_.name(), where, map_, false).Read(names);
    if (!layout) return layout.error();
    layout_ = std::move(*layout);
    return {};
  }

  Result<bool> Next(RowBatch& batch) override { return csv_.Next(batch); }
  std::unique_ptr<RecordParser<Record>> NewParser() const override {
    return std::make_unique<CsvParser<Record>>(layout_, separator_);
  }
  const SheetLayout* layout() const override { return &layout_; }

 private:
  ByteSource& source_;
  const ColumnMap* map_;
  char separator_;
  CsvCutter csv_;
  SheetLayout layout_;
};

}  // namespace kaam::indexer
