#include "taxonomy/embedding.h"

#include <Eigen/Dense>
#include <Eigen/Sparse>
#include <algorithm>
#include <cmath>
#include <map>
#include <random>

namespace kaam::taxonomy {
namespace {

using Dense = Eigen::MatrixXf;
using Sparse = Eigen::SparseMatrix<float, Eigen::RowMajor>;

constexpr int kSpare = 10;      // columns beyond those kept, for accuracy
constexpr int kIterations = 3;  // of the subspace
constexpr std::uint32_t kSeed = 20260101;
// Singular values are damped by this power: 0 would weigh rare and common topics alike, 1 lets the
// few largest topics rule.
constexpr float kTopicPower = 1.0F;

Sparse WeightedCounts(std::span<const ConceptTerms> concepts, std::span<const float> idf) {
  std::vector<Eigen::Triplet<float>> cells;
  for (std::size_t row = 0; row < concepts.size(); ++row) {
    std::map<std::uint32_t, int> counts;
    for (const std::uint32_t term : concepts[row]) ++counts[term];
    for (const auto& [term, count] : counts) {
      cells.emplace_back(static_cast<int>(row), static_cast<int>(term),
                         std::log1p(static_cast<float>(count)) * idf[term]);
    }
  }
  Sparse matrix(static_cast<int>(concepts.size()), static_cast<int>(idf.size()));
  matrix.setFromTriplets(cells.begin(), cells.end());
  return matrix;
}

Dense Orthonormal(const Dense& columns) {
  const Eigen::HouseholderQR<Dense> qr(columns);
  return qr.householderQ() * Dense::Identity(columns.rows(), columns.cols());
}

// Numbers that look normal, from the generator alone: the standard leaves std::normal_distribution
// to each library.
Dense RandomColumns(Eigen::Index rows, Eigen::Index columns) {
  std::mt19937 random(kSeed);
  Dense out(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    for (Eigen::Index i = 0; i < rows; ++i) {
      float sum = 0;
      for (int k = 0; k < 4; ++k) sum += static_cast<float>(random() >> 8) * (1.0F / 16777216.0F);
      out(i, j) = sum - 2.0F;
    }
  }
  return out;
}

}  // namespace

TermEmbedding TermEmbedding::Learn(std::span<const ConceptTerms> concepts,
                                   std::span<const float> idf, std::size_t most) {
  TermEmbedding embedding;
  const auto rows = static_cast<Eigen::Index>(concepts.size());
  const auto terms = static_cast<Eigen::Index>(idf.size());
  const Eigen::Index kept = std::min({static_cast<Eigen::Index>(most), rows, terms});
  embedding.dimensions_ = static_cast<std::size_t>(kept);
  if (kept == 0) return embedding;
  const Sparse matrix = WeightedCounts(concepts, idf);
  const Sparse transposed = matrix.transpose();
  const Eigen::Index width = std::min({kept + kSpare, rows, terms});
  Dense range = Orthonormal(matrix * RandomColumns(terms, width));
  for (int i = 0; i < kIterations; ++i) {
    const Dense domain = Orthonormal(transposed * range);
    range = Orthonormal(matrix * domain);
  }
  const Dense small = transposed * range;  // terms x width
  const Eigen::SelfAdjointEigenSolver<Dense> solver(small.transpose() * small);
  // Eigenvalues ascend; the last are the largest. Right singular vectors are small * u / sigma.
  embedding.vectors_.assign(static_cast<std::size_t>(terms * kept), 0.0F);
  for (Eigen::Index k = 0; k < kept; ++k) {
    const Eigen::Index from = width - 1 - k;
    const float sigma = std::sqrt(std::max(solver.eigenvalues()(from), 0.0F));
    if (sigma < 1e-4F) continue;
    const float scale = std::pow(sigma, kTopicPower - 1.0F);
    const Eigen::VectorXf column = small * solver.eigenvectors().col(from) * scale;
    for (Eigen::Index term = 0; term < terms; ++term) {
      embedding.vectors_[static_cast<std::size_t>(term * kept + k)] = column(term);
    }
  }
  return embedding;
}

}  // namespace kaam::taxonomy
