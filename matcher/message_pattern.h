// One pattern of ICU MessageFormat, compiled to pieces.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/result.h"

namespace kaam::matcher {

class LocaleFormat;

// What stands for an argument of a pattern: a number, written in the digits of the language, or a
// text as it is (also what a `select` chooses by).
struct MessageArgument {
  std::string_view name;
  std::variant<std::uint32_t, std::string_view> value;
};

// How a pattern uses an argument: {name}, {name, number} and {name, plural, ...}, or
// {name, select, ...}.
enum class ArgumentKind : std::uint8_t { kText, kNumber, kChoice };

// Immutable; threads may share it.
class CompiledPattern {
 public:
  // Takes named arguments, texts, whole numbers without a style, plural (without offset) and
  // select. kInvalidArgument for everything else, with ICU's reason where it has one, and for an
  // argument that is used in two ways.
  static Result<CompiledPattern> Compile(std::string_view pattern);

  const std::map<std::string, ArgumentKind, std::less<>>& arguments() const { return arguments_; }

  // Appends the sentence. Every argument must be given, in the right way.
  void Render(const LocaleFormat& locale, std::span<const MessageArgument> arguments,
              std::string& out) const;

 private:
  friend class PatternReader;

  struct Piece;
  using Pieces = std::vector<Piece>;
  struct Branch {
    std::string keyword;
    std::optional<std::uint32_t> exactly;  // "=0"
    Pieces pieces;
  };
  struct Piece {
    std::string text;  // as it is; where there is an argument, its name
    bool is_argument = false;
    std::vector<Branch> branches{};  // the last is "other"; none: the argument itself
  };

  static void Append(const Pieces& pieces, const LocaleFormat& locale,
                     std::span<const MessageArgument> arguments, std::string& out);
  static const Branch& Choose(const Piece& piece, const LocaleFormat& locale,
                              const MessageArgument& argument);

  Pieces pieces_;
  std::map<std::string, ArgumentKind, std::less<>> arguments_;
};

}  // namespace kaam::matcher
