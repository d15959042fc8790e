#include "indexer/documents.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>

#include "core/day.h"
#include "taxonomy/text.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::OpeningRow;
using schema::PackedSkill;
using schema::WorkerRow;

// Small runs keep Xapian's in-memory maps small, which is where its time goes; smaller ones leave
// more to merge (bench/RESULTS.md has the sizes tried).
constexpr std::uint32_t kRunRows = 8000;
// Databases compacted at once; each holds a few descriptors open.
constexpr std::size_t kCompactedAtOnce = 100;
constexpr std::size_t kMaxWordBytes = 60;

constexpr int kBuildFlags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                            Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

// Calls each(term) for the boolean terms of rows, some of them more than once.
template <class Each>
class TermMaker {
 public:
  TermMaker(const taxonomy::Taxonomy& taxonomy, Each each) : taxonomy_(taxonomy), each_(each) {}

  void Row(const WorkerRow& row, std::span<const std::uint16_t> pool) {
    if (row.primary != kNoId) Occupation(row.primary);
    if (row.secondary != kNoId) Occupation(row.secondary);
    for (const std::uint16_t bits : pool.first(row.skill_count)) Skill(bits);
    for (const std::uint16_t id : pool.subspan(row.skill_count, row.wanted_count)) Wanted(id);
    for (const std::uint16_t code : DistrictsOf(row, pool)) {
      Number(schema::term::kMoveDistrict, code);
    }
    for (std::uint64_t left = row.move_states; left != 0; left &= left - 1) {
      Number(schema::term::kMoveState, static_cast<std::uint32_t>(std::countr_zero(left)));
    }
    Place(row.place);
    Languages(row.languages);
    Licences(row.licences);
    if (row.shown_from < row.shown_until) Add(schema::term::kConsent, "visible");
  }

  void Row(const OpeningRow& row, std::span<const std::uint16_t> pool) {
    const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
    const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
    const std::size_t more_trades = row.trade_count - inline_trades;
    for (std::size_t i = 0; i < inline_trades; ++i) Occupation(row.trades[i]);
    for (std::size_t i = 0; i < more_trades; ++i) Occupation(pool[2 * i]);
    for (std::size_t i = 0; i < inline_sites; ++i) Place(row.sites[i]);
    for (std::size_t i = 0; i < row.site_count - inline_sites; ++i) {
      Place(pool[2 * more_trades + i]);
    }
    const auto skills = pool.last(2 * std::size_t{row.skill_count});
    for (std::size_t i = 0; i < skills.size(); i += 2) Skill(skills[i]);
    Languages(row.languages);
    Licences(row.licences);
  }

 private:
  void Occupation(std::uint16_t id) {
    const std::string_view code = taxonomy_.occupations()[OccupationId{id}].code;
    if (code.size() > 4) Undotted(schema::term::kOccupation, code);
    Add(schema::term::kFamily, code.substr(0, 4));
  }

  void Wanted(std::uint16_t id) {
    Undotted(schema::term::kWanted, taxonomy_.occupations()[OccupationId{id}].code);
  }

  void Skill(std::uint16_t bits) {
    Add(schema::term::kSkill, taxonomy_.skills()[SkillId{PackedSkill{bits}.skill()}].code);
  }

  void Place(std::uint16_t id) {
    if (id == kNoId) return;
    const taxonomy::Place& place = taxonomy_.places()[PlaceId{id}];
    Number(schema::term::kState, place.state);
    if (place.district != 0) Number(schema::term::kDistrict, place.district);
    if (place.subdistrict != 0) Number(schema::term::kSubdistrict, place.subdistrict);
    if (place.kind == taxonomy::PlaceKind::kPin) Number(schema::term::kPin, place.code);
  }

  void Languages(std::uint32_t bits) {
    for (const taxonomy::CodedBit& language : taxonomy_.codes().languages()) {
      if ((bits >> language.bit & 1) != 0) Add(schema::term::kLanguage, language.code);
    }
  }

  void Licences(std::uint16_t bits) {
    for (const taxonomy::CodedBit& licence : taxonomy_.codes().licences()) {
      if ((bits >> licence.bit & 1) != 0) Add(schema::term::kLicence, licence.code);
    }
  }

  void Add(std::string_view prefix, std::string_view value) {
    term_.assign(prefix).append(value);
    each_(term_);
  }

  void Number(std::string_view prefix, std::uint32_t value) { Add(prefix, std::to_string(value)); }

  // "7112.0200" as 71120200.
  void Undotted(std::string_view prefix, std::string_view code) {
    term_.assign(prefix).append(code.substr(0, 4));
    if (code.size() > 4) term_.append(code.substr(5));
    each_(term_);
  }

  const taxonomy::Taxonomy& taxonomy_;
  Each each_;
  std::string term_;
};

