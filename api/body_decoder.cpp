#include "api/body_decoder.h"

#include <algorithm>

#include "api/ascii.h"

namespace kaam::api {
namespace {

constexpr unsigned kMaxSizeDigits = 16;

Problem TooLarge() { return {ProblemKind::kContentTooLarge, "The body is over the limit"}; }

}  // namespace

ProblemOr<BodyDecoder> BodyDecoder::For(const RequestHead& head, const BodyLimits& limits) {
  BodyDecoder decoder(limits);
  if (head.chunked) return decoder;
  decoder.chunked_ = false;
  decoder.remaining_ = head.content_length.value_or(0);
  decoder.state_ = decoder.remaining_ == 0 ? State::kDone : State::kData;
  if (decoder.remaining_ > limits.body_bytes) return TooLarge();
  return decoder;
}

ProblemOr<std::size_t> BodyDecoder::Feed(std::string_view bytes, std::string& body) {
  std::size_t at = 0;
  while (at < bytes.size() && !Done()) {
    if (state_ != State::kData) {
      if (!Step(bytes[at++])) {
        return Problem{ProblemKind::kMalformedBody, "The chunks of the body are not well-formed"};
      }
      if (remaining_ > limits_.body_bytes - body.size()) return TooLarge();
      continue;
    }
    const std::size_t taken = std::min<std::uint64_t>(remaining_, bytes.size() - at);
    body.append(bytes, at, taken);
    at += taken;
    remaining_ -= taken;
    if (remaining_ == 0) state_ = chunked_ ? State::kDataEnd : State::kDone;
  }
  return at;
}

// One byte of framing; false when it cannot stand there.
bool BodyDecoder::Step(char c) {
  const auto take = [&](char wanted, State next) {
    state_ = next;
    return c == wanted;
  };
  switch (state_) {
    case State::kSize:
      return StepSize(c);
    case State::kExtension:
      return StepExtension(c);
    case State::kSizeEnd:
      size_digits_ = 0;
      return take('\n', remaining_ == 0 ? State::kLastEnd : State::kData);
    case State::kDataEnd:
      return take('\r', State::kDataEndLf);
    case State::kDataEndLf:
      return take('\n', State::kSize);
    case State::kLastEnd:
      return take('\r', State::kLastEndLf);
    case State::kLastEndLf:
      return take('\n', State::kDone);
    case State::kData:
    case State::kDone:
      break;
  }
  return false;
}

bool BodyDecoder::StepSize(char c) {
  if (const int digit = HexValue(c); digit >= 0) {
    remaining_ = remaining_ << 4 | static_cast<std::uint64_t>(digit);
    return ++size_digits_ <= kMaxSizeDigits;
  }
  if (size_digits_ == 0) return false;
  state_ = c == '\r' ? State::kSizeEnd : State::kExtension;
  return c == '\r' || c == ';';
}

bool BodyDecoder::StepExtension(char c) {
  if (c == '\r') {
    state_ = State::kSizeEnd;
    return true;
  }
  const auto byte = static_cast<unsigned char>(c);
  return ((byte >= 0x20 && byte != 0x7F) || c == '\t') &&
         ++extension_bytes_ <= limits_.chunk_extension_bytes;
}

}  // namespace kaam::api
