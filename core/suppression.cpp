#include "core/suppression.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>

#include "core/clock.h"
#include "core/digests.h"
#include "core/generation.h"

namespace kaam {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 3> kActNames = {"erased", "withdrawn", "restored"};
constexpr std::size_t kChecksumDigits = 16;

std::string ChecksumOf(std::string_view fields) {
  return HexText(DigestOf(std::as_bytes(std::span(fields)))).substr(0, kChecksumDigits);
}

std::string LineOf(const Suppression& entry) {
  std::string line = NowUtc() + '\t';
  line += kActNames[static_cast<std::size_t>(entry.act)];
  line += '\t' + ToHex(entry.ref) + '\t' + std::to_string(entry.version) + '\t';
  return line + ChecksumOf(line) + '\n';
}

// Absent when the line is not as LineOf writes it.
std::optional<Suppression> ParseLine(std::string_view line) {
  if (line.size() <= kChecksumDigits) return std::nullopt;
  const std::string_view fields = line.substr(0, line.size() - kChecksumDigits);
  if (ChecksumOf(fields) != line.substr(fields.size())) return std::nullopt;
  std::array<std::string_view, 4> parts;
  std::string_view left = fields;
  for (std::string_view& part : parts) {
    const std::size_t end = left.find('\t');
    if (end == std::string_view::npos) return std::nullopt;
    part = left.substr(0, end);
    left.remove_prefix(end + 1);
  }
  Suppression entry;
  const auto ref = RefFromHex<WorkerRef>(parts[2]);
  const auto act = std::find(kActNames.begin(), kActNames.end(), parts[1]);
  const char* end = parts[3].data() + parts[3].size();
  const bool number = std::from_chars(parts[3].data(), end, entry.version).ptr == end;
  if (!ref || act == kActNames.end() || !number) return std::nullopt;
  entry.ref = *ref;
  entry.act = static_cast<SuppressionAct>(act - kActNames.begin());
  return entry;
}

}  // namespace

Result<SuppressionList> SuppressionList::Read(const fs::path& store) {
  const fs::path path = store / kSuppressionName;
  SuppressionList list;
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return list;
  const auto text = ReadWholeFile(path);
  if (!text) return text.error();
  std::string_view left = *text;
  for (std::size_t number = 1;; ++number) {
    const std::size_t end = left.find('\n');
    if (end == std::string_view::npos) return list;
    const auto entry = ParseLine(left.substr(0, end));
    if (!entry) {
      return DataLoss("the suppression list is damaged: " + path.string() + ":" +
                          std::to_string(number) +
                          ": nothing is served, as somebody could be seen who must not be",
                      path);
    }
    list.Add(*entry);
    left.remove_prefix(end + 1);
  }
}

void SuppressionList::Add(const Suppression& entry) {
  State& state = states_[entry.ref];
  switch (entry.act) {
    case SuppressionAct::kErased:
      state.erased = true;
      break;
    case SuppressionAct::kWithdrawn:
      state.withdrawn = std::max(state.withdrawn, entry.version);
      break;
    case SuppressionAct::kRestored:
      state.restored = std::max(state.restored, entry.version);
      break;
  }
}

bool SuppressionList::Has(const Suppression& entry) const {
  const auto found = states_.find(entry.ref);
  if (found == states_.end()) return false;
  switch (entry.act) {
    case SuppressionAct::kErased:
      return found->second.erased;
    case SuppressionAct::kWithdrawn:
      return found->second.withdrawn >= entry.version;
    case SuppressionAct::kRestored:
      return found->second.restored >= entry.version;
  }
  return false;
}

bool SuppressionList::IsHidden(const WorkerRef& ref) const {
  const auto found = states_.find(ref);
  return found != states_.end() && found->second.hidden();
}

bool SuppressionList::IsErased(const WorkerRef& ref) const {
  const auto found = states_.find(ref);
  return found != states_.end() && found->second.erased;
}

std::vector<WorkerRef> SuppressionList::Hidden() const {
  std::vector<WorkerRef> refs;
  for (const auto& [ref, state] : states_) {
    if (state.hidden()) refs.push_back(ref);
  }
  return refs;
}

Result<void> AppendSuppressions(const fs::path& store, std::span<const Suppression> entries) {
  if (entries.empty()) return {};
  std::string lines;
  for (const Suppression& entry : entries) lines += LineOf(entry);
  const fs::path path = store / kSuppressionName;
  std::error_code ignored;
  const bool is_new = !fs::exists(path, ignored);
  if (is_new) return WriteFileAtomically(path, lines);
  const auto before = ReadWholeFile(path);
  if (!before) return before.error();
  const std::size_t whole = before->rfind('\n') + 1;  // 0 when there is no whole line
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (fd < 0) return IoError("open", path, errno);
  int reason = 0;
  if (whole < before->size() && ::ftruncate(fd, static_cast<off_t>(whole)) != 0) reason = errno;
  auto at = static_cast<off_t>(whole);
  for (std::string_view left = lines; !left.empty() && reason == 0;) {
    const ssize_t written = ::pwrite(fd, left.data(), left.size(), at);
    if (written >= 0) {
      left.remove_prefix(static_cast<std::size_t>(written));
      at += written;
    } else if (errno != EINTR) {
      reason = errno;
    }
  }
  if (reason == 0 && ::fsync(fd) != 0) reason = errno;
  ::close(fd);
  if (reason != 0) return IoError("write", path, reason);
  return {};
}

}  // namespace kaam
