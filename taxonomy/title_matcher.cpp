#include "taxonomy/title_matcher.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "taxonomy/contender.h"
#include "taxonomy/embedding.h"
#include "taxonomy/label_terms.h"
#include "taxonomy/term_index.h"
#include "taxonomy/title_bridge.h"
#include "taxonomy/title_heads.h"
#include "taxonomy/word_likeness.h"

namespace kaam::taxonomy {
namespace {

constexpr std::size_t kDimensions = 200;
constexpr std::size_t kByLetters = 150;  // concepts looked at closely for their letters and words,
constexpr std::size_t kByMeaning = 60;   // and those for the embedding alone
constexpr float kAlike = 0.9F;           // least likeness of two words for soft TF-IDF,
constexpr int kUnshared = 4;             // and the most letters that only one of them has

using Vector = std::vector<float>;

void Set(TitleEvidence& evidence, TitleSignal signal, float value) {
  evidence.signals[static_cast<std::size_t>(signal)] = value;
}

void MakeUnitLength(std::span<float> vector) {
  float square = 0;
  for (const float x : vector) square += x * x;
  if (square <= 1e-12F) return;
  const float scale = 1 / std::sqrt(square);
  for (float& x : vector) x *= scale;
}

float Dot(std::span<const float> a, std::span<const float> b) {
  // Sixteen sums, which the compiler keeps in four vector registers; pointers, as checked indexing
  // would keep it from that.
  constexpr std::size_t kSums = 16;
  float sums[kSums] = {};
  const float* x = a.data();
  const float* y = b.data();
  std::size_t i = 0;
  for (; i + kSums <= a.size(); i += kSums) {
    for (std::size_t k = 0; k < kSums; ++k) sums[k] += x[i + k] * y[i + k];
  }
  float total = 0;
  for (; i < a.size(); ++i) total += x[i] * y[i];
  for (const float sum : sums) total += sum;
  return total;
}

float WeightedMean(std::span<const float> values, std::span<const float> weights) {
  float sum = 0;
  float all = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += weights[i] * values[i];
    all += weights[i];
  }
  return all > 0 ? sum / all : 0;
}

// The set of letters of a word, one bit each.
std::uint32_t LettersOf(std::string_view word) {
  std::uint32_t letters = 0;
  for (const char c : word) letters |= 1U << (static_cast<unsigned char>(c) % 32);
  return letters;
}

std::vector<std::string> StemsOf(const std::vector<std::string>& words) {
  std::vector<std::string> stems;
  for (const std::string& word : words) stems.push_back(StrongStem(word));
  return stems;
}

class FusedMatcher final : public TitleMatcher {
 public:
  FusedMatcher(std::span<const TitleOfConcept> titles, std::span<const TitleOfConcept> also) {
    for (const TitleOfConcept& title : titles) AddTitle(title);
    is_bridged_ = !also.empty();
    std::vector<ConceptTerms> concept_stems = IndexTitles(also);
    embedding_ = TermEmbedding::Learn(concept_stems, stems_.idf(), kDimensions);
    PlaceTitles();
    PlaceOthers();
  }

  std::vector<RankedConcept> Rank(std::string_view query, std::size_t most) const override {
    const std::vector<TitleEvidence> evidence = Examine(query, most);
    std::vector<Contender> contenders;
    for (std::size_t i = 0; i < evidence.size();) {
      std::size_t end = i;
      while (end < evidence.size() && evidence[end].concept_number == evidence[i].concept_number) {
        ++end;
      }
      contenders.push_back(Contender(std::span(evidence).subspan(i, end - i), is_bridged_));
      i = end;
    }
    std::stable_sort(contenders.begin(), contenders.end(),
                     [&](const Contender& x, const Contender& y) {
                       const RankedConcept& a = x.ranked;
                       const RankedConcept& b = y.ranked;
                       if (a.score != b.score) return a.score > b.score;
                       return first_title_[a.concept_number] < first_title_[b.concept_number];
                     });
    std::erase_if(contenders, [](const Contender& one) { return one.ranked.score <= 0; });
    LookAgain(contenders);
    std::vector<RankedConcept> ranked;
    for (const Contender& one : contenders) ranked.push_back(one.ranked);
    if (ranked.size() > most) ranked.resize(most);
    return ranked;
  }

