#include "taxonomy/taxonomy.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <future>
#include <set>
#include <utility>

#include "taxonomy/lexicon_builder.h"
#include "taxonomy/table.h"
#include "taxonomy/writing_key.h"

namespace kaam::taxonomy {
namespace {

constexpr std::array<std::string_view, 20> kTables = {
    "ambiguous_words.tsv",   "deeds.tsv",         "districts.tsv",
    "education.tsv",         "languages.tsv",     "licences.tsv",
    "occupation_skills.tsv", "occupations.tsv",   "pins.tsv",
    "question_words.tsv",    "refused_words.tsv", "related_skills.tsv",
    "related_trades.tsv",    "skills.tsv",        "states.tsv",
    "subdistricts.tsv",      "things.tsv",        "towns.tsv",
    "trade_names.tsv",       "word_meanings.tsv"};

constexpr std::string_view kNameCounts = "name_counts";

// A particle in the writing it stands in alone: elsewhere its sound is another word.
constexpr std::string_view kOwnParticle = "own_particle";

constexpr std::array<std::pair<std::string_view, WordRole>, 16> kRoles = {{
    {"particle", WordRole::kParticle},
    {kOwnParticle, WordRole::kParticle},
    {"number", WordRole::kNumber},
    {"kilometre", WordRole::kKilometre},
    {"rupee", WordRole::kRupee},
    {"hour", WordRole::kHour},
    {"day", WordRole::kDay},
    {"week", WordRole::kWeek},
    {"month", WordRole::kMonth},
    {"year", WordRole::kYear},
    {"ordinary", WordRole::kOrdinary},
    {"day_offset", WordRole::kDayOffset},
    {"weekday", WordRole::kWeekday},
    {"month_name", WordRole::kMonthName},
    {"next", WordRole::kNext},
    {"after", WordRole::kAfter},
}};

// "Bricklayer, Construction" is said "Construction Bricklayer".
std::string Unturned(std::string_view title) {
  const std::size_t comma = title.find(", ");
  if (comma == std::string_view::npos) return {};
  return std::string(title.substr(comma + 2)) + ' ' + std::string(title.substr(0, comma));
}

// Question words are found by how they sound, those in Roman letters among Roman letters only.
std::string ScriptKey(std::string_view fine_key, bool is_latin) {
  return (is_latin ? "L" : "N") + std::string(fine_key);
}

}  // namespace

std::span<const std::string_view> TableNames() { return kTables; }

Result<std::shared_ptr<Taxonomy>> Taxonomy::LoadTables(const TableFiles& tables) {
  // Places are half of the work and know nothing of the rest.
  auto loading = std::async(std::launch::async, [&] { return Places::Load(tables); });
  auto occupations = Occupations::Load(tables);
  if (!occupations) return occupations.error();
  auto skills = Skills::Load(tables, *occupations);
  if (!skills) return skills.error();
  auto places = loading.get();
  if (!places) return places.error();
  auto codes = CodeLists::Load(tables);
  if (!codes) return codes.error();
  std::shared_ptr<Taxonomy> out(new Taxonomy(std::move(*occupations), std::move(*skills),
                                             std::move(*places), std::move(*codes)));
  if (auto loaded = out->LoadQuestionWords(tables); !loaded) return loaded.error();
  if (auto loaded = out->LoadRefusedWords(tables); !loaded) return loaded.error();
  return out;
}

Result<std::shared_ptr<const Taxonomy>> Taxonomy::Load(const std::filesystem::path& path) {
  std::error_code failed;
  if (std::filesystem::is_regular_file(path, failed)) return Open(path);
  const TableFiles tables(path);
  auto out = LoadTables(tables);
  if (!out) return out.error();
  SectionWriter file;
  for (const std::string_view name : kTables) {
    const auto content = tables.Read(name);
    if (!content) return content.error();
    file.AddBytes(
        name, name == "trade_names.tsv" ? (*out)->occupations_.NamesWithoutAliases() : *content);
  }
  std::vector<std::uint32_t> name_counts((*out)->occupations_.size());
  for (const TradeName& name : (*out)->occupations_.names()) ++name_counts[name.occupation.value];
  file.Add(kNameCounts, name_counts);
  if (auto loaded = (*out)->LoadWordMeanings(tables); !loaded) return loaded.error();
  LexiconBuilder lexicon((*out)->particles_);
  (*out)->AddNames(lexicon);
  (*out)->AddPlaceNames(lexicon);
  lexicon.Write(file);
  if (auto written = Deeds::Write(tables, (*out)->occupations_, file); !written) {
    return written.error();
  }
  (*out)->built_ = file.Finish();
  if (auto used = (*out)->UseCompiled(std::as_bytes(std::span((*out)->built_))); !used) {
    return used.error();
  }
  return std::shared_ptr<const Taxonomy>(std::move(*out));
}

Result<std::shared_ptr<const Taxonomy>> Taxonomy::Open(const std::filesystem::path& file) {
  auto mapped = MappedFile::Open(file);
  if (!mapped) return mapped.error();
  const auto sections = SectionReader::Open(mapped->bytes());
  if (!sections) return sections.error();
  auto out = LoadTables(TableFiles(*sections));
  if (!out) return out.error();
  (*out)->mapped_ = std::move(*mapped);
  (*out)->lexicon_ = Lexicon(*sections);
  (*out)->deeds_ = Deeds(*sections);
  (*out)->name_counts_ = sections->Array<std::uint32_t>(kNameCounts);
  return std::shared_ptr<const Taxonomy>(std::move(*out));
}

Result<void> Taxonomy::UseCompiled(std::span<const std::byte> bytes) {
  const auto sections = SectionReader::Open(bytes);
  if (!sections) return sections.error();
  lexicon_ = Lexicon(*sections);
  deeds_ = Deeds(*sections);
  name_counts_ = sections->Array<std::uint32_t>(kNameCounts);
  return {};
}

std::string_view Taxonomy::compiled() const {
  if (!built_.empty()) return built_;
  const auto bytes = mapped_.bytes();
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

Result<std::filesystem::path> Taxonomy::DefaultPath() {
  // Read once at start, before there are threads.
  if (const char* chosen = std::getenv("KAAM_TAXONOMY"); chosen != nullptr) {  // NOLINT
    return std::filesystem::path(chosen);
  }
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  const auto compiled = program.parent_path().parent_path() / "share/kaam" / kCompiledName;
  if (std::filesystem::exists(compiled, failed)) return compiled;
  return NotFound("there is no " + compiled.string() +
                  ": set KAAM_TAXONOMY to a compiled taxonomy or a directory of tables");
}

Result<std::shared_ptr<const Taxonomy>> Taxonomy::LoadDefault() {
  const auto path = DefaultPath();
  if (!path) return path.error();
  return Load(*path);
}

Result<void> Taxonomy::LoadQuestionWords(const TableFiles& tables) {
  const auto table = tables.Load("question_words.tsv", {"word", "role", "value"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    QuestionWord word;
    bool known = false;
    for (const auto& [name, role] : kRoles) {
      if (table->Cell(row, 1) != name) continue;
      word.role = role;
      known = true;
    }
    if (!known) return table->Fault(row, 1, "no such role");
    if (!table->Cell(row, 2).empty() || word.role == WordRole::kNumber) {
      const auto value = table->Number(row, 2, 100'000'000);
      if (!value) return value.error();
      word.value = *value;
    }
    const std::vector<Word> words = SplitWords(table->Cell(row, 0));
    if (words.size() != 1) return table->Fault(row, 0, "must be one word");
    const SoundKeys keys = KeysOf(words[0]);
    question_texts_.emplace_back(table->Cell(row, 0));
    const bool is_latin = words[0].is_latin;
    const bool is_particle = word.role == WordRole::kParticle;
    for (const std::string& key : {keys.fine, keys.spelt}) {
      const std::string own = KeyInWriting(key, keys.writing);
      question_words_.emplace(ScriptKey(own, is_latin), word);
      if (is_particle) particles_.insert(own);
      if (table->Cell(row, 1) == kOwnParticle) continue;
      question_words_.emplace(ScriptKey(key, is_latin), word);
      // "का" is also written "ka", but "day" is not "दाई", nor is "நாள்" (day) a "nal" (tap).
      if (!is_latin && SharesSmallWords(keys.writing)) {
        question_words_.emplace(ScriptKey(key, true), word);
      }
      if (is_particle) particles_.insert(key);
    }
  }
  return {};
}

const QuestionWord* Taxonomy::FindQuestionWord(std::string_view fine_key, bool is_latin) const {
  const auto found = question_words_.find(ScriptKey(fine_key, is_latin));
  return found == question_words_.end() ? nullptr : &found->second;
}

Result<void> Taxonomy::LoadRefusedWords(const TableFiles& tables) {
  const auto table = tables.Load("refused_words.tsv", {"words", "language", "reason"});
  if (!table) return table.error();
  constexpr std::array<std::string_view, 5> kReasons = {"caste", "religion", "gender",
                                                        "marital_status", "age"};
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const std::string_view reason = table->Cell(row, 2);
    if (std::find(kReasons.begin(), kReasons.end(), reason) == kReasons.end()) {
      return table->Fault(row, 2, "no such reason");
    }
    if (SplitWords(table->Cell(row, 0)).empty()) return table->Fault(row, 0, "holds no word");
    refused_.push_back({std::string(table->Cell(row, 0)), std::string(reason)});
  }
  return {};
}

Result<void> Taxonomy::LoadWordMeanings(const TableFiles& tables) {
  constexpr std::size_t kLanguages = 6;
  const auto table = tables.Load("word_meanings.tsv", {"en", "hi", "bn", "ta", "te", "mr"});
  if (!table) return table.error();
  for (std::size_t row = 0; row < table->rows(); ++row) {
    std::vector<std::string>& words = meanings_.emplace_back();
    for (std::size_t column = 0; column < kLanguages; ++column) {
      for (const std::string_view word : SplitList(table->Cell(row, column))) {
        if (SplitWords(word).size() != 1) return table->Fault(row, column, "must be single words");
        words.emplace_back(word);
      }
    }
  }
  return {};
}

void Taxonomy::AddNames(LexiconBuilder& lexicon) const {
  for (const auto& words : meanings_) lexicon.AddMeaning(words);
  for (const std::string& word : question_texts_) {
    lexicon.Add(word, {ConceptKind::kQuestionWord, 0}, {false, false});
  }
  for (const TradeName& name : occupations_.names()) {
    lexicon.Add(name.name, {ConceptKind::kTrade, name.occupation.value},
                {!name.never_display, name.is_label});
  }
  for (std::uint32_t i = 0; i < occupations_.ambiguous_words().size(); ++i) {
    lexicon.Add(occupations_.ambiguous_words()[i].word, {ConceptKind::kAmbiguous, i});
  }
  for (std::uint32_t i = 0; i < refused_.size(); ++i) {
    lexicon.Add(refused_[i].words, {ConceptKind::kRefused, i}, {false, false});
  }
  for (std::uint32_t i = 0; i < occupations_.size(); ++i) {
    const std::string& title = occupations_.all()[i].title;
    lexicon.Add(title, {ConceptKind::kTitle, i});
    lexicon.Add(Unturned(title), {ConceptKind::kTitle, i}, {false, false});
  }
  for (std::uint32_t i = 0; i < skills_.size(); ++i) {
    const Skill& skill = skills_.all()[i];
    lexicon.Add(skill.name, {ConceptKind::kSkill, i}, {true, true});
    lexicon.Add(skill.name_hi, {ConceptKind::kSkill, i}, {true, true});
    for (const std::string& name : skill.names_hi_latn) lexicon.Add(name, {ConceptKind::kSkill, i});
  }
}

void Taxonomy::AddPlaceNames(LexiconBuilder& lexicon) const {
  for (std::uint32_t i = 0; i < places_.towns().size(); ++i) {
    const Town& town = places_.towns()[i];
    lexicon.Add(town.name, {ConceptKind::kTown, i}, {true, true});
    lexicon.Add(town.name_hi, {ConceptKind::kTown, i}, {true, true});
    for (const std::string& alias : town.aliases) lexicon.Add(alias, {ConceptKind::kTown, i});
  }
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_.all()[i];
    if (place.kind == PlaceKind::kPin) continue;
    const ConceptKind kind = place.kind == PlaceKind::kState      ? ConceptKind::kState
                             : place.kind == PlaceKind::kDistrict ? ConceptKind::kDistrict
                                                                  : ConceptKind::kSubdistrict;
    lexicon.Add(place.name, {kind, i}, {true, true});
    lexicon.Add(place.name_hi, {kind, i}, {true, true});
    for (const std::string& alias : place.aliases) lexicon.Add(alias, {kind, i});
  }
}

}  // namespace kaam::taxonomy
