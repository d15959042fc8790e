// Takes a request body out of the bytes that follow its header, by length or by chunks. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "api/problem.h"
#include "api/request_fence.h"

namespace kaam::api {

struct BodyLimits {
  std::size_t body_bytes = 1024 * 1024;
  std::size_t chunk_extension_bytes = 1024;  // over all chunks of one body
};

// Chunks are read more strictly than by Beast 1.81, which bounds neither chunk lines nor trailers
// and lets a bare line feed stand in a quoted extension: size lines hold 1 to 16 hexadecimal
// digits and an optional extension, each ends in CR LF, and trailers are refused.
// One body each; not shared between threads.
class BodyDecoder {
 public:
  // Fails with kContentTooLarge when the header already announces more than the limit.
  static ProblemOr<BodyDecoder> For(const RequestHead& head, const BodyLimits& limits);

  bool Done() const { return state_ == State::kDone; }

  // How many bytes are still to come, as far as that is known; 0 when it is not.
  std::uint64_t Expected() const { return remaining_; }

  // Appends to `body` what `bytes` hold of it and returns how many bytes belonged to the body's
  // framing and content; the rest belongs to the next request. Not to be called again once Done or
  // after a failure: kMalformedBody or kContentTooLarge.
  ProblemOr<std::size_t> Feed(std::string_view bytes, std::string& body);

 private:
  enum class State : std::uint8_t {
    kSize,       // digits of a chunk's size
    kExtension,  // the rest of a size line
    kSizeEnd,    // the LF of a size line
    kData,       // chunk content, or the whole body when its length is known
    kDataEnd,    // the CR after a chunk
    kDataEndLf,  // its LF
    kLastEnd,    // the CR after the last size line
    kLastEndLf,  // its LF
    kDone,
  };

  explicit BodyDecoder(const BodyLimits& limits) : limits_(limits) {}
  bool Step(char c);
  bool StepSize(char c);
  bool StepExtension(char c);

  BodyLimits limits_;
  State state_ = State::kSize;
  bool chunked_ = true;
  unsigned size_digits_ = 0;
  std::uint64_t remaining_ = 0;  // of the chunk, or of the body
  std::size_t extension_bytes_ = 0;
};

}  // namespace kaam::api
