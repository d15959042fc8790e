// What all requests are answered from: the index of the moment, and what is kept between requests.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "api/audit_log.h"
#include "api/counters.h"
#include "api/secrets.h"
#include "api/store_writer.h"
#include "core/result.h"
#include "matcher/index.h"
#include "matcher/pages.h"
#include "matcher/slabs.h"
#include "taxonomy/suggest.h"

namespace kaam::api {

// One opened index with what is made of it when first asked for. Threads may share it.
class Snapshot {
 public:
  // `withdrawn`: those whom the suppression list hides, ascending.
  explicit Snapshot(std::shared_ptr<const matcher::Index> index,
                    std::vector<matcher::Question::RefBytes> withdrawn = {})
      : index_(std::move(index)), withdrawn_(std::move(withdrawn)) {}

  const std::shared_ptr<const matcher::Index>& index() const { return index_; }
  const taxonomy::Taxonomy& taxonomy() const { return index_->taxonomy(); }
  const std::string& name() const { return index_->manifest().snapshot; }
  // Of the code lists: the same for equal lists, whatever else the index holds.
  std::string taxonomy_version() const;
  // How many stand behind each name, for the order of suggestions.
  const taxonomy::Popularity& popularity() const;
  std::chrono::seconds age() const;  // since it was built
  // On no page, though a kept run of rows of the same generation may still hold them.
  const std::vector<matcher::Question::RefBytes>& withdrawn() const { return withdrawn_; }

 private:
  std::shared_ptr<const matcher::Index> index_;
  std::vector<matcher::Question::RefBytes> withdrawn_;
  mutable std::once_flag counted_;
  mutable taxonomy::Popularity popularity_;
};

// Threads share one.
class Serving {
 public:
  // Without an audit nothing is noted, without a writer nothing is written.
  Serving(std::shared_ptr<const matcher::Index> index, Secrets secrets,
          std::unique_ptr<AuditLog> audit = nullptr, std::unique_ptr<StoreWriter> writer = nullptr);

  // What requests that begin now are answered from.
  std::shared_ptr<const Snapshot> snapshot() const;
  // From now on, that one. Requests under way keep what they have.
  void Replace(std::shared_ptr<const matcher::Index> index,
               std::vector<matcher::Question::RefBytes> withdrawn = {});

  const Secrets& secrets() const { return secrets_; }
  AuditLog* audit() const { return audit_.get(); }
  StoreWriter* writer() const { return writer_.get(); }
  // For pages of that snapshot, which must outlive it.
  matcher::Paging PagingOf(const Snapshot& snapshot) const;
  const std::shared_ptr<Counters>& counters() const { return counters_; }

 private:
  const Secrets secrets_;
  const std::unique_ptr<AuditLog> audit_;
  const std::unique_ptr<StoreWriter> writer_;
  const std::shared_ptr<Counters> counters_ = std::make_shared<Counters>();
  mutable matcher::Slabs slabs_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Snapshot> snapshot_;
};

}  // namespace kaam::api
