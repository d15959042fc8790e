// TF-IDF over one kind of term (words, stems, runs of letters) for a fixed list of titles.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace kaam::taxonomy {

struct WeightedTerm {
  std::uint32_t term = 0;
  float weight = 0;
};

// Titles get numbers from 0 in the order of Add; Finish must follow the last. Afterwards immutable.
class TermIndex {
 public:
  // A term that occurs often in one title counts 1 + ln(times). Titles after `Finish`ed ones are
  // not allowed; titles that are only to count for idf are given to Count.
  void Add(const std::vector<std::string>& terms);
  void Count(const std::vector<std::string>& terms);
  void Finish();

  std::size_t terms() const { return idf_.size(); }
  std::span<const float> idf() const { return idf_; }
  // ln(1 + titles / titles with the term); for a term that no title has, as if one had it.
  float IdfOf(const std::string& term) const;
  std::optional<std::uint32_t> Find(const std::string& term) const;

  // The terms of a title with TF-IDF weights of unit length, by ascending number.
  std::span<const WeightedTerm> Title(std::size_t title) const {
    return {weights_.data() + starts_[title], weights_.data() + starts_[title + 1]};
  }

  // Terms of a query with weights of unit length; terms unknown here take their share of the length
  // and are left out.
  std::vector<WeightedTerm> Query(const std::vector<std::string>& terms) const;

  // Adds the cosine with every title to `sums`, one entry a title.
  void AddCosines(std::span<const WeightedTerm> query, std::span<float> sums) const;
  float Cosine(std::span<const WeightedTerm> query, std::size_t title) const;

 private:
  struct Posting {
    std::uint32_t title;
    float weight;
  };
  std::uint32_t NumberOf(const std::string& term);

  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::uint32_t> titles_with_;
  std::vector<float> idf_;
  float unknown_idf_ = 0;
  std::uint32_t counted_ = 0;
  std::vector<WeightedTerm> weights_;
  std::vector<std::size_t> starts_ = {0};
  std::vector<Posting> postings_;
  std::vector<std::size_t> posting_starts_;
};

}  // namespace kaam::taxonomy
