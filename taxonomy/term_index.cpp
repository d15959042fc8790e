#include "taxonomy/term_index.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kaam::taxonomy {
namespace {

void MakeUnitLength(std::span<WeightedTerm> terms, float extra_square = 0) {
  float square = extra_square;
  for (const WeightedTerm& term : terms) square += term.weight * term.weight;
  if (square <= 0) return;
  for (WeightedTerm& term : terms) term.weight /= std::sqrt(square);
}

float Often(float times) { return 1 + std::log(times); }

}  // namespace

std::uint32_t TermIndex::NumberOf(const std::string& term) {
  const auto [entry, is_new] =
      numbers_.try_emplace(term, static_cast<std::uint32_t>(titles_with_.size()));
  if (is_new) titles_with_.push_back(0);
  return entry->second;
}

void TermIndex::Add(const std::vector<std::string>& terms) {
  std::map<std::uint32_t, float> times;
  for (const std::string& term : terms) times[NumberOf(term)] += 1;
  for (const auto& [term, count] : times) {
    weights_.push_back({term, Often(count)});
    ++titles_with_[term];
  }
  starts_.push_back(weights_.size());
  ++counted_;
}

void TermIndex::Count(const std::vector<std::string>& terms) {
  std::vector<std::uint32_t> numbers;
  for (const std::string& term : terms) numbers.push_back(NumberOf(term));
  std::sort(numbers.begin(), numbers.end());
  numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
  for (const std::uint32_t number : numbers) ++titles_with_[number];
  ++counted_;
}

void TermIndex::Finish() {
  const auto all = static_cast<float>(counted_);
  for (const std::uint32_t with : titles_with_) {
    idf_.push_back(std::log(1 + all / static_cast<float>(with)));
  }
  unknown_idf_ = std::log(1 + all);
  posting_starts_.assign(idf_.size() + 1, 0);
  for (std::size_t title = 0; title + 1 < starts_.size(); ++title) {
    const std::span<WeightedTerm> terms(weights_.data() + starts_[title],
                                        weights_.data() + starts_[title + 1]);
    for (WeightedTerm& term : terms) term.weight *= idf_[term.term];
    MakeUnitLength(terms);
    for (const WeightedTerm& term : terms) ++posting_starts_[term.term + 1];
  }
  for (std::size_t i = 1; i < posting_starts_.size(); ++i)
    posting_starts_[i] += posting_starts_[i - 1];
  postings_.resize(weights_.size());
  std::vector<std::size_t> next(posting_starts_.begin(), posting_starts_.end());
  for (std::size_t title = 0; title + 1 < starts_.size(); ++title) {
    for (const WeightedTerm& term : Title(title)) {
      postings_[next[term.term]++] = {static_cast<std::uint32_t>(title), term.weight};
    }
  }
}

std::optional<std::uint32_t> TermIndex::Find(const std::string& term) const {
  const auto found = numbers_.find(term);
  if (found == numbers_.end()) return std::nullopt;
  return found->second;
}

float TermIndex::IdfOf(const std::string& term) const {
  const auto number = Find(term);
  return number ? idf_[*number] : unknown_idf_;
}

std::vector<WeightedTerm> TermIndex::Query(const std::vector<std::string>& terms) const {
  std::map<std::string, float> times;
  for (const std::string& term : terms) times[term] += 1;
  std::vector<WeightedTerm> query;
  float unknown_square = 0;
  for (const auto& [term, count] : times) {
    if (const auto number = Find(term)) {
      query.push_back({*number, Often(count) * idf_[*number]});
    } else {
      unknown_square += std::pow(Often(count) * unknown_idf_, 2.0F);
    }
  }
  std::sort(query.begin(), query.end(),
            [](const WeightedTerm& a, const WeightedTerm& b) { return a.term < b.term; });
  MakeUnitLength(query, unknown_square);
  return query;
}

void TermIndex::AddCosines(std::span<const WeightedTerm> query, std::span<float> sums) const {
  // Pointers: this loop takes most of a query's time and its numbers come from Add.
  float* const sum = sums.data();
  for (const WeightedTerm& term : query) {
    const Posting* const end = postings_.data() + posting_starts_[term.term + 1];
    for (const Posting* at = postings_.data() + posting_starts_[term.term]; at != end; ++at) {
      sum[at->title] += term.weight * at->weight;
    }
  }
}

float TermIndex::Cosine(std::span<const WeightedTerm> query, std::size_t title) const {
  float sum = 0;
  const std::span<const WeightedTerm> terms = Title(title);
  auto mine = terms.begin();
  for (const WeightedTerm& term : query) {
    while (mine != terms.end() && mine->term < term.term) ++mine;
    if (mine != terms.end() && mine->term == term.term) sum += term.weight * mine->weight;
  }
  return sum;
}

}  // namespace kaam::taxonomy
