#include "bench/resolver_eval.h"

#include <time.h>

#include <algorithm>
#include <array>
#include <iomanip>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "bench/typing_errors.h"
#include "core/generation.h"
#include "taxonomy/resolver.h"
#include "taxonomy/suggest.h"

namespace kaam::bench {
namespace {

using taxonomy::Taxonomy;

constexpr std::size_t kShown = 5;  // "in the first five"
const Day kToday = DayFromNumber(20780);

struct Name {
  std::string text;
  std::string language;
  std::vector<std::string> families;  // any of these is right
};

struct NamesTally {
  std::size_t asked = 0;
  std::size_t first = 0;
  std::size_t five = 0;
};

std::vector<std::string> Split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    std::string_view part = text.substr(0, end);
    while (!part.empty() && (part.front() == ' ' || part.front() == '*')) part.remove_prefix(1);
    while (!part.empty() && (part.back() == ' ' || part.back() == '*')) part.remove_suffix(1);
    if (separator == '\t' || !part.empty()) parts.emplace_back(part);
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

Result<std::vector<Name>> ReadTrades(const std::filesystem::path& path) {
  const auto content = ReadWholeFile(path);
  if (!content) return content.error();
  std::vector<std::string> header;
  std::vector<Name> names;
  for (const std::string& line : Split(*content, '\n')) {
    const std::vector<std::string> cells = Split(line, '\t');
    if (header.empty()) {
      header = cells;
      continue;
    }
    std::vector<std::string> families;
    for (std::size_t i = 0; i < cells.size() && i < header.size(); ++i) {
      if (header[i] == "nco4") families = Split(cells[i], ';');
    }
    for (std::size_t i = 0; i < cells.size() && i < header.size(); ++i) {
      constexpr std::array kLanguages = {"en", "hi", "roman", "bn", "ta", "te", "mr", "gu",
                                         "kn", "ml", "pa",    "or", "ur", "as", "ne"};
      if (std::find(kLanguages.begin(), kLanguages.end(), header[i]) == kLanguages.end()) continue;
      for (const std::string& name : Split(cells[i], ';')) {
        names.push_back({name, header[i], families});
      }
    }
  }
  return names;
}

// Families of the occupations a text may mean, best first, each once.
std::vector<std::string> FamiliesOf(const Taxonomy& taxonomy, std::string_view text) {
  std::vector<std::string> families;
  const auto understood = taxonomy::Resolve(taxonomy, text, kToday);
  for (const taxonomy::RankedTrade& trade : taxonomy::RankTrades(taxonomy, understood)) {
    families.emplace_back(taxonomy.occupations()[trade.mention.occupation].code.substr(0, 4));
    if (families.size() == kShown) break;
  }
  return families;
}

void Count(const std::vector<std::string>& families, const Name& name, NamesTally& tally) {
  ++tally.asked;
  const auto right = [&](const std::string& family) {
    return std::find(name.families.begin(), name.families.end(), family) != name.families.end();
  };
  if (!families.empty() && right(families.front())) ++tally.first;
  if (std::any_of(families.begin(), families.end(), right)) ++tally.five;
}

void Print(std::ostream& out, const std::string& what, const NamesTally& tally) {
  const auto share = [&](std::size_t part) {
    return tally.asked == 0 ? 0.0
                            : 100.0 * static_cast<double>(part) / static_cast<double>(tally.asked);
  };
  out << std::left << std::setw(44) << what << std::right << std::setw(6) << tally.asked
      << std::fixed << std::setprecision(1) << std::setw(8) << share(tally.first) << std::setw(8)
      << share(tally.five) << '\n';
}

void PrintMiss(std::ostream& out, const Taxonomy& taxonomy, const Name& name,
               const std::vector<std::string>& families) {
  if (!families.empty() && std::find(name.families.begin(), name.families.end(),
                                     families.front()) != name.families.end()) {
    return;
  }
  out << "  miss " << name.language << " '" << name.text << "' wants " << name.families.front()
      << " got";
  for (const std::string& family : families) {
    const auto id = taxonomy.occupations().Find(family);
    out << ' ' << family
        << (id ? " (" + std::string(taxonomy.occupations().Label(*id, "en")) + ")" : "");
  }
  out << '\n';
}

void EvaluateNames(const Taxonomy& taxonomy, const std::vector<Name>& names, bool misses,
                   std::ostream& out) {
  std::map<std::string, NamesTally> by_language;
  NamesTally all;
  for (const Name& name : names) {
    const auto families = FamiliesOf(taxonomy, name.text);
    Count(families, name, by_language[name.language]);
    Count(families, name, all);
    if (misses) PrintMiss(out, taxonomy, name, families);
  }
  for (const auto& [language, tally] : by_language) Print(out, "names, " + language, tally);
  Print(out, "names, all", all);
}

void EvaluateTyping(const Taxonomy& taxonomy, const std::vector<Name>& names, std::uint64_t seed,
                    bool misses, std::ostream& out) {
  std::mt19937_64 random(seed);
  NamesTally all;
  for (const TypingError kind : kTypingErrors) {
    NamesTally tally;
    for (const Name& name : names) {
      const auto text = WithTypingError(name.text, kind, random);
      if (!text) continue;
      const Name typed{*text, name.language, name.families};
      const auto families = FamiliesOf(taxonomy, typed.text);
      Count(families, typed, tally);
      Count(families, typed, all);
      if (misses) PrintMiss(out, taxonomy, typed, families);
    }
    Print(out, std::string("one typing error: ") + NameOf(kind), tally);
  }
  Print(out, "one typing error, all", all);
}

// Names of the taxonomy in Roman letters, spelt another way that people use.
void EvaluateVariants(const Taxonomy& taxonomy, bool misses, std::ostream& out) {
  NamesTally all;
  std::map<std::string, std::vector<std::string>> families_of;
  for (const taxonomy::TradeName& name : taxonomy.occupations().names()) {
    if (name.language != "hi-Latn") continue;
    families_of[std::string(name.name)].emplace_back(
        taxonomy.occupations()[name.occupation].code.substr(0, 4));
  }
  for (const auto& [text, families] : families_of) {
    for (const std::string& variant : SpellingVariants(text)) {
      if (families_of.contains(variant)) continue;
      const Name name{variant, "variant of " + text, families};
      const auto found = FamiliesOf(taxonomy, variant);
      Count(found, name, all);
      if (misses) PrintMiss(out, taxonomy, name, found);
    }
  }
  Print(out, "spelling variants of names", all);
}

Result<void> EvaluateUnrelated(const Taxonomy& taxonomy, const ResolverEvalOptions& options,
                               std::ostream& out) {
  if (options.unrelated.empty()) return {};
  const auto content = ReadWholeFile(options.unrelated);
  if (!content) return content.error();
  NamesTally accepted;
  for (const std::string& text : Split(*content, '\n')) {
    const auto understood = taxonomy::Resolve(taxonomy, text, kToday);
    ++accepted.asked;
    if (!understood.trades.empty()) ++accepted.first;
    const auto ranked = taxonomy::RankTrades(taxonomy, understood);
    if (ranked.empty()) continue;
    ++accepted.five;
    if (options.misses) {
      const auto& mention = ranked.front().mention;
      out << "  accepted '" << text << "' as " << taxonomy.occupations()[mention.occupation].code
          << ' ' << taxonomy.occupations().Label(mention.occupation, "en") << ' '
          << mention.confidence << '\n';
    }
  }
  Print(out, "unrelated words: certain, or suggested", accepted);
  return {};
}

double CpuMicroseconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

void PrintTimes(std::ostream& out, const std::string& what, std::vector<double> times) {
  if (times.empty()) return;
  std::sort(times.begin(), times.end());
  const auto at = [&](double share) {
    return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))];
  };
  out << std::left << std::setw(44) << what << std::right << std::setw(6) << times.size()
      << std::fixed << std::setprecision(1) << "  p50 " << at(0.5) << "  p99 " << at(0.99)
      << "  max " << times.back() << " us CPU\n";
}

