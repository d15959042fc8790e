#include "matcher/message_pattern.h"

#include <unicode/messagepattern.h>

#include <algorithm>
#include <cassert>

#include "matcher/locale_format.h"

namespace kaam::matcher {

// Walks the parts that ICU finds in a pattern, once.
class PatternReader {
 public:
  using Pieces = CompiledPattern::Pieces;
  using Branch = CompiledPattern::Branch;

  Result<CompiledPattern> Read(std::string_view pattern) {
    UErrorCode error = U_ZERO_ERROR;
    UParseError where;
    const icu::StringPiece bytes(pattern.data(), static_cast<int>(pattern.size()));
    parsed_.parse(icu::UnicodeString::fromUTF8(bytes), &where, error);
    if (U_FAILURE(error)) {
      return InvalidArgument("not a pattern (" + std::string(u_errorName(error)) +
                             " near character " + std::to_string(where.offset + 1) + ")");
    }
    int at = 0;
    out_.pieces_ = ReadMessage(at, {});
    if (fault_) return *fault_;
    return std::move(out_);
  }

 private:
  // From the start of a message to behind its end. `number` is the argument that # stands for.
  Pieces ReadMessage(int& at, const std::string& number) {
    Pieces pieces;
    int text_from = parsed_.getPart(at++).getLimit();
    const auto add_text = [&](int end) {
      const std::string text =
          Utf8(parsed_.getPatternString().tempSubStringBetween(text_from, end));
      if (text.empty()) return;
      if (pieces.empty() || pieces.back().is_argument) pieces.push_back({});
      pieces.back().text += text;
    };
    while (!fault_) {
      const auto& part = parsed_.getPart(at++);
      add_text(part.getIndex());
      text_from = part.getLimit();
      switch (part.getType()) {
        case UMSGPAT_PART_TYPE_MSG_LIMIT:
          return pieces;
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
          pieces.push_back({number, true});
          break;
        case UMSGPAT_PART_TYPE_ARG_START:
          text_from = parsed_.getPart(parsed_.getLimitPartIndex(at - 1)).getLimit();
          ReadArgument(part.getArgType(), at, pieces);
          break;
        default:  // an apostrophe that quotes: left out
          break;
      }
    }
    return pieces;
  }

  // From behind the start of an argument to behind its end.
  void ReadArgument(UMessagePatternArgType type, int& at, Pieces& pieces) {
    const auto& name_part = parsed_.getPart(at++);
    std::string name = Utf8(parsed_.getSubstring(name_part));
    if (name_part.getType() != UMSGPAT_PART_TYPE_ARG_NAME) {
      return Fault("argument " + name + " has no name");
    }
    pieces.push_back({name, true});
    switch (type) {
      case UMSGPAT_ARG_TYPE_NONE:
        Note(name, ArgumentKind::kText);
        break;
      case UMSGPAT_ARG_TYPE_SIMPLE: {
        const std::string format = Utf8(parsed_.getSubstring(parsed_.getPart(at++)));
        if (format != "number" || parsed_.getPartType(at) != UMSGPAT_PART_TYPE_ARG_LIMIT) {
          return Fault("argument " + name + " may be a plain number, not another '" + format + "'");
        }
        Note(name, ArgumentKind::kNumber);
        break;
      }
      case UMSGPAT_ARG_TYPE_PLURAL:
        Note(name, ArgumentKind::kNumber);
        ReadBranches(at, name, pieces.back().branches);
        break;
      case UMSGPAT_ARG_TYPE_SELECT:
        Note(name, ArgumentKind::kChoice);
        ReadBranches(at, {}, pieces.back().branches);
        break;
      default:
        return Fault("argument " + name + " is neither text, number, plural nor select");
    }
    ++at;  // its limit
  }

  void ReadBranches(int& at, const std::string& number, std::vector<Branch>& branches) {
    while (!fault_ && parsed_.getPartType(at) != UMSGPAT_PART_TYPE_ARG_LIMIT) {
      if (parsed_.getPartType(at) != UMSGPAT_PART_TYPE_ARG_SELECTOR) {
        return Fault("a plural has an offset");
      }
      Branch branch{Utf8(parsed_.getSubstring(parsed_.getPart(at++))), {}, {}};
      if (parsed_.getPartType(at) != UMSGPAT_PART_TYPE_MSG_START) {
        branch.exactly = static_cast<std::uint32_t>(parsed_.getNumericValue(parsed_.getPart(at++)));
      }
      branch.pieces = ReadMessage(at, number);
      branches.push_back(std::move(branch));
    }
    // ICU has seen to it that there is one.
    const auto other = std::find_if(branches.begin(), branches.end(),
                                    [](const Branch& b) { return b.keyword == "other"; });
    if (other != branches.end()) std::rotate(other, other + 1, branches.end());
  }

  void Note(const std::string& name, ArgumentKind kind) {
    const auto [known, is_new] = out_.arguments_.emplace(name, kind);
    if (!is_new && known->second != kind) Fault("argument " + name + " is used in two ways");
  }

  void Fault(std::string what) {
    if (!fault_) fault_ = InvalidArgument(std::move(what));
  }

  static std::string Utf8(const icu::UnicodeString& text) {
    std::string out;
    text.toUTF8String(out);
    return out;
  }

  UErrorCode made_ = U_ZERO_ERROR;
  icu::MessagePattern parsed_{made_};
  CompiledPattern out_;
  std::optional<Error> fault_;
};

Result<CompiledPattern> CompiledPattern::Compile(std::string_view pattern) {
  return PatternReader().Read(pattern);
}

void CompiledPattern::Render(const LocaleFormat& locale, std::span<const MessageArgument> arguments,
                             std::string& out) const {
  Append(pieces_, locale, arguments, out);
}

void CompiledPattern::Append(const Pieces& pieces, const LocaleFormat& locale,
                             std::span<const MessageArgument> arguments, std::string& out) {
  for (const Piece& piece : pieces) {
    if (!piece.is_argument) {
      out += piece.text;
      continue;
    }
    const auto argument =
        std::find_if(arguments.begin(), arguments.end(),
                     [&](const MessageArgument& given) { return given.name == piece.text; });
    assert(argument != arguments.end());
    if (argument == arguments.end()) continue;
    if (!piece.branches.empty()) {
      Append(Choose(piece, locale, *argument).pieces, locale, arguments, out);
    } else if (const auto* number = std::get_if<std::uint32_t>(&argument->value)) {
      locale.AppendNumber(*number, out);
    } else {
      out += std::get<std::string_view>(argument->value);
    }
  }
}

const CompiledPattern::Branch& CompiledPattern::Choose(const Piece& piece,
                                                       const LocaleFormat& locale,
                                                       const MessageArgument& argument) {
  const auto find = [&](auto matches) {
    return std::find_if(piece.branches.begin(), piece.branches.end() - 1, matches);
  };
  const auto by_keyword = [&](std::string_view keyword) {
    return find([&](const Branch& branch) { return branch.keyword == keyword; });
  };
  if (const auto* choice = std::get_if<std::string_view>(&argument.value)) {
    return *by_keyword(*choice);
  }
  const std::uint32_t number = std::get<std::uint32_t>(argument.value);
  const auto exact = find([&](const Branch& branch) { return branch.exactly == number; });
  if (exact != piece.branches.end() - 1) return *exact;
  return *by_keyword(locale.PluralOf(number));
}

}  // namespace kaam::matcher
