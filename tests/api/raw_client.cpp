#include "tests/api/raw_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

#include "api/ascii.h"

namespace kaam::api {

RawClient::RawClient(std::uint16_t port) : descriptor_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{10, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  ::setsockopt(descriptor_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) {
    ::close(std::exchange(descriptor_, -1));
  }
}

RawClient::~RawClient() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      received_(std::move(other.received_)),
      reset_(other.reset_) {}

bool RawClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::Receive() {
  std::array<char, 64 * 1024> piece;
  const ssize_t got = ::recv(descriptor_, piece.data(), piece.size(), 0);
  if (got < 0) reset_ = true;
  if (got <= 0) return false;
  received_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<RawAnswer> RawClient::ReadAnswer(bool head_only) {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!Receive()) return std::nullopt;
  }
  RawAnswer answer;
  std::string_view head = std::string_view(received_).substr(0, end + 2);
  if (!head.starts_with("HTTP/1.1 ") || head.size() < 14) return std::nullopt;
  answer.status = std::atoi(std::string(head.substr(9, 3)).c_str());
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) return std::nullopt;
    answer.fields[LowerCase(line.substr(0, colon))] = std::string(line.substr(colon + 2));
    head.remove_prefix(line.size() + 2);
  }
  received_.erase(0, end + 4);
  if (head_only || !answer.fields.contains("content-length")) return answer;
  const std::size_t length = std::stoul(answer.fields["content-length"]);
  while (received_.size() < length) {
    if (!Receive()) return std::nullopt;
  }
  answer.body = received_.substr(0, length);
  received_.erase(0, length);
  return answer;
}

bool RawClient::IsClosed() { return ReadAll().empty() && !reset_; }

std::string RawClient::ReadAll() {
  while (Receive()) {
  }
  return std::exchange(received_, {});
}

bool RawClient::HasBytesWithin(int milliseconds) {
  if (!received_.empty()) return true;
  pollfd wanted{descriptor_, POLLIN, 0};
  return ::poll(&wanted, 1, milliseconds) > 0;
}

void RawClient::CloseSendingSide() { ::shutdown(descriptor_, SHUT_WR); }

}  // namespace kaam::api
