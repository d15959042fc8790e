// What can be said about a hit, in the languages of matcher/messages/.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "matcher/message_pattern.h"

namespace kaam::matcher {

class LocaleFormat;

enum class Audience : std::uint8_t { kEmployer, kWorker };

// The sentences of one language. Immutable; threads may share it.
class Messages {
 public:
  // Reads the text of a message file (matcher/messages/README.md). kInvalidArgument naming
  // `name`:line for a row that is none, a code that stands twice for one audience, or a pattern
  // that CompiledPattern refuses.
  static Result<Messages> Parse(std::string_view name, std::string_view text);

  // Whether both say the same codes to the same audiences, with arguments of the same names and
  // kinds. kInvalidArgument naming the file and line of this one that is at fault.
  Result<void> CheckAgainst(const Messages& model) const;

  const std::string& language() const { return language_; }      // BCP-47
  const std::string& checked_by() const { return checked_by_; }  // a native reader
  const LocaleFormat& locale() const { return *locale_; }

  struct Sentence {
    std::string code;
    Audience audience;
    std::size_t line;
    CompiledPattern pattern;
  };
  // By code, then audience.
  const std::vector<Sentence>& sentences() const { return sentences_; }

  // Empty when the code is not said to this audience.
  std::string Render(std::string_view code, Audience audience,
                     std::initializer_list<MessageArgument> arguments) const;

  // As the language lists things: "a, b and c".
  std::string Join(std::span<const std::string_view> items) const;

 private:
  Messages() = default;
  const Sentence* Find(std::string_view code, Audience audience) const;
  Result<void> AddRow(std::string_view row, std::size_t line);

  std::string name_;
  std::string language_;
  std::string checked_by_;
  std::size_t lines_ = 0;
  std::shared_ptr<const LocaleFormat> locale_;
  std::vector<Sentence> sentences_;
};

// The files of matcher/messages/, which the build has checked and put into the program.
struct MessageFile {
  std::string_view language;
  std::string_view text;
};
std::span<const MessageFile> MessageFiles();

// The language among them that `tag` (BCP-47, any case) asks for: itself, or what is left of it
// without its last subtags ("hi-IN" is "hi"); absent when there is none.
std::optional<std::string_view> MessageLanguage(std::string_view tag);

// The sentences of that language, of English where there is none. Read when first asked for; any
// number of threads may call it at once.
const Messages& MessagesIn(std::string_view tag);

}  // namespace kaam::matcher
