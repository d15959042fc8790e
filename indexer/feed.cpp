#include "indexer/feed.h"

#include <vector>

#include "indexer/byte_source.h"
#include "indexer/change_parser.h"
#include "indexer/live_store.h"
#include "indexer/rejects.h"

namespace kaam::indexer {
namespace {

constexpr std::size_t kTakenAtOnce = 4096;  // changes that share one sync of the log

void Count(const std::vector<Fate>& fates, FeedSummary& summary) {
  for (const Fate fate : fates) {
    switch (fate) {
      case Fate::kAccepted:
        ++summary.accepted;
        break;
      case Fate::kSuperseded:
        ++summary.superseded;
        break;
      case Fate::kDuplicate:
        ++summary.duplicates;
        break;
      case Fate::kErased:
        ++summary.erased;
        break;
    }
  }
}

}  // namespace

Result<FeedSummary> ApplyFeed(const FeedOptions& options) {
  auto store = LiveStore::Open(options.store, options.store_key, options.threads);
  if (!store) return store.error();
  auto source = ByteSource::Open(options.feed);
  if (!source) return source.error();
  FeedSummary summary;
  summary.rejects = options.store / "rejects.csv";
  auto rejects = RejectFile::Create(summary.rejects);
  if (!rejects) return rejects.error();

  ChangeParser parser((*store)->taxonomy(), (*store)->refs(), options.today);
  JsonRecords<records::Worker> lines(**source);
  RowBatch batch;
  std::vector<records::Change> changes;
  const auto reject = [&](RowFault fault, std::uint64_t line) {
    fault.line = line;
    ++summary.rejected;
    ++summary.rejected_by_reason[fault.kind];
    (*rejects)->AddRow("event", options.feed.string(), fault, parser.row());
  };
  for (bool more = true; more;) {
    batch.Clear();
    while (more && batch.rows.size() < kTakenAtOnce && !batch.full()) {
      const auto cut = lines.Next(batch);
      if (!cut) return cut.error();
      more = *cut;
    }
    changes.clear();
    for (const RawRow& row : batch.rows) {
      ++summary.read;
      if (row.fault) {
        reject(batch.faults[*row.fault], row.line);
        continue;
      }
      auto change = parser.Parse(batch.Bytes(row));
      if (!change) {
        reject(parser.fault(), row.line);
        continue;
      }
      changes.push_back(std::move(*change));
    }
    const auto fates = (*store)->Take(changes);
    if (!fates) return fates.error();
    Count(*fates, summary);
  }
  if (auto published = (*store)->Publish(); !published) return published.error();
  summary.log_position = (*store)->position();
  summary.manifest = (*store)->manifest();
  if (auto finished = (*rejects)->Finish(); !finished) return finished.error();
  return summary;
}

}  // namespace kaam::indexer
