#include "matcher/table.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "core/ids.h"
#include "matcher/count_answer.h"

namespace kaam::matcher {
namespace {

constexpr std::size_t kShownRefDigits = 12;

// Characters, taking marks that join the letter before them for none, as terminals do with the
// marks of Indian scripts closely enough.
std::size_t Width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  }));
}

std::string Fixed(std::uint32_t total) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%.4f", static_cast<double>(total) / kMaxScore);
  return out.data();
}

std::string Sentences(const Hit& hit) {
  std::string out;
  for (const Reason& reason : hit.reasons) {
    if (!out.empty()) out += ' ';
    out += reason.text;
  }
  return out;
}

void PrintRows(const std::vector<std::vector<std::string>>& rows, std::ostream& out) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], Width(row[i]));
  }
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      out << row[i];
      if (i + 1 < row.size()) out << std::string(widths[i] - Width(row[i]) + 2, ' ');
    }
    out << '\n';
  }
}

void PrintParts(const Question& question, const Hit& hit, std::ostream& out) {
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < kPartCount; ++i) {
    const Part& part = hit.score.parts[i];
    const std::uint32_t weight = question.rules().weights.per_mille[i];
    std::string basis;
    if (part.basis == Basis::kNotAsked) basis = "not asked";
    if (part.basis == Basis::kNotStated) basis = "not stated";
    rows.push_back({"      ", std::string(kPartNames[i]), std::to_string(weight), "x",
                    std::to_string(part.value), "=", Fixed(weight * part.value), basis});
  }
  PrintRows(rows, out);
}

std::string Heading(const Index& index, const Question& question, const AnswerList& list) {
  std::string out;
  if (list.trade) {
    out = std::string(
        index.taxonomy().occupations().Label(list.trade->occupation, question.language()));
    out += " (" + index.taxonomy().occupations()[list.trade->occupation].code + ")";
    if (list.trade->count) out += ", " + std::to_string(*list.trade->count) + " wanted";
  }
  for (const std::string& place : question.place_labels()) out += (out.empty() ? "" : "; ") + place;
  return out;
}

}  // namespace

void PrintTable(const Index& index, const Question& question, const Answer& answer, bool explain,
                std::ostream& out) {
  const bool for_workers = question.direction() == Direction::kWorkersForOpening;
  for (const AnswerList& list : answer.lists) {
    const std::string heading = Heading(index, question, list);
    if (!heading.empty()) out << heading << '\n';
    out << TextOf(question, TellTotal(question, list))
        << (for_workers ? " workers are" : " openings are") << " just what was asked for; "
        << list.hits.size() << " shown\n";
    std::vector<std::vector<std::string>> rows{
        {"#", "ref", "match", "score", for_workers ? "why" : "opening and why"}};
    for (std::size_t i = 0; i < list.hits.size(); ++i) {
      const Hit& hit = list.hits[i];
      WorkerRef ref;
      const auto bytes =
          for_workers ? index.workers().RefBytes(hit.row) : index.openings().RefBytes(hit.row);
      std::copy(bytes.begin(), bytes.end(), ref.bytes.begin());
      const std::string title = for_workers ? "" : index.OpeningDocument(hit.row).title();
      rows.push_back({std::to_string(i + 1), ToHex(ref).substr(0, kShownRefDigits),
                      std::string(MatchLabel(hit.score)), Fixed(hit.score.total),
                      (title.empty() ? "" : title + ": ") + Sentences(hit)});
    }
    if (!explain) {
      PrintRows(rows, out);
    } else {
      for (std::size_t i = 0; i < list.hits.size(); ++i) {
        PrintRows({rows[0], rows[i + 1]}, out);
        PrintParts(question, list.hits[i], out);
      }
    }
    for (const std::string& line : CountLines(index, question, list)) out << line << '\n';
    if (list.withdrawn > 0) out << list.withdrawn << " withdrew and are left out\n";
    if (list.next) out << "more follow: --cursor " << *list.next << '\n';
    out << '\n';
  }
  const taxonomy::Understanding& said = question.understood();
  if (!said.not_understood.empty()) {
    out << "not understood:";
    for (const taxonomy::TextSpan& span : said.not_understood) out << ' ' << said.Words(span);
    out << '\n';
  }
}

}  // namespace kaam::matcher
