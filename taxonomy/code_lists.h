// The short code lists: languages, licences, education levels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "taxonomy/table.h"

namespace kaam::taxonomy {

// A code whose place in a bit mask never changes.
struct CodedBit {
  std::string code;
  unsigned bit = 0;
  std::string name;
};

struct EducationLevel {
  std::uint8_t level = 0;  // 1..9, rising
  std::string code;
  std::string name;
  std::string name_hi;
};

// Immutable after loading; threads may share it.
class CodeLists {
 public:
  // Reads languages.tsv, licences.tsv and education.tsv.
  static Result<CodeLists> Load(const TableFiles& tables);

  const std::vector<CodedBit>& languages() const { return languages_; }  // BCP-47, bits 0..31
  const std::vector<CodedBit>& licences() const { return licences_; }    // LMV ..., bits 0..15
  const std::vector<EducationLevel>& education() const { return education_; }

  std::optional<unsigned> LanguageBit(std::string_view tag) const;
  std::optional<unsigned> LicenceBit(std::string_view code) const;

 private:
  std::vector<CodedBit> languages_;
  std::vector<CodedBit> licences_;
  std::vector<EducationLevel> education_;
};

}  // namespace kaam::taxonomy