  std::vector<TitleEvidence> Examine(std::string_view text, std::size_t most) const override {
    const Question question = Ask(text);
    if (question.words.empty()) return {};
    std::vector<float> by_letters(titles_.size(), 0.0F);
    std::vector<float> by_words(titles_.size(), 0.0F);
    runs_.AddCosines(question.run_weights, by_letters);
    words_.AddCosines(question.word_weights, by_words);
    std::vector<TitleEvidence> evidence;
    const std::vector<WeightedTerm> like = bridge_.Like(question.stems);
    const std::vector<float> reach = bridge_.Reach(like);
    for (const std::uint32_t candidate : Candidates(question, by_letters, by_words, most)) {
      const std::size_t first = evidence.size();
      Vector nearest(question.words.size(), 0.0F);  // stem of the concept, by word
      for (const std::uint32_t title : titles_of_[candidate]) {
        evidence.push_back(Weigh(question, title, by_letters[title], by_words[title]));
        Align(question, evidence.back(), nearest);
      }
      const float other_meaning = NearestCentroid(candidate, like);
      const float shared = WeightedMean(nearest, question.idf);
      for (TitleEvidence& one : std::span(evidence).subspan(first)) {
        Set(one, TitleSignal::kSharedOut, shared);
        if (!reach.empty()) Set(one, TitleSignal::kBridged, reach[candidate]);
        Set(one, TitleSignal::kOtherMeaning, other_meaning);
      }
    }
    return evidence;
  }

 private:
  struct Question {
    std::vector<std::string> words;
    std::vector<std::uint32_t> letters;  // of each word, as a set
    Vector idf;                          // of each word's stem
    std::vector<WeightedTerm> word_weights;
    std::vector<WeightedTerm> run_weights;
    std::vector<WeightedTerm> stem_weights;
    std::vector<std::string> stems;
    Vector headness;  // of each word
    Vector meaning;
    // By the question's words: likeness with each word and nearness to each stem of the titles,
    // filled as they are asked for; below -1 is not yet known.
    mutable std::vector<Vector> likeness;
    mutable std::vector<Vector> nearness;
  };

  void AddTitle(const TitleOfConcept& title) {
    const auto number = static_cast<std::uint32_t>(titles_.size());
    if (title.concept_number >= titles_of_.size()) titles_of_.resize(title.concept_number + 1);
    titles_of_[title.concept_number].push_back(number);
    titles_.push_back(title);
  }

  std::vector<ConceptTerms> IndexTitles(std::span<const TitleOfConcept> also) {
    std::vector<std::vector<std::string>> stems_of_titles;
    std::vector<TermsOfTitle> own_terms;
    std::vector<TermsOfTitle> other_terms;
    for (const TitleOfConcept& title : titles_) {
      const std::vector<std::string> words = TitleWords(title.title);
      words_.Add(words);
      runs_.Add(LetterRuns(words));
      stems_of_titles.push_back(StemsOf(words));
      stems_.Add(stems_of_titles.back());
      own_terms.push_back({title.concept_number, stems_of_titles.back()});
      word_lists_.push_back(words);
    }
    for (const TitleOfConcept& title : also) {
      stems_of_titles.push_back(StemsOf(TitleWords(title.title)));
      stems_.Count(stems_of_titles.back());
      other_terms.push_back({title.concept_number, stems_of_titles.back()});
    }
    for (std::size_t i = 0; i < titles_.size(); ++i) {
      heads_.Learn(own_terms[i].terms, titles_[i].title);
    }
    for (std::size_t i = 0; i < also.size(); ++i) heads_.Learn(other_terms[i].terms, also[i].title);
    bridge_ = TitleBridge(own_terms, other_terms);
    words_.Finish();
    runs_.Finish();
    stems_.Finish();
    FindHeads(own_terms);
    for (const TermsOfTitle& title : other_terms) {
      other_stems_.push_back({title.concept_number, stems_.Query(title.terms)});
    }
    first_title_.assign(titles_of_.size(), 0);
    for (std::size_t i = 0; i < titles_of_.size(); ++i) {
      if (!titles_of_[i].empty()) first_title_[i] = titles_of_[i].front();
    }
    std::vector<ConceptTerms> rows(titles_of_.size());
    for (std::size_t i = 0; i < stems_of_titles.size(); ++i) {
      const bool own = i < titles_.size();
      const std::size_t row = own ? titles_[i].concept_number
                                  : titles_of_.size() + also[i - titles_.size()].concept_number;
      if (row >= rows.size()) rows.resize(row + 1);
      for (const std::string& stem : stems_of_titles[i]) rows[row].push_back(*stems_.Find(stem));
    }
    std::erase_if(rows, [](const ConceptTerms& terms) { return terms.empty(); });
    for (const std::vector<std::string>& words : word_lists_) {
      for (const std::string& word : words) {
        const std::uint32_t number = *words_.Find(word);
        if (number >= word_texts_.size()) word_texts_.resize(number + 1);
        word_texts_[number] = word;
      }
    }
    for (const std::string& word : word_texts_) word_letters_.push_back(LettersOf(word));
    word_lists_.clear();
    return rows;
  }

