#include "matcher/messages.h"

#include <algorithm>
#include <tuple>

#include "core/utf8.h"
#include "matcher/locale_format.h"

namespace kaam::matcher {
namespace {

constexpr std::string_view kColumns = "code\taudience\tpattern";

Error Fault(const std::string& name, std::size_t line, const std::string& what) {
  return InvalidArgument(name + ":" + std::to_string(line) + ": " + what, name);
}

std::string Describe(const Messages::Sentence& sentence) {
  return "'" + sentence.code + "' to " +
         (sentence.audience == Audience::kWorker ? "a worker" : "an employer");
}

// What stands behind `label` in a line of the head.
bool ReadHead(std::string_view line, std::string_view label, std::string& out) {
  if (!line.starts_with(label)) return false;
  out = line.substr(label.size());
  return true;
}

bool Before(const Messages::Sentence& sentence, std::pair<std::string_view, Audience> key) {
  return std::tie(sentence.code, sentence.audience) < std::tie(key.first, key.second);
}

}  // namespace

Result<Messages> Messages::Parse(std::string_view name, std::string_view text) {
  Messages out;
  out.name_ = name;
  bool in_rows = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    ++out.lines_;
    if (FirstInvalidUtf8(line)) return Fault(out.name_, out.lines_, "is not UTF-8");
    if (in_rows) {
      if (auto added = out.AddRow(line, out.lines_); !added) return added.error();
    } else if (line == kColumns) {
      in_rows = true;
    } else if (!ReadHead(line, "# language: ", out.language_) &&
               !ReadHead(line, "# checked by: ", out.checked_by_)) {
      return Fault(out.name_, out.lines_, "is no line of a head");
    }
  }
  if (out.language_.empty() || out.checked_by_.empty()) {
    return Fault(out.name_, 1, "the head names no language, or not who checked it");
  }
  auto locale = LocaleFormat::For(out.language_);
  if (!locale) return Fault(out.name_, 1, locale.error().message);
  out.locale_ = std::make_shared<const LocaleFormat>(std::move(*locale));
  return out;
}

Result<void> Messages::AddRow(std::string_view row, std::size_t line) {
  const std::size_t first = row.find('\t');
  const std::size_t second = row.find('\t', first == std::string_view::npos ? first : first + 1);
  if (second == std::string_view::npos || row.find('\t', second + 1) != std::string_view::npos) {
    return Fault(name_, line, "has not three cells");
  }
  const std::string_view code = row.substr(0, first);
  const std::string_view audience = row.substr(first + 1, second - first - 1);
  const auto pattern = CompiledPattern::Compile(row.substr(second + 1));
  if (!pattern) return Fault(name_, line, pattern.error().message);
  if (audience != "employer" && audience != "worker" && audience != "any") {
    return Fault(name_, line, "the audience must be employer, worker or any");
  }
  for (const Audience each : {Audience::kEmployer, Audience::kWorker}) {
    if (audience == (each == Audience::kEmployer ? "worker" : "employer")) continue;
    Sentence sentence{std::string(code), each, line, *pattern};
    const auto at =
        std::lower_bound(sentences_.begin(), sentences_.end(), std::pair(code, each), Before);
    if (at != sentences_.end() && at->code == code && at->audience == each) {
      return Fault(name_, line, "says " + Describe(sentence) + " a second time");
    }
    sentences_.insert(at, std::move(sentence));
  }
  return {};
}

Result<void> Messages::CheckAgainst(const Messages& model) const {
  for (const Sentence& wanted : model.sentences_) {
    const Sentence* own = Find(wanted.code, wanted.audience);
    if (own == nullptr) {
      return Fault(name_, lines_,
                   "does not say " + Describe(wanted) + ", as " + model.name_ + ":" +
                       std::to_string(wanted.line) + " does");
    }
    if (own->pattern.arguments() != wanted.pattern.arguments()) {
      return Fault(name_, own->line,
                   "says " + Describe(wanted) + " with other arguments than " + model.name_ + ":" +
                       std::to_string(wanted.line));
    }
  }
  for (const Sentence& own : sentences_) {
    if (model.Find(own.code, own.audience) == nullptr) {
      return Fault(name_, own.line,
                   "says " + Describe(own) + ", which " + model.name_ + " does not");
    }
  }
  return {};
}

const Messages::Sentence* Messages::Find(std::string_view code, Audience audience) const {
  const auto at =
      std::lower_bound(sentences_.begin(), sentences_.end(), std::pair(code, audience), Before);
  const bool found = at != sentences_.end() && at->code == code && at->audience == audience;
  return found ? &*at : nullptr;
}

std::string Messages::Render(std::string_view code, Audience audience,
                             std::initializer_list<MessageArgument> arguments) const {
  std::string out;
  if (const Sentence* sentence = Find(code, audience)) {
    constexpr std::size_t kBytes = 160;  // most sentences are shorter
    out.reserve(kBytes);
    sentence->pattern.Render(*locale_, {arguments.begin(), arguments.size()}, out);
  }
  return out;
}

std::string Messages::Join(std::span<const std::string_view> items) const {
  return locale_->Join(items);
}

}  // namespace kaam::matcher
