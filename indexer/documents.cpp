#include "indexer/documents.h"

#include <xapian.h>

#include <algorithm>
#include <atomic>
#include <bit>
#include <mutex>
#include <optional>
#include <thread>

#include "core/day.h"
#include "taxonomy/text.h"

namespace kaam::indexer {
namespace {

namespace fs = std::filesystem;
using schema::OpeningRow;
using schema::PackedSkill;
using schema::WorkerRow;

// Small runs keep Xapian's in-memory maps small, which is where its time goes.
constexpr std::uint32_t kRunRows = 5000;
// Databases compacted at once; each holds a few descriptors open.
constexpr std::size_t kCompactedAtOnce = 100;
constexpr std::size_t kMaxWordBytes = 60;

constexpr int kBuildFlags = Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_BACKEND_GLASS |
                            Xapian::DB_NO_TERMLIST | Xapian::DB_NO_SYNC | Xapian::DB_DANGEROUS;

class TermList {
 public:
  explicit TermList(const taxonomy::Taxonomy& taxonomy) : taxonomy_(taxonomy) {}

  void Occupation(std::uint16_t id) {
    const std::string& code = taxonomy_.occupations()[OccupationId{id}].code;
    if (code.size() > 4) Add(schema::term::kOccupation, code.substr(0, 4) + code.substr(5));
    Add(schema::term::kFamily, code.substr(0, 4));
    Add(schema::term::kMinorGroup, code.substr(0, 3));
    Add(schema::term::kSubMajor, code.substr(0, 2));
  }

  void Wanted(std::uint16_t id) {
    const std::string& code = taxonomy_.occupations()[OccupationId{id}].code;
    Add(schema::term::kWanted, code.size() > 4 ? code.substr(0, 4) + code.substr(5) : code);
  }

  void Skill(std::uint16_t bits) {
    Add(schema::term::kSkill, taxonomy_.skills()[SkillId{PackedSkill{bits}.skill()}].code);
  }

  void Place(std::uint16_t id) {
    if (id == kNoId) return;
    const taxonomy::Place& place = taxonomy_.places()[PlaceId{id}];
    Add(schema::term::kState, std::to_string(place.state));
    if (place.district != 0) Add(schema::term::kDistrict, std::to_string(place.district));
    if (place.subdistrict != 0) Add(schema::term::kSubdistrict, std::to_string(place.subdistrict));
    if (place.kind == taxonomy::PlaceKind::kPin) {
      Add(schema::term::kPin, std::to_string(place.code));
    }
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
    terms_.emplace_back(prefix).append(value);
  }

  std::vector<std::string> Take() && {
    std::sort(terms_.begin(), terms_.end());
    terms_.erase(std::unique(terms_.begin(), terms_.end()), terms_.end());
    return std::move(terms_);
  }

 private:
  const taxonomy::Taxonomy& taxonomy_;
  std::vector<std::string> terms_;
};

void AddWords(std::string_view text, Xapian::Document& document) {
  for (const taxonomy::Word& word : taxonomy::SplitWords(text)) {
    const std::string key = word.is_number ? word.text : taxonomy::KeysOf(word).fine;
    if (key.empty() || key.size() > kMaxWordBytes) continue;
    document.add_term(std::string(schema::term::kWord) + key);
  }
}

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
  TermList terms(taxonomy);
  if (row.primary != kNoId) terms.Occupation(row.primary);
  if (row.secondary != kNoId) terms.Occupation(row.secondary);
  for (const std::uint16_t bits : pool.first(row.skill_count)) terms.Skill(bits);
  for (const std::uint16_t id : pool.subspan(row.skill_count, row.wanted_count)) terms.Wanted(id);
  for (const std::uint16_t code : pool.last(row.district_count)) {
    terms.Add(schema::term::kMoveDistrict, std::to_string(code));
  }
  for (std::uint64_t left = row.move_states; left != 0; left &= left - 1) {
    terms.Add(schema::term::kMoveState, std::to_string(std::countr_zero(left)));
  }
  terms.Place(row.place);
  terms.Languages(row.languages);
  terms.Licences(row.licences);
  if (row.visible_from < row.visible_until) terms.Add(schema::term::kConsent, "visible");
  return std::move(terms).Take();
}

std::vector<std::string> TermsOf(const OpeningRow& row, std::span<const std::uint16_t> pool,
                                 const taxonomy::Taxonomy& taxonomy) {
  TermList terms(taxonomy);
  const std::size_t inline_trades = std::min<std::size_t>(row.trade_count, schema::kInlineTrades);
  const std::size_t inline_sites = std::min<std::size_t>(row.site_count, schema::kInlineSites);
  const std::size_t more_trades = row.trade_count - inline_trades;
  for (std::size_t i = 0; i < inline_trades; ++i) terms.Occupation(row.trades[i]);
  for (std::size_t i = 0; i < more_trades; ++i) terms.Occupation(pool[2 * i]);
  for (std::size_t i = 0; i < inline_sites; ++i) terms.Place(row.sites[i]);
  for (std::size_t i = 0; i < row.site_count - inline_sites; ++i) {
    terms.Place(pool[2 * more_trades + i]);
  }
  const auto skills = pool.last(2 * std::size_t{row.skill_count});
  for (std::size_t i = 0; i < skills.size(); i += 2) terms.Skill(skills[i]);
  terms.Languages(row.languages);
  terms.Licences(row.licences);
  return std::move(terms).Take();
}

template <class Row>
Result<void> WriteDocuments(const StagedRows<Row>& staged, const std::vector<std::string>& words,
                            const taxonomy::Taxonomy& taxonomy, const fs::path& path,
                            unsigned threads, const std::function<void(std::uint64_t)>& done) {
  const std::size_t rows = staged.rows.size();
  const fs::path scratch = path.string() + ".runs";
  std::atomic<std::uint64_t> finished{0};
  const auto write_run = [&](const fs::path& out, std::size_t begin, std::size_t end) {
    Xapian::WritableDatabase database(out.string(), kBuildFlags);
    for (std::size_t i = begin; i < end; ++i) {
      const Row& row = staged.rows[i];
      const auto pool =
          std::span<const std::uint16_t>(staged.pool).subspan(row.pool, PoolEntries(row));
      Xapian::Document document;
      for (const std::string& term : TermsOf(row, pool, taxonomy)) document.add_boolean_term(term);
      if (!words.empty()) AddWords(words[i], document);
      database.add_document(document);
    }
    database.commit();
    database.close();
    done(finished += end - begin);
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
