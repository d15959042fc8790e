#include "indexer/exchange_sheets.h"

#include <algorithm>

namespace kaam::indexer {
namespace {

constexpr std::string_view kOurs = "Kaam: ";
constexpr std::array<std::string_view, kRowFates> kNames = {"new", "matched", "review", "rejected"};

std::vector<std::string> OurHeaders(RowFate fate) {
  std::vector<std::string> out = {"Kaam: file", "Kaam: sheet", "Kaam: row"};
  switch (fate) {
    case RowFate::kNew:
      break;
    case RowFate::kMatched:
      out.insert(out.end(), {"Kaam: matched by", "Kaam: differs"});
      break;
    case RowFate::kToReview:
      out.insert(out.end(), {"Kaam: perhaps the same as", "Kaam: score of 100", "Kaam: why"});
      break;
    case RowFate::kRejected:
      out.insert(out.end(), {"Kaam: column", "Kaam: reason"});
      break;
  }
  return out;
}

// A sheet that we wrote and that comes again has our columns: they are written anew.
bool IsOurs(std::string_view header) { return header.starts_with(kOurs); }

}  // namespace

bool HoldsAadhaar(const SheetLayout& layout, std::size_t column) {
  return !layout.columns[column] && IsAadhaarColumn(Lower(layout.headers[column]));
}

ExchangeSheets::ExchangeSheets(const std::filesystem::path& directory, const SheetLayout& layout) {
  for (const std::string& header : layout.headers) {
    if (!IsOurs(header)) headers_.push_back(header);
  }
  for (std::size_t fate = 0; fate < kRowFates; ++fate) {
    std::vector<std::string> header = headers_;
    for (std::string& ours : OurHeaders(static_cast<RowFate>(fate))) {
      header.push_back(std::move(ours));
    }
    writers_[fate] = std::make_unique<SheetWriter>(
        directory, std::string(kNames[fate]),
        layout.is_workbook ? SheetFormat::kXlsx : SheetFormat::kCsv, std::move(header));
  }
}

Result<void> ExchangeSheets::UseLayout(const SheetLayout& layout, const std::string& file) {
  layout_ = &layout;
  sources_.assign(headers_.size(), std::nullopt);
  std::vector<bool> used(headers_.size(), false);
  for (std::size_t column = 0; column < layout.headers.size(); ++column) {
    if (IsOurs(layout.headers[column])) continue;
    std::size_t i = 0;
    while (i < headers_.size() &&
           (used[i] || FoldedHeader(headers_[i]) != FoldedHeader(layout.headers[column]))) {
      ++i;
    }
    if (i == headers_.size()) {
      return InvalidArgument(
          file + " has a column '" + layout.headers[column] +
              "' that the files before it do not have: files of one exchange have the same columns",
          file);
    }
    used[i] = true;
    if (!HoldsAadhaar(layout, column)) sources_[i] = column;
  }
  const auto missing = std::find(used.begin(), used.end(), false);
  if (missing != used.end()) {
    return InvalidArgument(
        file + " has no column '" + headers_[static_cast<std::size_t>(missing - used.begin())] +
            "' as the files before it have: files of one exchange have the same columns",
        file);
  }
  return {};
}

Result<void> ExchangeSheets::Add(RowFate fate, const std::vector<CsvCell>& cells,
                                 const RowPlace& place,
                                 std::initializer_list<std::string_view> more) {
  cells_.clear();
  for (const auto& source : sources_) {
    cells_.push_back(source && *source < cells.size() ? cells[*source].text : std::string_view());
  }
  row_number_ = std::to_string(place.row);
  cells_.insert(cells_.end(), {place.file, place.sheet, row_number_});
  cells_.insert(cells_.end(), more);
  return writers_[static_cast<std::size_t>(fate)]->Add(cells_);
}

Result<void> ExchangeSheets::AddNew(const std::vector<CsvCell>& cells, const RowPlace& place) {
  return Add(RowFate::kNew, cells, place, {});
}

Result<void> ExchangeSheets::AddMatched(const std::vector<CsvCell>& cells, const RowPlace& place,
                                        const RowFinding& finding) {
  return Add(RowFate::kMatched, cells, place, {finding.matched_by, finding.differs});
}

Result<void> ExchangeSheets::AddToReview(const std::vector<CsvCell>& cells, const RowPlace& place,
                                         const RowFinding& finding) {
  for (const AlikeRecord& alike : finding.alike) {
    auto added = Add(RowFate::kToReview, cells, place,
                     {alike.who, std::to_string(alike.likeness.score), alike.likeness.what});
    if (!added) return added;
  }
  return {};
}

Result<void> ExchangeSheets::AddRejected(const std::vector<CsvCell>& cells, const RowPlace& place,
                                         const RowFault& fault) {
  return Add(RowFate::kRejected, cells, place, {HeaderOf(fault.field), fault.reason});
}

std::string ExchangeSheets::HeaderOf(std::string_view field) const {
  for (std::size_t i = 0; i < layout_->columns.size(); ++i) {
    const auto& own = layout_->columns[i];
    if (own && WorkerColumns()[own->column].name == field) return layout_->headers[i];
  }
  return std::string(field);
}

Result<std::vector<std::string>> ExchangeSheets::Finish() {
  std::vector<std::string> names;
  for (const auto& writer : writers_) {
    if (auto finished = writer->Finish(); !finished) return finished.error();
    for (const auto& part : writer->parts()) names.push_back(part.filename().string());
  }
  return names;
}

}  // namespace kaam::indexer
