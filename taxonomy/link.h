// Links texts to any list of labels, with the text machinery alone: nothing here knows our tables.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"

namespace kaam::taxonomy {

// A row of a file of labels (id, label) or of queries (id, text).
struct IdText {
  std::string id;
  std::string text;
  std::size_t line = 0;  // of the file, from 1

  friend bool operator==(const IdText&, const IdText&) = default;
};

// Rows of a tab-separated file, in order. A first line that has a cell "id" is a header: it must
// also name `text_column`, and other columns are ignored. Without a header each row has two cells.
// Blank lines, a byte order mark and CR before LF are let pass. Fails with kInvalidArgument naming
// file:line for a missing column, an empty cell, an id with white space in it, bytes that are not
// UTF-8, or a file without rows; with kNotFound or kIo for a file that can't be read.
Result<std::vector<IdText>> LoadIdTexts(const std::filesystem::path& path,
                                        std::string_view text_column);

struct LinkedId {
  std::string_view id;  // lives as long as the Linker
  float score = 0;      // 0..1, comparable within one query
};

// Immutable from outside; any number of threads may rank at once. The first query of each script
// waits while the titles of that script are learned from (seconds for tens of thousands).
class Linker {
 public:
  // Several labels may share an id; the first of an id is its preferred one. `also` are further
  // lists of labels, which are learned from but never ranked; their ids are their own.
  static std::unique_ptr<const Linker> Build(std::vector<IdText> labels,
                                             std::vector<std::vector<IdText>> also);
  virtual ~Linker() = default;

  // The best ids, highest score first, of equal scores the one whose label came first. Labels in
  // the query's script are ranked as titles (TitleMatcher), and so are Roman labels for a query in
  // any other script; labels in another Indian script by how they would be spelt (SpellingRanker).
  virtual std::vector<LinkedId> Rank(std::string_view query, std::size_t most) const = 0;
};

}  // namespace kaam::taxonomy
