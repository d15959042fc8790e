#include <algorithm>
#include <mutex>

#include "matcher/messages.h"

namespace kaam::matcher {
namespace {

// One embedded file, read when first asked for.
struct Loaded {
  std::once_flag once;
  std::optional<Messages> messages;
};

}  // namespace

std::optional<std::string_view> MessageLanguage(std::string_view tag) {
  std::string wanted(tag);
  for (char& c : wanted) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  while (true) {
    for (const MessageFile& file : MessageFiles()) {
      if (file.language == wanted) return file.language;
    }
    const std::size_t subtag = wanted.rfind('-');
    if (subtag == std::string::npos) return std::nullopt;
    wanted.resize(subtag);
  }
}

const Messages& MessagesIn(std::string_view tag) {
  static std::vector<Loaded> loaded(MessageFiles().size());
  const std::string_view language = MessageLanguage(tag).value_or("en");
  const auto file = std::find_if(MessageFiles().begin(), MessageFiles().end(),
                                 [&](const MessageFile& f) { return f.language == language; });
  Loaded& entry = loaded[static_cast<std::size_t>(file - MessageFiles().begin())];
  // The build has checked the file: value() does not fail.
  std::call_once(entry.once,
                 [&] { entry.messages = Messages::Parse(language, file->text).value(); });
  return *entry.messages;
}

}  // namespace kaam::matcher
