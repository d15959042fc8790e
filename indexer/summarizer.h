// What blocks of rows could do at best (schema::BlockSummary), folded row by row.
#pragma once

#include <cstdint>
#include <span>

#include "core/index_schema.h"
#include "taxonomy/places.h"

namespace kaam::indexer {

class Summarizer {
 public:
  // Keeps a reference to `places`.
  explicit Summarizer(const taxonomy::Places& places) : places_(places) {}

  // `months` as in schema::DigestGroup; `pool` is the row's stretch of it.
  void Add(const schema::WorkerRow& row, std::uint16_t months, std::span<const std::uint16_t> pool,
           schema::BlockSummary& out) const;
  // As it stands at `site`, one of its `sites`; kNoId where it has none.
  void Add(const schema::OpeningRow& row, std::uint16_t site, std::span<const std::uint16_t> sites,
           schema::BlockSummary& out) const;

 private:
  void AddPlace(std::uint16_t place, schema::BlockSummary& out) const;

  const taxonomy::Places& places_;
};

}  // namespace kaam::indexer