// Texts of eight words around names of the file, as spoken and with one word typed wrong.
void TimeResolve(const Taxonomy& taxonomy, const std::vector<Name>& names, std::uint64_t seed,
                 std::ostream& out) {
  constexpr std::array<std::string_view, 4> kFrames = {
      "6 % chahiye Noida me 700 roz", "mujhe % ka kaam chahiye Patna ke paas",
      "need 10 % near Lucknow from Monday urgently", "% का काम चाहिए पटना के पास रोज"};
  std::mt19937_64 random(seed);
  std::vector<double> known;
  std::vector<double> typed;
  for (int round = 0; round < 2; ++round) {  // the first warms caches
    known.clear();
    typed.clear();
    for (std::size_t i = 0; i < names.size(); ++i) {
      std::string text{kFrames[i % kFrames.size()]};
      text.replace(text.find('%'), 1, names[i].text);
      const auto wrong = WithTypingError(text, kTypingErrors[i % kTypingErrors.size()], random);
      const double start = CpuMicroseconds();
      static_cast<void>(taxonomy::Resolve(taxonomy, text, kToday));
      const double middle = CpuMicroseconds();
      if (wrong) static_cast<void>(taxonomy::Resolve(taxonomy, *wrong, kToday));
      known.push_back(middle - start);
      if (wrong) typed.push_back(CpuMicroseconds() - middle);
    }
  }
  PrintTimes(out, "resolve, 8 words", known);
  PrintTimes(out, "resolve, 8 words, one typed wrong", typed);
}