  // Of the terms of each title, how likely they are its head.
  void FindHeads(std::span<const TermsOfTitle> titles) {
    for (std::size_t i = 0; i < titles.size(); ++i) {
      const Vector weights = heads_.Weights(titles[i].terms, titles_[i].title);
      Vector of_terms(stems_.Title(i).size(), 0.0F);
      for (std::size_t t = 0; t < of_terms.size(); ++t) {
        for (std::size_t w = 0; w < weights.size(); ++w) {
          if (*stems_.Find(titles[i].terms[w]) == stems_.Title(i)[t].term) of_terms[t] = weights[w];
        }
      }
      headness_.push_back(std::move(of_terms));
    }
  }

  // The cosine of the concept's centroid with the nearest of those it is `like`.
  float NearestCentroid(std::uint32_t candidate, std::span<const WeightedTerm> like) const {
    const std::size_t k = embedding_.dimensions();
    float nearest = 0;
    for (const WeightedTerm& one : like) {
      nearest = std::max(nearest, one.weight * Dot({centroids_.data() + candidate * k, k},
                                                   {other_centroids_.data() + one.term * k, k}));
    }
    return nearest;
  }

  void PlaceOthers() {
    const std::size_t k = embedding_.dimensions();
    for (const auto& [number, stems] : other_stems_) {
      if ((number + 1) * k > other_centroids_.size()) other_centroids_.resize((number + 1) * k);
      Vector meaning(k, 0.0F);
      for (const WeightedTerm& stem : stems) AddStem(stem, meaning);
      MakeUnitLength(meaning);
      for (std::size_t i = 0; i < k; ++i) other_centroids_[number * k + i] += meaning[i];
    }
    for (std::size_t at = 0; at < other_centroids_.size(); at += k) {
      MakeUnitLength(std::span(other_centroids_).subspan(at, k));
    }
    other_stems_.clear();
  }

  void PlaceTitles() {
    const std::size_t k = embedding_.dimensions();
    for (std::uint32_t stem = 0; stem < stems_.terms(); ++stem) {
      const auto from = embedding_.Of(stem);
      stem_directions_.insert(stem_directions_.end(), from.begin(), from.end());
      MakeUnitLength(std::span(stem_directions_).last(k));
    }
    meanings_.assign(titles_.size() * k, 0.0F);
    centroids_.assign(titles_of_.size() * k, 0.0F);
    for (std::size_t title = 0; title < titles_.size(); ++title) {
      const std::span<float> meaning(meanings_.data() + title * k, k);
      for (const WeightedTerm& stem : stems_.Title(title)) AddStem(stem, meaning);
      MakeUnitLength(meaning);
      float* centroid = centroids_.data() + titles_[title].concept_number * k;
      for (std::size_t i = 0; i < k; ++i) centroid[i] += meaning[i];
    }
    for (std::size_t i = 0; i < titles_of_.size(); ++i) {
      MakeUnitLength(std::span(centroids_.data() + i * k, k));
    }
  }

