// All files of one segment, of both kinds, and what a small one says of the older ones.
#pragma once

#include <boost/unordered/unordered_flat_set.hpp>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/generation.h"
#include "core/index_schema.h"
#include "core/ref_table.h"
#include "core/result.h"
#include "indexer/segment.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// Of openings in small segments: the texts that Xapian indexes, and where each starts, for folding.
inline constexpr std::string_view kWordsSuffix = ".words";
inline constexpr std::string_view kWordOffsetsSuffix = ".wordoffsets";

// The rows of one kind on their way into a segment.
template <class Row>
struct SegmentRows {
  StagedRows<Row> staged;
  std::vector<std::string> words;  // of openings, by row: what Xapian indexes word by word
  std::vector<std::string> shown;  // likewise: a serialized records::Opening of what may be shown
};

struct SegmentContent {
  SegmentRows<schema::WorkerRow>& workers;
  SegmentRows<schema::OpeningRow>& openings;
  std::span<const std::uint32_t> own_stated;  // by PlaceId, for schema::kStatedSuffix
  std::span<const std::uint32_t> all_stated;  // as CoarsenPlaces has it
};

// Sorts the rows and writes segment `number` into `directory`, both kinds side by side on `threads`
// threads each. `indexed` is told how many more rows Xapian has, from any thread. kIo when that
// fails.
Result<void> WriteSegmentFiles(const SegmentContent& content, const taxonomy::Taxonomy& taxonomy,
                               unsigned threads, const std::filesystem::path& directory,
                               std::uint32_t number,
                               const std::function<void(std::uint64_t)>& indexed);

// One text a row, as WriteTexts wrote them. Threads may share it.
class RowTexts {
 public:
  // The names of the two files. kDataLoss when they disagree.
  static Result<RowTexts> Open(const Generation& base, const std::string& texts,
                               const std::string& offsets);

  std::string_view operator[](std::size_t row) const {
    return {bytes_.data() + offsets_[row], offsets_[row + 1] - offsets_[row]};
  }
  std::size_t size() const { return offsets_.size() - 1; }

 private:
  std::vector<MappedFile> files_;
  std::span<const char> bytes_;
  std::span<const std::uint64_t> offsets_;
};

// The rows of one kind in the segments of a generation that a further one overrides. One thread.
class Overrides {
 public:
  static Result<Overrides> Open(const Generation& base, std::string_view kind);

  // Overrides the row of the record. Whether there was one.
  bool Add(const RefBytes& ref);
  // Whether any segment has, or had, the record.
  bool Knows(const RefBytes& ref) const;
  // The valid row of the record, counted through all segments; absent when there is none.
  std::optional<std::uint32_t> Find(const RefBytes& ref) const;

  // schema::kOverridesSuffix of segment `number`, in `directory`.
  Result<void> Write(const std::filesystem::path& directory, std::uint32_t number);

  std::uint64_t rows_left() const { return rows_ - gone_.size(); }

 private:
  struct Part {
    RefTable refs;
    std::uint32_t first_row = 0;
  };

  std::string kind_;
  std::vector<MappedFile> files_;
  std::vector<Part> parts_;  // by segment
  std::uint32_t rows_ = 0;   // of all of them
  boost::unordered_flat_set<std::uint32_t> gone_;
  std::vector<std::uint32_t> added_;
};

// The versions of openings in an index. Threads may share it.
class OpeningVersions {
 public:
  static Result<OpeningVersions> Open(const Generation& base);

  // Absent when the index does not have the opening; 0 when nothing was said of its version.
  std::optional<std::uint64_t> Of(const RefBytes& ref) const;

 private:
  explicit OpeningVersions(Overrides rows) : rows_(std::move(rows)) {}

  Overrides rows_;
  std::vector<RowTexts> records_;  // by segment
};

// How many of `rows`, which `base` says more of, state each place for the first time. What a record
// that is known states anew is not counted: a PIN would seem to have many workers when one changes
// often.
std::vector<std::uint32_t> StatedByNew(const StagedRows<schema::WorkerRow>& rows,
                                       const taxonomy::Places& places, const Overrides& base);

// How many rows of all segments of `base` state each place, by PlaceId, each record counted once.
Result<std::vector<std::uint32_t>> StatedBefore(const Generation& base, std::size_t places);

}  // namespace kaam::indexer