// Every beginning of every name of the file, as it is typed.
void TimeSuggest(const Taxonomy& taxonomy, const std::vector<Name>& names, std::ostream& out) {
  const taxonomy::Popularity prior = taxonomy::PriorOf(taxonomy);
  std::vector<double> times;
  for (int round = 0; round < 2; ++round) {
    times.clear();
    for (const Name& name : names) {
      for (std::size_t end = 1; end <= name.text.size(); ++end) {
        if (end < name.text.size() && (name.text[end] & 0xC0) == 0x80) continue;  // inside a letter
        const double start = CpuMicroseconds();
        static_cast<void>(taxonomy::Suggest(taxonomy, name.text.substr(0, end), 8, prior));
        times.push_back(CpuMicroseconds() - start);
      }
    }
  }
  PrintTimes(out, "suggest, every beginning of every name", times);
}

Result<void> TimeOpening(const Taxonomy& taxonomy, std::ostream& out) {
  const auto path = std::filesystem::temp_directory_path() / "kaam-bench-taxonomy.bin";
  if (auto written = WriteFileAtomically(path, taxonomy.compiled()); !written) return written;
  std::vector<double> times;
  for (int round = 0; round < 5; ++round) {
    const double start = CpuMicroseconds();
    const auto opened = Taxonomy::Open(path);
    if (!opened) return opened.error();
    times.push_back(CpuMicroseconds() - start);
  }
  std::filesystem::remove(path);
  PrintTimes(out, "opening the compiled taxonomy", times);
  out << "compiled taxonomy: " << taxonomy.compiled().size() / 1024 << " KiB\n";
  return {};
}

}  // namespace

Result<void> EvaluateResolver(const Taxonomy& taxonomy, const ResolverEvalOptions& options,
                              std::ostream& out) {
  const auto names = ReadTrades(options.trades);
  if (!names) return names.error();
  out << std::left << std::setw(44) << "what" << std::right << std::setw(6) << "asked"
      << std::setw(8) << "first %" << std::setw(8) << "five %" << '\n';
  EvaluateNames(taxonomy, *names, options.misses, out);
  EvaluateTyping(taxonomy, *names, options.seed, options.misses, out);
  EvaluateVariants(taxonomy, options.misses, out);
  if (auto done = EvaluateUnrelated(taxonomy, options, out); !done) return done;
  TimeResolve(taxonomy, *names, options.seed, out);
  TimeSuggest(taxonomy, *names, out);
  return TimeOpening(taxonomy, out);
}

}  // namespace kaam::bench
