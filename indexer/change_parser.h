// Understands a feed: JSON Lines, one change of one record a line (indexer/README.md).
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "core/changes.pb.h"
#include "core/day.h"
#include "indexer/json_records.h"
#include "indexer/refs.h"
#include "indexer/row_fault.h"
#include "taxonomy/taxonomy.h"

namespace kaam::indexer {

// One thread.
class ChangeParser {
 public:
  // `today` bounds what can already have happened. Both references must outlive the parser.
  ChangeParser(const taxonomy::Taxonomy& taxonomy, const RefMaker& refs, Day today)
      : taxonomy_(taxonomy), refs_(refs), today_(today) {}

  // Absent when the line is wrong: then fault() says what and where, but for the line, and row() is
  // the line with what is personal masked, or nothing when it is no JSON.
  std::optional<records::Change> Parse(std::string_view line);
  const RowFault& fault() const { return fault_; }
  const std::string& row() const { return row_; }

 private:
  struct Kind;
  static const Kind* Find(std::string_view name);

  bool Fault(std::string_view field, std::string reason, std::string kind);
  bool ReadObject(const boost::json::object& object, records::Change& change);
  template <class Record>
  bool ReadWhole(const boost::json::object& object, std::string_view key, Record& record);
  bool ReadEvent(const Kind& kind, const boost::json::object& object, records::Change& change);
  bool ReadRef(const boost::json::object& object, std::string_view key, records::Change& change);
  void MaskRow(const boost::json::object& object);

  const taxonomy::Taxonomy& taxonomy_;
  const RefMaker& refs_;
  const Day today_;
  JsonParser<records::Worker> workers_;
  JsonParser<records::Opening> openings_;
  std::string_view line_;
  RowFault fault_;
  std::string row_;
};

}  // namespace kaam::indexer
