// A posting, which is an opening that a client of the API keeps, as JSON: the columns of
// core/record_columns.h, lists as lists. Pure.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <string>

#include "api/problem.h"
#include "core/day.h"
#include "core/json_text.h"
#include "core/records.pb.h"
#include "indexer/json_records.h"
#include "taxonomy/taxonomy.h"

namespace kaam::api {

// The client's own name of a posting; Opening::id.
inline constexpr std::string_view kExternalId = "external_id";

// Reads postings one after another. One thread; `taxonomy` must outlive it.
class PostingReader {
 public:
  PostingReader(const taxonomy::Taxonomy& taxonomy, Day today)
      : taxonomy_(taxonomy), today_(today) {}

  // What a client says, checked as rows of a build are, possible Aadhaar numbers masked; id only
  // where external_id is given, the fields of the server unset. kInvalidArgument, with the place
  // and the nearest names or codes, for the first thing that is wrong.
  ProblemOr<records::Opening> Read(const boost::json::value& said);

 private:
  const taxonomy::Taxonomy& taxonomy_;
  const Day today_;
  indexer::JsonParser<records::Opening> parser_;
};

// Appends it as a JSON object: PostingReader reads it back, but for `id` and `version`.
void WritePosting(const std::string& id, std::uint64_t version, const records::Opening& opening,
                  JsonAppender& out);

}  // namespace kaam::api
