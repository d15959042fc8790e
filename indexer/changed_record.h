// What changes make of one record, in whatever order they come. Pure.
#pragma once

#include <cstdint>
#include <optional>

#include "core/changes.pb.h"
#include "core/records.pb.h"

namespace kaam::indexer {

// What became of a change.
enum class Fate : std::uint8_t {
  kAccepted,
  kSuperseded,  // something newer says all that it says
  kDuplicate,   // it came before
  kErased,      // the record was erased: nothing more is kept of it
};

// Adds a change to what is known of its record. `base_version` is that of the record as the build
// has it, if it has it. What the record then is does not depend on the order of Take.
Fate Take(const records::Change& change, std::optional<std::uint64_t> base_version,
          records::ChangedRecord& record);

// What a record is after the build and all changes.
enum class Standing : std::uint8_t {
  kAsBuilt,  // as the index has it, or nothing at all is known of it yet
  kGone,     // it is in no list
  kWhole,    // what comes with this
};

struct NewestWorker {
  Standing standing = Standing::kAsBuilt;
  records::Worker worker;  // kWhole
};
struct NewestOpening {
  Standing standing = Standing::kAsBuilt;
  records::Opening opening;  // kWhole
};

// `base` is the record as the build has it; absent when it does not have it. The whole record with
// the highest version counts, a change's before the build's where they are equal, and then by
// version:
// - a consent given is added; one withdrawn ends all given ones of its purpose on that day;
// - a ration-shop visit is where she stands, unless she was seen at another one later;
// - while she is engaged she is gone, or, where the end is known, available after it; an exit ends
//   the engagement;
// - a removal takes the record away until a whole record of a higher version comes;
// - a death, a duplicate and "not me" take it away for good.
NewestWorker NewestOf(const records::ChangedRecord& record,
                      const std::optional<records::Worker>& base);
NewestOpening NewestOf(const records::ChangedRecord& record,
                       std::optional<std::uint64_t> base_version);

}  // namespace kaam::indexer
