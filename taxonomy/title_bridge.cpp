#include "taxonomy/title_bridge.h"

#include <algorithm>

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kConcepts = 3;  // of the others that a text may mean at once
constexpr float kAsGoodAs = 0.8F;     // least cosine of a text and a title that is as good as it

std::vector<std::vector<std::string>> Gathered(std::span<const TermsOfTitle> titles) {
  std::vector<std::vector<std::string>> gathered;
  for (const TermsOfTitle& title : titles) {
    if (title.concept_number >= gathered.size()) gathered.resize(title.concept_number + 1);
    std::vector<std::string>& all = gathered[title.concept_number];
    all.insert(all.end(), title.terms.begin(), title.terms.end());
  }
  return gathered;
}

}  // namespace

TitleBridge::TitleBridge(std::span<const TermsOfTitle> own, std::span<const TermsOfTitle> others) {
  if (others.empty()) return;
  for (const TermsOfTitle& title : others) {
    titles_.Add(title.terms);
    concept_of_.push_back(title.concept_number);
  }
  titles_.Finish();
  const auto own_concepts = Gathered(own);
  const auto other_concepts = Gathered(others);
  own_ = own_concepts.size();
  others_ = other_concepts.size();
  for (const auto& terms : own_concepts) concepts_.Add(terms);
  for (const auto& terms : other_concepts) concepts_.Add(terms);
  concepts_.Finish();
}

std::vector<WeightedTerm> TitleBridge::Like(const std::vector<std::string>& terms) const {
  if (concept_of_.empty()) return {};
  std::vector<float> by_title(concept_of_.size(), 0.0F);
  titles_.AddCosines(titles_.Query(terms), by_title);
  std::vector<float> by_concept(others_, 0.0F);
  for (std::size_t i = 0; i < by_title.size(); ++i) {
    float& best = by_concept[concept_of_[i]];
    best = std::max(best, by_title[i]);
  }
  std::vector<WeightedTerm> like;
  for (std::uint32_t i = 0; i < by_concept.size(); ++i) {
    if (by_concept[i] >= kAsGoodAs) like.push_back({i, by_concept[i]});
  }
  std::sort(like.begin(), like.end(), [](const WeightedTerm& a, const WeightedTerm& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.term < b.term;
  });
  if (like.size() > kConcepts) like.resize(kConcepts);
  return like;
}

std::vector<float> TitleBridge::Reach(std::span<const WeightedTerm> like) const {
  std::vector<float> reach;
  for (const WeightedTerm& one : like) {
    std::vector<float> cosines(own_ + others_, 0.0F);
    concepts_.AddCosines(concepts_.Title(own_ + one.term), cosines);
    reach.resize(own_, 0.0F);
    for (std::size_t i = 0; i < own_; ++i) {
      reach[i] = std::max(reach[i], one.weight * cosines[i]);
    }
  }
  return reach;
}

}  // namespace kaam::taxonomy
