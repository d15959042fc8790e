// XML that may come from anybody, read as it is unpacked: no document type, no tag beyond a size.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.h"
#include "indexer/zip_file.h"

struct XML_ParserStruct;

namespace kaam::indexer {

inline constexpr std::size_t kMaxTagBytes = 1 << 20;

// The attributes of a tag, by name without prefix. Valid during the call.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char* const* pairs) : pairs_(pairs) {}
  std::optional<std::string_view> Find(std::string_view name) const;

 private:
  const char* const* pairs_;
};

// Is told of tags and text as they come. Names are without prefix; text comes in pieces.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void Start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual void End(std::string_view name) = 0;
  virtual void Text(std::string_view text) = 0;
};

// One thread.
class XmlStream {
 public:
  // `handler` must outlive the stream.
  XmlStream(std::unique_ptr<ZipPart> part, XmlHandler& handler);
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;
  ~XmlStream();

  // Reads some more; false at the end. kInvalidArgument for what is no XML or beyond the limits.
  Result<bool> Step();

  // Ends the reading with an error, from within the handler.
  void Fail(std::string reason);

 private:
  struct Calls;

  std::unique_ptr<ZipPart> part_;
  XmlHandler& handler_;
  XML_ParserStruct* parser_;
  std::vector<char> buffer_;
  std::uint64_t bytes_ = 0;       // given to the parser
  std::uint64_t last_event_ = 0;  // `bytes_` when the handler was last called
  std::string failure_;
};

// All of a part through `handler`.
Result<void> ReadXml(const ZipFile& file, const std::string& part, XmlHandler& handler);

}  // namespace kaam::indexer
