#include "taxonomy/taxonomy.h"

#include <array>
#include <cstdlib>
#include <utility>

#include "taxonomy/table.h"

namespace kaam::taxonomy {
namespace {

constexpr std::array<std::string_view, 16> kTables = {
    "ambiguous_words.tsv", "districts.tsv",      "education.tsv",      "languages.tsv",
    "licences.tsv",        "occupation_skills.tsv", "occupations.tsv", "pins.tsv",
    "question_words.tsv",  "related_skills.tsv", "related_trades.tsv", "skills.tsv",
    "states.tsv",          "subdistricts.tsv",   "towns.tsv",          "trade_names.tsv"};

constexpr std::array<std::pair<std::string_view, WordRole>, 10> kRoles = {{
    {"particle", WordRole::kParticle},
    {"number", WordRole::kNumber},
    {"kilometre", WordRole::kKilometre},
    {"rupee", WordRole::kRupee},
    {"hour", WordRole::kHour},
    {"day", WordRole::kDay},
    {"week", WordRole::kWeek},
    {"month", WordRole::kMonth},
    {"year", WordRole::kYear},
    {"ordinary", WordRole::kOrdinary},
}};

// "Bricklayer, Construction" is said "Construction Bricklayer".
std::string Unturned(std::string_view title) {
  const std::size_t comma = title.find(", ");
  if (comma == std::string_view::npos) return {};
  return std::string(title.substr(comma + 2)) + ' ' + std::string(title.substr(0, comma));
}

}  // namespace

std::span<const std::string_view> TableNames() { return kTables; }

Result<std::shared_ptr<const Taxonomy>> Taxonomy::Load(const std::filesystem::path& directory) {
  auto occupations = Occupations::Load(directory);
  if (!occupations) return occupations.error();
  auto skills = Skills::Load(directory, *occupations);
  if (!skills) return skills.error();
  auto places = Places::Load(directory);
  if (!places) return places.error();
  auto codes = CodeLists::Load(directory);
  if (!codes) return codes.error();
  std::shared_ptr<Taxonomy> out(new Taxonomy(std::move(*occupations), std::move(*skills),
                                             std::move(*places), std::move(*codes)));
  if (auto loaded = out->LoadQuestionWords(directory); !loaded) return loaded.error();
  out->FillLexicon();
  return std::shared_ptr<const Taxonomy>(std::move(out));
}

Result<std::filesystem::path> Taxonomy::DefaultDirectory() {
  // Read once at start, before there are threads.
  if (const char* chosen = std::getenv("KAAM_TAXONOMY"); chosen != nullptr) {  // NOLINT
    return std::filesystem::path(chosen);
  }
  std::error_code failed;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", failed);
  for (const std::filesystem::path& candidate :
       {program.parent_path().parent_path() / "share/kaam/taxonomy",
        std::filesystem::path(KAAM_SOURCE_TAXONOMY)}) {
    if (std::filesystem::exists(candidate / kTables.front(), failed)) return candidate;
  }
  return NotFound("no taxonomy tables: set KAAM_TAXONOMY to their directory");
}

Result<std::shared_ptr<const Taxonomy>> Taxonomy::LoadDefault() {
  const auto directory = DefaultDirectory();
  if (!directory) return directory.error();
  return Load(*directory);
}

Result<void> Taxonomy::LoadQuestionWords(const std::filesystem::path& directory) {
  const auto table = Table::Load(directory / "question_words.tsv", {"word", "role", "value"});
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
    if (word.role == WordRole::kNumber) {
      const auto value = table->Number(row, 2, 100'000'000);
      if (!value) return value.error();
      word.value = *value;
    }
    const std::vector<Word> words = SplitWords(table->Cell(row, 0));
    if (words.size() != 1) return table->Fault(row, 0, "must be one word");
    const SoundKeys keys = KeysOf(words[0]);
    question_words_.emplace(keys.fine, word);
    question_words_.emplace(keys.spelt, word);
  }
  return {};
}

const QuestionWord* Taxonomy::FindQuestionWord(const std::string& fine_key) const {
  const auto found = question_words_.find(fine_key);
  return found == question_words_.end() ? nullptr : &found->second;
}

void Taxonomy::AddName(std::string_view name, Concept meaning) {
  lexicon_.Add(name, meaning);
  std::string without;
  std::size_t left = 0;
  std::size_t dropped = 0;
  for (const Word& word : SplitWords(name)) {
    const QuestionWord* role = FindQuestionWord(KeysOf(word).fine);
    if (role != nullptr && role->role == WordRole::kParticle) {
      ++dropped;
    } else {
      without += (left++ > 0 ? " " : "") + word.text;
    }
  }
  if (dropped > 0 && left > 1) lexicon_.Add(without, meaning);
}

void Taxonomy::FillLexicon() {
  for (const TradeName& name : occupations_.names()) {
    AddName(name.name, {ConceptKind::kTrade, name.occupation.value});
  }
  for (std::uint32_t i = 0; i < occupations_.ambiguous_words().size(); ++i) {
    AddName(occupations_.ambiguous_words()[i].word, {ConceptKind::kAmbiguous, i});
  }
  for (std::uint32_t i = 0; i < occupations_.size(); ++i) {
    const std::string& title = occupations_.all()[i].title;
    AddName(title, {ConceptKind::kTitle, i});
    AddName(Unturned(title), {ConceptKind::kTitle, i});
  }
  for (std::uint32_t i = 0; i < skills_.size(); ++i) {
    const Skill& skill = skills_.all()[i];
    AddName(skill.name, {ConceptKind::kSkill, i});
    AddName(skill.name_hi, {ConceptKind::kSkill, i});
    for (const std::string& name : skill.names_hi_latn) {
      AddName(name, {ConceptKind::kSkill, i});
    }
  }
  for (std::uint32_t i = 0; i < places_.towns().size(); ++i) {
    const Town& town = places_.towns()[i];
    AddName(town.name, {ConceptKind::kTown, i});
    AddName(town.name_hi, {ConceptKind::kTown, i});
    for (const std::string& alias : town.aliases) AddName(alias, {ConceptKind::kTown, i});
  }
  for (std::uint32_t i = 0; i < places_.size(); ++i) {
    const Place& place = places_.all()[i];
    if (place.kind == PlaceKind::kPin) continue;
    const ConceptKind kind = place.kind == PlaceKind::kState      ? ConceptKind::kState
                             : place.kind == PlaceKind::kDistrict ? ConceptKind::kDistrict
                                                                  : ConceptKind::kSubdistrict;
    AddName(place.name, {kind, i});
    AddName(place.name_hi, {kind, i});
    for (const std::string& alias : place.aliases) AddName(alias, {kind, i});
  }
}

}  // namespace kaam::taxonomy