  void AddStem(const WeightedTerm& stem, std::span<float> sum) const {
    const auto vector = embedding_.Of(stem.term);
    for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += stem.weight * vector[i];
  }

  Question Ask(std::string_view text) const {
    Question question;
    question.words = TitleWords(text);
    for (const std::string& word : question.words) question.letters.push_back(LettersOf(word));
    question.word_weights = words_.Query(question.words);
    question.run_weights = runs_.Query(LetterRuns(question.words));
    question.stems = StemsOf(question.words);
    for (const std::string& stem : question.stems) question.idf.push_back(stems_.IdfOf(stem));
    question.headness = heads_.Weights(question.stems, text);
    question.stem_weights = stems_.Query(question.stems);
    question.meaning.assign(embedding_.dimensions(), 0.0F);
    for (const WeightedTerm& stem : question.stem_weights) AddStem(stem, question.meaning);
    MakeUnitLength(question.meaning);
    question.likeness.assign(question.words.size(), Vector(words_.terms(), -2.0F));
    question.nearness.assign(question.words.size(), Vector(stems_.terms(), -2.0F));
    return question;
  }

  // Concepts worth a close look, ascending by their first title.
  std::vector<std::uint32_t> Candidates(const Question& question, std::span<const float> by_letters,
                                        std::span<const float> by_words, std::size_t most) const {
    const std::size_t concepts = titles_of_.size();
    Vector by_text(concepts, 0.0F);
    Vector by_meaning(concepts, 0.0F);
    const std::size_t k = embedding_.dimensions();
    for (std::size_t i = 0; i < concepts; ++i) {
      for (const std::uint32_t title : titles_of_[i]) {
        by_text[i] = std::max(by_text[i], by_letters[title] + by_words[title]);
      }
      if (!titles_of_[i].empty())
        by_meaning[i] = Dot(question.meaning, {centroids_.data() + i * k, k});
    }
    std::vector<std::uint32_t> chosen = Best(by_text, std::max(kByLetters, most));
    const std::vector<std::uint32_t> more = Best(by_meaning, kByMeaning);
    chosen.insert(chosen.end(), more.begin(), more.end());
    std::sort(chosen.begin(), chosen.end());
    chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
    return chosen;
  }

