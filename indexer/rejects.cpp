#include "indexer/rejects.h"

#include <boost/json.hpp>
#include <cerrno>
#include <type_traits>

#include "core/privacy.h"
#include "indexer/csv.h"

namespace kaam::indexer {

RejectFile::RejectFile(std::filesystem::path path)
    : path_(std::move(path)), temporary_(path_.string() + ".tmp") {}

Result<std::unique_ptr<RejectFile>> RejectFile::Create(const std::filesystem::path& path) {
  std::unique_ptr<RejectFile> file(new RejectFile(path));
  file->out_.open(file->temporary_, std::ios::binary | std::ios::trunc);
  file->out_ << "kind,file,line,column,field,reason,row,sheet\n";
  if (!file->out_) return IoError("write", file->temporary_, errno);
  return file;
}

RejectFile::~RejectFile() {
  std::error_code ignored;
  std::filesystem::remove(temporary_, ignored);  // gone already when finished
}

template <class Record>
void RejectFile::Add(std::string_view file, const RowFault& fault,
                     std::span<const Column<Record>> columns,
                     std::span<const std::string_view> texts) {
  boost::json::object row;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (texts[i].empty()) continue;
    row[columns[i].name] = columns[i].personal ? std::string("***") : MaskAadhaar(texts[i]);
  }
  constexpr bool kIsWorker = std::is_same_v<Record, records::Worker>;
  AddRow(kIsWorker ? "worker" : "opening", file, fault, boost::json::serialize(row));
}

void RejectFile::AddRow(std::string_view kind, std::string_view file, const RowFault& fault,
                        std::string_view row) {
  std::string line;
  const auto cell = [&](std::string_view text) {
    if (!line.empty()) line += ',';
    AppendCsvCell(text, line);
  };
  cell(kind);
  cell(file);
  cell(std::to_string(fault.line));
  cell(fault.column == 0 ? std::string() : std::to_string(fault.column));
  cell(fault.field);
  cell(fault.reason);
  cell(row);
  cell(fault.sheet);
  line += '\n';
  out_ << line;
}

Result<void> RejectFile::Finish() {
  out_.close();
  if (!out_) return IoError("write", temporary_, errno);
  std::error_code failed;
  std::filesystem::rename(temporary_, path_, failed);
  if (failed) return IoError("rename", temporary_, failed.value());
  return {};
}

template void RejectFile::Add(std::string_view, const RowFault&,
                              std::span<const Column<records::Worker>>,
                              std::span<const std::string_view>);
template void RejectFile::Add(std::string_view, const RowFault&,
                              std::span<const Column<records::Opening>>,
                              std::span<const std::string_view>);

}  // namespace kaam::indexer
