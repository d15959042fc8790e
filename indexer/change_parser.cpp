#include "indexer/change_parser.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

#include "core/json_reader.h"
#include "core/json_text.h"
#include "core/privacy.h"
#include "indexer/checks.h"

namespace kaam::indexer {
namespace {

namespace json = boost::json;

constexpr std::string_view kEvent = "event";
constexpr std::string_view kVersion = "version";
constexpr std::string_view kRef = "ref";

// What a key of an event is called as a column of a worker, by which its value is read and checked.
struct Member {
  std::string_view key;
  std::string_view column;
};
constexpr std::array kIdentity = {Member{"uan", "uan"}, Member{"uan_kind", "uan_kind"},
                                  Member{"registration_number", "registration_number"},
                                  Member{"source", "source"}};
constexpr std::array kDay = {Member{"day", "confirmed"}};
constexpr std::array kEngagement = {Member{"day", "confirmed"}, Member{"until", "available_until"}};
constexpr std::array kVisit = {Member{"day", "ration_as_of"}, Member{"pin", "ration_pin"},
                               Member{"subdistrict", "ration_subdistrict"},
                               Member{"district", "ration_district"},
                               Member{"state", "ration_state"}};
// The parts of an entry in the column `consents`, in their order there.
constexpr std::array<std::string_view, 5> kConsentParts = {"purpose", "given", "withdrawn",
                                                           "expires", "channel"};
constexpr std::string_view kConsents = "consents";
constexpr std::string_view kNobody = "000000000000";

const json::value* Find(const json::object& object, std::string_view key) {
  const auto* const found = object.if_contains(key);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string TextOf(const json::object& object, std::string_view key) {
  const json::value* value = Find(object, key);
  return value == nullptr ? std::string() : FlatText(*value).value_or(std::string());
}

}  // namespace

// A value of `event`, and what it may have besides who it is and its version.
struct ChangeParser::Kind {
  std::string_view name;
  records::EventKind event = records::EVENT_KIND_UNSPECIFIED;
  std::span<const Member> members{};
};

const ChangeParser::Kind* ChangeParser::Find(std::string_view name) {
  static constexpr std::array kKinds = std::to_array<Kind>({
      {"worker"},
      {"opening"},
      {"remove_worker"},
      {"remove_opening"},
      {"erase"},
      {"consent", records::EVENT_KIND_CONSENT_CHANGE},
      {"ration_visit", records::EVENT_KIND_RATION_VISIT, kVisit},
      {"engagement", records::EVENT_KIND_ENGAGEMENT, kEngagement},
      {"exit", records::EVENT_KIND_EXIT, kDay},
      {"death", records::EVENT_KIND_DEATH, kDay},
      {"duplicate", records::EVENT_KIND_DUPLICATE, kDay},
      {"not_me", records::EVENT_KIND_NOT_ME, kDay},
  });
  const auto* const found = std::find_if(kKinds.begin(), kKinds.end(),
                                         [&](const Kind& kind) { return kind.name == name; });
  return found == kKinds.end() ? nullptr : found;
}

bool ChangeParser::Fault(std::string_view field, std::string reason, std::string kind) {
  const std::size_t at =
      field.empty() ? std::string_view::npos : line_.find('"' + std::string(field) + '"');
  fault_ = {0, at == std::string_view::npos ? 0 : static_cast<std::uint32_t>(at + 1),
            std::string(field), std::move(reason), std::move(kind)};
  return false;
}

std::optional<records::Change> ChangeParser::Parse(std::string_view line) {
  line_ = line;
  row_.clear();
  if (FirstInvalidUtf8(line)) {
    Fault("", "bytes are not UTF-8", "bad UTF-8");
    return std::nullopt;
  }
  const auto value = ReadJson(line, 6);
  if (!value || !value->is_object()) {
    Fault(value ? "" : value.error().field,
          value ? "the line is not a JSON object" : value.error().message, "malformed JSON");
    return std::nullopt;
  }
  records::Change change;
  if (ReadObject(value->get_object(), change)) return change;
  MaskRow(value->get_object());
  return std::nullopt;
}

bool ChangeParser::ReadObject(const json::object& object, records::Change& change) {
  const std::string name = TextOf(object, kEvent);
  const Kind* kind = Find(name);
  if (kind == nullptr) {
    return Fault(kEvent, name.empty() ? "is missing" : Quoted(name) + " is no kind of event",
                 "event: unknown");
  }
  const json::value* version = indexer::Find(object, kVersion);
  json::error_code error;
  if (version != nullptr) change.set_version(version->to_number<std::uint64_t>(error));
  if (version == nullptr || error || change.version() == 0) {
    return Fault(kVersion, "must be a whole number from 1", "version: missing");
  }
  if (name == "worker") {
    records::Worker& worker = *change.mutable_worker();
    if (!ReadWhole(object, "worker", worker)) return false;
    worker.set_version(change.version());
    change.set_ref(refs_.Of(worker).bytes.data(), WorkerRef().bytes.size());
    return true;
  }
  if (name == "opening") {
    records::Opening& opening = *change.mutable_opening();
    if (!ReadWhole(object, "opening", opening)) return false;
    opening.set_version(change.version());
    change.set_of_opening(true);
    change.set_ref(refs_.Of(opening).bytes.data(), OpeningRef().bytes.size());
    return true;
  }
  if (name == "remove_opening") {
    change.set_of_opening(true);
    change.set_removal(true);
    if (indexer::Find(object, kRef) != nullptr) return ReadRef(object, kRef, change);
    records::Opening opening;
    opening.set_id(TextOf(object, "id"));
    if (opening.id().empty()) return Fault("id", "is missing", "id: missing");
    if (const std::string source = TextOf(object, "source"); !source.empty()) {
      opening.set_source(source);
    }
    change.set_ref(refs_.Of(opening).bytes.data(), OpeningRef().bytes.size());
    return true;
  }
  return ReadEvent(*kind, object, change);
}

template <class Record>
bool ChangeParser::ReadWhole(const json::object& object, std::string_view key, Record& record) {
  constexpr bool kIsWorker = std::is_same_v<Record, records::Worker>;
  for (const auto& [other, value] : object) {
    if (other != kEvent && other != kVersion && other != key) {
      return Fault(other, "is not known here", "unknown key");
    }
  }
  const json::value* nested = indexer::Find(object, key);
  if (nested == nullptr || !nested->is_object()) {
    return Fault(key, "must be an object", std::string(key) + ": missing");
  }
  const std::string text = json::serialize(*nested);
  auto& parser = [&]() -> auto& {
    if constexpr (kIsWorker) {
      return workers_;
    } else {
      return openings_;
    }
  }();
  if (!parser.Parse(text, record)) {
    const RowFault& found = parser.fault();
    return Fault(found.field, found.reason, found.kind);
  }
  MaskFreeText(record);
  std::optional<CheckFault> wrong;
  if constexpr (kIsWorker) {
    wrong = CheckWorker(taxonomy_, record, today_);
  } else {
    wrong = CheckOpening(taxonomy_, record, today_);
  }
  return !wrong || Fault(wrong->field, wrong->reason, wrong->kind);
}

bool ChangeParser::ReadRef(const json::object& object, std::string_view key,
                           records::Change& change) {
  const auto ref = RefFromHex<WorkerRef>(TextOf(object, key));
  if (!ref) return Fault(key, "must be 32 hex digits", "ref: not 32 hex digits");
  change.set_ref(ref->bytes.data(), ref->bytes.size());
  return true;
}

bool ChangeParser::ReadEvent(const Kind& kind, const json::object& object,
                             records::Change& change) {
  const bool is_consent = kind.event == records::EVENT_KIND_CONSENT_CHANGE;
  json::object columns;
  std::array<std::string, kConsentParts.size()> consent;
  for (const auto& [key, value] : object) {
    if (key == kEvent || key == kVersion || key == kRef) continue;
    const auto* const part = std::find(kConsentParts.begin(), kConsentParts.end(), key);
    if (is_consent && part != kConsentParts.end()) {
      consent[static_cast<std::size_t>(part - kConsentParts.begin())] = TextOf(object, key);
      continue;
    }
    const auto is_key = [name = std::string_view(key)](const Member& member) {
      return member.key == name;
    };
    const auto* const who = std::find_if(kIdentity.begin(), kIdentity.end(), is_key);
    const auto what = std::find_if(kind.members.begin(), kind.members.end(), is_key);
    if (who == kIdentity.end() && what == kind.members.end()) {
      return Fault(key, "is not known here", "unknown key");
    }
    columns[who != kIdentity.end() ? who->column : what->column] = value;
  }
  const bool withdrawn = is_consent && consent[1].empty() && !consent[2].empty();
  if (is_consent) {
    if (withdrawn) consent[1] = consent[2];  // an entry has a day on which it was given
    std::string entry;
    for (const std::string& part : consent) {
      if (part.find_first_of(":;") != std::string::npos) {
        return Fault("purpose", "a consent's parts hold no ':' or ';'", "consents: malformed");
      }
      entry += part + ':';
    }
    columns[kConsents] = entry;
  }
  records::Worker worker;
  const auto fault = [&](const std::string& column, const std::string& reason,
                         const std::string& reason_kind) {
    const auto found = std::find_if(kind.members.begin(), kind.members.end(),
                                    [&](const Member& member) { return member.column == column; });
    const std::string_view key = found != kind.members.end() ? found->key
                                 : column == kConsents       ? kConsentParts[0]
                                                             : std::string_view(column);
    return Fault(key, reason, reason_kind);
  };
  const std::string text = json::serialize(columns);
  if (!workers_.Parse(text, worker)) {
    const RowFault& found = workers_.fault();
    return fault(found.field, found.reason, found.kind);
  }
  const bool by_ref = indexer::Find(object, kRef) != nullptr;
  if (by_ref) {
    if (!ReadRef(object, kRef, change)) return false;
    worker.set_uan(std::string(kNobody));  // she is named already; the rest is still checked
  }
  if (const auto wrong = CheckWorker(taxonomy_, worker, today_)) {
    return fault(wrong->field, wrong->reason, wrong->kind);
  }
  if (!by_ref) change.set_ref(refs_.Of(worker).bytes.data(), WorkerRef().bytes.size());
  if (kind.name == "remove_worker") {
    change.set_removal(true);
    return true;
  }
  if (kind.name == "erase") {
    change.set_erasure(true);
    return true;
  }
  records::Event& event = *change.mutable_event();
  event.set_kind(kind.event);
  if (worker.has_confirmed_day()) event.set_day(worker.confirmed_day());
  if (is_consent) {
    *event.mutable_consent() = worker.consents(0);
    if (withdrawn) event.mutable_consent()->clear_given_day();
    if (withdrawn && DayFromNumber(event.consent().withdrawn_day()) > today_) {
      return Fault("withdrawn", "lies in the future", "withdrawn: impossible date");
    }
  }
  if (kind.event == records::EVENT_KIND_RATION_VISIT) {
    if (!worker.ration().has_as_of_day()) return Fault("day", "is missing", "day: missing");
    const records::Address& place = worker.ration();
    if (!place.has_pin() && !place.has_lgd_subdistrict() && !place.has_lgd_district()) {
      return Fault("district", "is missing, and so are subdistrict and pin", "district: missing");
    }
    event.set_day(place.as_of_day());
    *event.mutable_place() = place;
  }
  if (kind.event == records::EVENT_KIND_ENGAGEMENT && !worker.availability().empty()) {
    change.set_until_day(worker.availability(0).until_day());
  }
  return true;
}

void ChangeParser::MaskRow(const json::object& object) {
  json::object out;
  const auto add = [](std::string_view key, const json::value& value, const auto& columns,
                      json::object& into) {
    const auto column = std::find_if(columns.begin(), columns.end(),
                                     [&](const auto& known) { return known.name == key; });
    const bool personal = column != columns.end() && column->personal;
    into[key] = personal ? "***" : MaskAadhaar(FlatText(value).value_or("..."));
  };
  for (const auto& [key, value] : object) {
    if (!value.is_object()) {
      add(key, value, ColumnsOf<records::Worker>(), out);
      continue;
    }
    json::object nested;
    for (const auto& [name, inner] : value.get_object()) {
      if (key == "worker") add(name, inner, ColumnsOf<records::Worker>(), nested);
      if (key == "opening") add(name, inner, ColumnsOf<records::Opening>(), nested);
    }
    out[key] = std::move(nested);
  }
  row_ = json::serialize(out);
}

}  // namespace kaam::indexer
