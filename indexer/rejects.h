// The file of rows that did not land, each with its place and reason.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/record_columns.h"
#include "core/result.h"
#include "indexer/row_fault.h"

namespace kaam::indexer {

// CSV with the columns kind, file, line, column, field, reason, row, sheet; `row` is the row's
// cells as a JSON object, personal ones as "***". Written aside and renamed when finished. One
// thread.
class RejectFile {
 public:
  static Result<std::unique_ptr<RejectFile>> Create(const std::filesystem::path& path);
  ~RejectFile();

  // `texts` are the row's cells by column of the table, as read; empty when it could not be split.
  template <class Record>
  void Add(std::string_view file, const RowFault& fault, std::span<const Column<Record>> columns,
           std::span<const std::string_view> texts);

  // The same with a row as it is to stand in the file, masked already.
  void AddRow(std::string_view kind, std::string_view file, const RowFault& fault,
              std::string_view row);

  Result<void> Finish();

 private:
  explicit RejectFile(std::filesystem::path path);

  std::filesystem::path path_;
  std::filesystem::path temporary_;
  std::ofstream out_;
};

}  // namespace kaam::indexer
