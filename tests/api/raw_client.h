// A client that sends exactly the bytes it is told to. Every wait ends after ten seconds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace kaam::api {

struct RawAnswer {
  int status = 0;
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(std::uint16_t port);
  ~RawClient();
  RawClient(RawClient&& other) noexcept;
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  // False when the server no longer takes bytes.
  bool Send(std::string_view bytes);

  // The next answer; absent when the connection ends before it is whole. For an answer to HEAD
  // only the header is read.
  std::optional<RawAnswer> ReadAnswer(bool head_only = false);

  // True when nothing more comes and the server has closed, not reset, the connection.
  bool IsClosed();

  // Everything that still comes until the server closes.
  std::string ReadAll();

  // True when bytes, or the end, come within that time.
  bool HasBytesWithin(int milliseconds);

  void CloseSendingSide();

 private:
  bool Receive();

  int descriptor_ = -1;
  std::string received_;
  bool reset_ = false;
};

}  // namespace kaam::api