template <class Row>
std::vector<std::string> SortedTerms(const Row& row, std::span<const std::uint16_t> pool,
                                     const taxonomy::Taxonomy& taxonomy) {
  std::vector<std::string> terms;
  TermMaker(taxonomy, [&](const std::string& term) { terms.push_back(term); }).Row(row, pool);
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

// Adds texts to documents word by word; remembers the terms of each piece between spaces, which
// always part words.
class WordTerms {
 public:
  void Add(std::string_view text, Xapian::Document& document) {
    while (!text.empty()) {
      const std::size_t size = std::min(text.find_first_of(" \n"), text.size());
      if (size > 0) {
        for (const std::string& term : TermsOf(text.substr(0, size))) document.add_term(term);
      }
      text.remove_prefix(std::min(size + 1, text.size()));
    }
  }

 private:
  const std::vector<std::string>& TermsOf(std::string_view piece) {
    const auto [known, is_new] = terms_.try_emplace(std::string(piece));
    if (!is_new) return known->second;
    for (const taxonomy::Word& word : taxonomy::SplitWords(piece)) {
      const std::string key = word.is_number ? word.text : taxonomy::KeysOf(word).fine;
      if (key.empty() || key.size() > kMaxWordBytes) continue;
      known->second.push_back(std::string(schema::term::kWord) + key);
    }
    return known->second;
  }

  std::unordered_map<std::string, std::vector<std::string>> terms_;  // by piece
};

// Concatenates databases in order, docids renumbered to follow on.
void Compact(const std::vector<fs::path>& parts, const fs::path& out) {
  Xapian::Database all;
  for (const fs::path& part : parts) all.add_database(Xapian::Database(part.string()));
  all.compact(out.string(), Xapian::Compactor::FULL);
  all.close();
  for (const fs::path& part : parts) fs::remove_all(part);
}

// Runs `work(i)` for i in [0, count) on a few threads. The first exception ends it and is rethrown.
void ForEachParallel(std::size_t count, unsigned threads,
                     const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::exception_ptr failure;
  const auto run = [&] {
    try {
      for (std::size_t i = next++; i < count; i = next++) work(i);
    } catch (...) {
      next = count;
      const std::lock_guard lock(mutex);
      if (!failure) failure = std::current_exception();
    }
  };
  std::vector<std::jthread> pool;
  for (unsigned i = 1; i < std::min<std::size_t>(threads, count); ++i) pool.emplace_back(run);
  run();
  pool.clear();  // joins
  if (failure) std::rethrow_exception(failure);
}

}  // namespace

std::vector<std::string> TermsOf(const WorkerRow& row, std::span<const std::uint16_t> pool,
                                 const taxonomy::Taxonomy& taxonomy) {
  return SortedTerms(row, pool, taxonomy);
}

std::vector<std::string> TermsOf(const OpeningRow& row, std::span<const std::uint16_t> pool,
                                 const taxonomy::Taxonomy& taxonomy) {
  return SortedTerms(row, pool, taxonomy);
}

template <class Row>
Result<void> WriteDocuments(const StagedRows<Row>& staged, const std::vector<std::string>& words,
                            const taxonomy::Taxonomy& taxonomy, const fs::path& path,
                            unsigned threads, const std::function<void(std::uint64_t)>& done) {
  const std::size_t rows = staged.rows.size();
  const fs::path scratch = path.string() + ".runs";
  const auto write_run = [&](const fs::path& out, std::size_t begin, std::size_t end) {
    Xapian::WritableDatabase database(out.string(), kBuildFlags);
    Xapian::Document document;
    TermMaker terms(taxonomy, [&](const std::string& term) { document.add_boolean_term(term); });
    WordTerms word_terms;
    for (std::size_t i = begin; i < end; ++i) {
      const Row& row = staged.rows[i];
      const auto pool =
          std::span<const std::uint16_t>(staged.pool).subspan(row.pool, PoolEntries(row));
      document = Xapian::Document();
      terms.Row(row, pool);
      if (!words.empty()) word_terms.Add(words[i], document);
      database.add_document(document);
    }
    database.commit();
    database.close();
    done(end - begin);
  };
  try {
    if (rows == 0) {  // there is nothing to compact
      write_run(path, 0, 0);
      return {};
    }
    fs::create_directories(scratch);
    const std::size_t runs = (rows + kRunRows - 1) / kRunRows;
    std::vector<fs::path> parts(runs);
    ForEachParallel(runs, threads, [&](std::size_t run) {
      parts[run] = scratch / std::to_string(run);
      write_run(parts[run], run * kRunRows, std::min<std::size_t>(rows, (run + 1) * kRunRows));
    });
    if (runs > kCompactedAtOnce) {
      std::vector<fs::path> groups((runs + kCompactedAtOnce - 1) / kCompactedAtOnce);
      ForEachParallel(groups.size(), threads, [&](std::size_t group) {
        const auto first = parts.begin() + static_cast<std::ptrdiff_t>(group * kCompactedAtOnce);
        const auto last = parts.begin() + static_cast<std::ptrdiff_t>(
                                              std::min(runs, (group + 1) * kCompactedAtOnce));
        groups[group] = scratch / ("group-" + std::to_string(group));
        Compact({first, last}, groups[group]);
      });
      parts = std::move(groups);
    }
    Compact(parts, path);
    fs::remove_all(scratch);
  } catch (const Xapian::Error& error) {
    return Error{ErrorCode::kIo, "Xapian: " + error.get_msg(), path, {}};
  } catch (const fs::filesystem_error& error) {
    return IoError("write", path, error.code().value());
  }
  return {};
}

template Result<void> WriteDocuments(const StagedRows<WorkerRow>&, const std::vector<std::string>&,
                                     const taxonomy::Taxonomy&, const fs::path&, unsigned,
                                     const std::function<void(std::uint64_t)>&);
template Result<void> WriteDocuments(const StagedRows<OpeningRow>&, const std::vector<std::string>&,
                                     const taxonomy::Taxonomy&, const fs::path&, unsigned,
                                     const std::function<void(std::uint64_t)>&);

}  // namespace kaam::indexer
