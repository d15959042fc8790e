#include "indexer/xml_stream.h"

#include <expat.h>

namespace kaam::indexer {
namespace {

constexpr std::size_t kChunkBytes = 32 << 10;

std::string_view WithoutPrefix(std::string_view name) {
  return name.substr(name.find(':') + 1);  // npos + 1 is 0
}

}  // namespace

std::optional<std::string_view> XmlAttributes::Find(std::string_view name) const {
  for (const char* const* pair = pairs_; *pair != nullptr; pair += 2) {
    if (WithoutPrefix(pair[0]) == name) return std::string_view(pair[1]);
  }
  return std::nullopt;
}

// What the parser calls.
struct XmlStream::Calls {
  static XmlStream& Of(void* self) { return *static_cast<XmlStream*>(self); }

  static void Start(void* self, const char* name, const char** attributes) {
    Of(self).last_event_ = Of(self).bytes_;
    Of(self).handler_.Start(WithoutPrefix(name), XmlAttributes(attributes));
  }
  static void End(void* self, const char* name) {
    Of(self).last_event_ = Of(self).bytes_;
    Of(self).handler_.End(WithoutPrefix(name));
  }
  static void Text(void* self, const char* text, int size) {
    Of(self).last_event_ = Of(self).bytes_;
    Of(self).handler_.Text(std::string_view(text, static_cast<std::size_t>(size)));
  }
  static void Doctype(void* self, const char*, const char*, const char*, int) {
    Of(self).Fail("it has a document type, as no workbook has");
  }
};

XmlStream::XmlStream(std::unique_ptr<ZipPart> part, XmlHandler& handler)
    : part_(std::move(part)),
      handler_(handler),
      parser_(XML_ParserCreate(nullptr)),
      buffer_(kChunkBytes) {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, Calls::Start, Calls::End);
  XML_SetCharacterDataHandler(parser_, Calls::Text);
  XML_SetStartDoctypeDeclHandler(parser_, Calls::Doctype);
}

XmlStream::~XmlStream() { XML_ParserFree(parser_); }

void XmlStream::Fail(std::string reason) {
  if (failure_.empty()) failure_ = std::move(reason);
  XML_StopParser(parser_, XML_FALSE);
}

Result<bool> XmlStream::Step() {
  const auto got = part_->Read(buffer_);
  if (!got) return got.error();
  bytes_ += *got;
  const bool at_end = *got == 0;
  const XML_Status status =
      XML_Parse(parser_, buffer_.data(), static_cast<int>(*got), at_end ? XML_TRUE : XML_FALSE);
  if (status != XML_STATUS_OK && failure_.empty()) {
    failure_ = std::string(XML_ErrorString(XML_GetErrorCode(parser_))) + " in line " +
               std::to_string(XML_GetCurrentLineNumber(parser_));
  }
  // The parser keeps a tag until it is whole.
  if (failure_.empty() && bytes_ - last_event_ > kMaxTagBytes) {
    failure_ = "a tag is longer than " + std::to_string(kMaxTagBytes) + " bytes";
  }
  if (!failure_.empty()) {
    return InvalidArgument(part_->name() + " can't be read: " + failure_, part_->name());
  }
  return !at_end;
}

Result<void> ReadXml(const ZipFile& file, const std::string& part, XmlHandler& handler) {
  auto opened = file.OpenPart(part);
  if (!opened) return opened.error();
  XmlStream stream(std::move(*opened), handler);
  for (;;) {
    const auto more = stream.Step();
    if (!more) return more.error();
    if (!*more) return {};
  }
}

}  // namespace kaam::indexer