  // The concepts with the `most` highest values above 0.
  static std::vector<std::uint32_t> Best(const Vector& values, std::size_t most) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
      if (values[i] > 0) order.push_back(i);
    }
    if (order.size() > most) {
      std::nth_element(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most),
                       order.end(), [&](std::uint32_t a, std::uint32_t b) {
                         return values[a] != values[b] ? values[a] > values[b] : a < b;
                       });
      order.resize(most);
    }
    return order;
  }

  float Likeness(const Question& question, std::size_t word, std::uint32_t other) const {
    float& known = question.likeness[word][other];
    if (known < -1) {
      const std::uint32_t unshared = question.letters[word] ^ word_letters_[other];
      known = std::popcount(unshared) > kUnshared
                  ? 0
                  : WordLikeness(question.words[word], word_texts_[other]);
      if (known < kAlike) known = 0;
    }
    return known;
  }

  float Nearness(const Question& question, std::size_t word, std::uint32_t stem) const {
    float& known = question.nearness[word][stem];
    if (known < -1) {
      const auto own = stems_.Find(question.stems[word]);
      const std::size_t k = embedding_.dimensions();
      if (!own)
        known = 0;
      else if (*own == stem)
        known = 1;
      else
        known = std::max(0.0F, Dot({stem_directions_.data() + *own * k, k},
                                   {stem_directions_.data() + stem * k, k}));
    }
    return known;
  }

  TitleEvidence Weigh(const Question& question, std::uint32_t title, float runs,
                      float words) const {
    TitleEvidence evidence{title, titles_[title].concept_number, {}};
    Set(evidence, TitleSignal::kWords, words);
    Set(evidence, TitleSignal::kRuns, runs);
    Set(evidence, TitleSignal::kStems, stems_.Cosine(question.stem_weights, title));
    Set(evidence, TitleSignal::kSoft, SoftCosine(question, title));
    const std::size_t k = embedding_.dimensions();
    Set(evidence, TitleSignal::kMeaning, Dot(question.meaning, {meanings_.data() + title * k, k}));
    Set(evidence, TitleSignal::kConcept,
        Dot(question.meaning, {centroids_.data() + evidence.concept_number * k, k}));
    return evidence;
  }

  float SoftCosine(const Question& question, std::uint32_t title) const {
    float sum = 0;
    float square = 0;
    for (std::size_t w = 0; w < question.words.size(); ++w) {
      const float idf = words_.IdfOf(question.words[w]);
      square += idf * idf;
      float best = 0;
      for (const WeightedTerm& term : words_.Title(title)) {
        best = std::max(best, Likeness(question, w, term.term) * term.weight);
      }
      sum += idf * best;
    }
    return square > 0 ? sum / std::sqrt(square) : 0;
  }

  // Sets what the stems of the title say, and raises `nearest` to them.
  void Align(const Question& question, TitleEvidence& evidence, Vector& nearest) const {
    const std::span<const WeightedTerm> terms = stems_.Title(evidence.title);
    Vector best_of_word(question.words.size(), 0.0F);
    float told = 0;
    float told_found = 0;
    float covered = 0;
    const Vector& headness = headness_[evidence.title];
    Vector best_head(question.words.size(), 0.0F);
    for (const WeightedTerm& term : terms) {
      const float idf = stems_.idf()[term.term];
      float best = 0;
      for (std::size_t w = 0; w < question.words.size(); ++w) {
        const float near = Nearness(question, w, term.term);
        best = std::max(best, near);
        best_of_word[w] = std::max(best_of_word[w], near);
        best_head[w] = std::max(best_head[w], near * headness[&term - terms.data()]);
      }
      told += idf;
      told_found += idf * best;
      if (best >= 1) covered += idf;
    }
    for (std::size_t w = 0; w < nearest.size(); ++w) {
      nearest[w] = std::max(nearest[w], best_of_word[w]);
    }
    const float query_aligned = WeightedMean(best_of_word, question.idf);
    const float title_aligned = told > 0 ? told_found / told : 0;
    const bool preferred = titles_of_[evidence.concept_number].front() == evidence.title;
    Set(evidence, TitleSignal::kHeads, WeightedMean(best_head, question.headness));
    Set(evidence, TitleSignal::kQueryAligned, query_aligned);
    Set(evidence, TitleSignal::kTitleAligned, title_aligned);
    Set(evidence, TitleSignal::kPreferred, preferred ? query_aligned * title_aligned : 0);
    Set(evidence, TitleSignal::kCovered, told > 0 ? covered / told : 0);
  }

  std::vector<TitleOfConcept> titles_;
  std::vector<std::vector<std::uint32_t>> titles_of_;
  std::vector<std::uint32_t> first_title_;
  std::vector<std::vector<std::string>> word_lists_;
  std::vector<std::string> word_texts_;
  std::vector<std::uint32_t> word_letters_;
  TermIndex words_;
  TermIndex runs_;
  TermIndex stems_;
  TitleHeads heads_;
  std::vector<Vector> headness_;  // by title, of its stems
  TitleBridge bridge_;
  bool is_bridged_ = false;
  TermEmbedding embedding_;
  Vector stem_directions_;  // the embedding of each stem, of unit length
  Vector meanings_;         // of each title, of unit length
  std::vector<std::pair<std::uint32_t, std::vector<WeightedTerm>>> other_stems_;
  Vector other_centroids_;  // of each concept of the other lists, of unit length
  Vector centroids_;        // of each concept, of unit length
};

}  // namespace

std::unique_ptr<const TitleMatcher> TitleMatcher::Build(std::span<const TitleOfConcept> titles,
                                                        std::span<const TitleOfConcept> also) {
  return std::make_unique<FusedMatcher>(titles, also);
}

}  // namespace kaam::taxonomy
