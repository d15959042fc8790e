#include "api/audit_log.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

#include "core/generation.h"
#include "core/json_text.h"
#include "core/log.h"

namespace kaam::api {
namespace {

constexpr std::size_t kLinkDigits = 2 * crypto_generichash_BYTES;
constexpr std::string_view kBeforeHash = ",\"hash\":\"";
constexpr std::string_view kAfterHash = "\"}";
constexpr std::uint64_t kAnchorEvery = 100;  // lines between two notes of the head in the log

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string HashOf(std::string_view before, std::string_view text) {
  crypto_generichash_state state;
  crypto_generichash_init(&state, nullptr, 0, crypto_generichash_BYTES);
  crypto_generichash_update(&state, Bytes(before), before.size());
  crypto_generichash_update(&state, Bytes(text), text.size());
  std::array<unsigned char, crypto_generichash_BYTES> hash{};
  crypto_generichash_final(&state, hash.data(), hash.size());
  std::array<char, kLinkDigits + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

std::string NumberMark(std::uint64_t number) { return "{\"n\":" + std::to_string(number) + ","; }

// Takes one line into the head; false when it does not follow.
bool Follow(std::string_view line, AuditHead& head) {
  const std::size_t tail = kBeforeHash.size() + kLinkDigits + kAfterHash.size();
  if (line.size() < tail || !line.ends_with(kAfterHash)) return false;
  const std::string_view text = line.substr(0, line.size() - tail);
  const std::string_view hash = line.substr(text.size() + kBeforeHash.size(), kLinkDigits);
  if (!line.substr(text.size()).starts_with(kBeforeHash)) return false;
  if (!text.starts_with(NumberMark(head.lines + 1)) || HashOf(head.hash, text) != hash) {
    return false;
  }
  ++head.lines;
  head.hash = hash;
  return true;
}

AuditHead Beginning() { return {0, std::string(kLinkDigits, '0')}; }

struct Walked {
  AuditHead head = Beginning();
  std::size_t whole = 0;  // bytes of whole lines
  bool has_anchor = false;
};

Result<Walked> Walk(std::string_view text, std::string_view anchor) {
  Walked walked;
  walked.has_anchor = anchor.empty() || anchor == walked.head.hash;
  for (;;) {
    const std::size_t end = text.find('\n', walked.whole);
    if (end == std::string_view::npos) return walked;
    if (!Follow(text.substr(walked.whole, end - walked.whole), walked.head)) {
      return DataLoss("line " + std::to_string(walked.head.lines + 1) +
                      " of the audit does not follow from those before");
    }
    walked.has_anchor |= walked.head.hash == anchor;
    walked.whole = end + 1;
  }
}

std::string TimeText(std::time_t at) {
  std::tm utc{};
  gmtime_r(&at, &utc);
  std::array<char, sizeof "2026-11-26T00:00:00Z"> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%FT%TZ", &utc)};
}

bool WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fdatasync(descriptor) == 0;
}

}  // namespace

Result<std::unique_ptr<AuditLog>> AuditLog::Open(const std::filesystem::path& file) {
  constexpr mode_t kOwnerAlone = 0600;
  const int descriptor =
      ::open(file.c_str(), O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, kOwnerAlone);
  if (descriptor < 0) return IoError("open", file.string(), errno);
  std::unique_ptr<AuditLog> log(new AuditLog(descriptor, Beginning()));
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    return Unavailable("another process writes the audit " + file.string());
  }
  const auto text = ReadWholeFile(file);
  if (!text) return text.error();
  auto walked = Walk(*text, {});
  if (!walked) return walked.error();
  if (walked->whole < text->size()) {
    log::Warn("audit_line_cut_off", {{"line", static_cast<std::int64_t>(walked->head.lines + 1)}});
    if (::ftruncate(descriptor, static_cast<off_t>(walked->whole)) != 0) {
      return IoError("cut", file.string(), errno);
    }
  }
  log->head_ = std::move(walked->head);
  return log;
}

AuditLog::~AuditLog() {
  if (head_.lines > 0) {
    log::Info("audit_head", {{"lines", static_cast<std::int64_t>(head_.lines)},
                             {"hash", std::string_view(head_.hash)}});
  }
  ::close(descriptor_);
}

Result<void> AuditLog::Append(const AuditEvent& event, std::time_t now) {
  const std::scoped_lock lock(mutex_);
  if (failed_) return Unavailable("the audit cannot be written");
  std::string text;
  JsonAppender out(text);
  out.BeginObject();
  out.Key("n").Number(head_.lines + 1);
  out.Key("at").String(TimeText(now));
  out.Key("client").String(event.client);
  out.Key("role").String(event.role);
  out.Key("route").String(event.route);
  out.Key("shows").String(event.shows);
  out.Key("request").String(event.request);
  if (event.worker) out.Key("worker").String(ToHex(*event.worker));
  if (!event.posting.empty()) out.Key("posting").String(event.posting);
  AuditHead next{head_.lines + 1, HashOf(head_.hash, text)};
  text.append(kBeforeHash).append(next.hash).append(kAfterHash).append("\n");
  if (!WriteAll(descriptor_, text)) {
    failed_ = true;
    log::Error("audit_not_written", {{"errno", std::int64_t{errno}}});
    return Unavailable("the audit cannot be written");
  }
  head_ = std::move(next);
  // Where the log goes, the file's keeper cannot change it: what the file was is known there.
  if (head_.lines % kAnchorEvery == 0) {
    log::Info("audit_head", {{"lines", static_cast<std::int64_t>(head_.lines)},
                             {"hash", std::string_view(head_.hash)}});
  }
  return {};
}

AuditHead AuditLog::head() const {
  const std::scoped_lock lock(mutex_);
  return head_;
}

Result<AuditHead> VerifyAudit(const std::filesystem::path& file, std::string_view anchor) {
  const auto text = ReadWholeFile(file);
  if (!text) return text.error();
  const auto walked = Walk(*text, anchor);
  if (!walked) return walked.error();
  if (walked->whole < text->size()) {
    return DataLoss("line " + std::to_string(walked->head.lines + 1) + " of the audit is cut off");
  }
  if (!walked->has_anchor) return DataLoss("no line of the audit has the hash that was noted");
  return walked->head;
}

}  // namespace kaam::api
