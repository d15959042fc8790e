#include "core/record_columns.h"

#include "core/column_types.h"

namespace kaam {
namespace {

using namespace columns;  // the tables below read as text
using records::Opening;
using records::Worker;

constexpr bool kPersonal = true;
constexpr bool kPublic = false;

// A column of one scalar field. `get` and `edit` are how the message that holds the field is
// reached, for reading and for writing: `r.` or `r.current().` and `r.mutable_current()->`.
#define KAAM_FIELD(name, personal, Type, get, edit, field)                         \
  {name, personal,                                                                 \
   [](std::string_view text, auto& r) {                                            \
     return Type::Parse(text, [&](auto... value) { edit set_##field(value...); }); \
   },                                                                              \
   [](const auto& r, std::string& out) {                                           \
     if (get has_##field()) Type::Format(get field(), out);                        \
   }}

// A proto3 enum field has no presence; its zero value stands for absent.
#define KAAM_ENUM(name, Type, get, edit, field)                                    \
  {name, kPublic,                                                                  \
   [](std::string_view text, auto& r) {                                            \
     return Type::Parse(text, [&](auto... value) { edit set_##field(value...); }); \
   },                                                                              \
   [](const auto& r, std::string& out) {                                           \
     if (get field() != 0) Type::Format(get field(), out);                         \
   }}

#define KAAM_LIST(name, Type, get, edit, field)                                            \
  {name, kPublic,                                                                          \
   [](std::string_view text, auto& r) {                                                    \
     return ListOf<Type>::Parse(text, [&](auto... value) { edit add_##field(value...); }); \
   },                                                                                      \
   [](const auto& r, std::string& out) { ListOf<Type>::Format(get field(), out); }}

#define KAAM_ADDRESS(prefix, sub)                                                             \
  KAAM_FIELD(prefix "_state", kPublic, Count<99>, r.sub()., r.mutable_##sub()->, lgd_state),  \
      KAAM_FIELD(prefix "_district", kPublic, Count<65535>, r.sub()., r.mutable_##sub()->,    \
                 lgd_district),                                                               \
      KAAM_FIELD(prefix "_subdistrict", kPublic, Count<99999>, r.sub()., r.mutable_##sub()->, \
                 lgd_subdistrict),                                                            \
      KAAM_FIELD(prefix "_pin", kPublic, Count<999999>, r.sub()., r.mutable_##sub()->, pin),  \
      KAAM_FIELD(prefix "_line", kPersonal, Text, r.sub()., r.mutable_##sub()->, line),       \
      KAAM_FIELD(prefix "_as_of", kPublic, Date, r.sub()., r.mutable_##sub()->, as_of_day)

// "S0012", "S0012:2", "S0012:2:certified".
ColumnFault ParseHeldSkill(std::string_view entry, Worker& worker) {
  const auto [code, level, evidence] = SplitEntry<3>(entry);
  records::HeldSkill& skill = *worker.add_skills();
  skill.set_code(code.data(), code.size());
  if (!level.empty()) {
    const auto number = ParseNumber<std::uint32_t>(level);
    if (!number || *number < 1 || *number > 3) return "a skill's level must be 1, 2 or 3";
    skill.set_level(*number);
  }
  if (evidence == "certified")
    skill.set_evidence(records::EVIDENCE_CERTIFIED);
  else if (!evidence.empty() && evidence != "declared") {
    return "a skill's evidence must be declared or certified";
  }
  return std::nullopt;
}

void FormatHeldSkills(const Worker& worker, std::string& out) {
  const std::size_t begin = out.size();
  for (const records::HeldSkill& skill : worker.skills()) {
    if (!skill.has_code()) continue;
    Separate(out, begin);
    out += skill.code();
    const bool certified = skill.evidence() == records::EVIDENCE_CERTIFIED;
    if (skill.has_level() || certified) out += ':';
    if (skill.has_level()) AppendNumber(skill.level(), out);
    if (certified) out += ":certified";
  }
}

// purpose:given:withdrawn:expires:channel:notice version:notice language:operator:artefact id; all
// but the purpose and the first date may be empty or left out.
ColumnFault ParseConsent(std::string_view entry, Worker& worker) {
  const auto [purpose, given, withdrawn, expires, channel, notice, language, operator_id,
              artefact] = SplitEntry<9>(entry);
  const auto known = ConsentPurposeWord::Find(purpose);
  if (!known) return "a consent's purpose " + *ConsentPurposeWord::Fault();
  records::Consent& consent = *worker.add_consents();
  consent.set_purpose(*known);
  const auto day = [](std::string_view text, auto set) {
    const auto value = ParseDay(text);
    if (value) set(DayNumber(*value));
    return text.empty() || value.has_value();
  };
  if (!day(given, [&](int v) { consent.set_given_day(v); }) ||
      !day(withdrawn, [&](int v) { consent.set_withdrawn_day(v); }) ||
      !day(expires, [&](int v) { consent.set_expires_day(v); })) {
    return "a consent's days must be dates that exist, as YYYY-MM-DD";
  }
  if (!channel.empty()) {
    const auto by = ConsentChannelWord::Find(channel);
    if (!by) return "a consent's channel " + *ConsentChannelWord::Fault();
    consent.set_channel(*by);
  }
  if (!notice.empty()) consent.set_notice_version(notice.data(), notice.size());
  if (!language.empty()) consent.set_notice_language(language.data(), language.size());
  if (!operator_id.empty()) consent.set_operator_id(operator_id.data(), operator_id.size());
  if (!artefact.empty()) consent.set_artefact_id(artefact.data(), artefact.size());
  return std::nullopt;
}

void FormatConsents(const Worker& worker, std::string& out) {
  const std::size_t begin = out.size();
  for (const records::Consent& consent : worker.consents()) {
    Separate(out, begin);
    ConsentPurposeWord::Format(consent.purpose(), out);
    out += ':';
    if (consent.has_given_day()) Date::Format(consent.given_day(), out);
    out += ':';
    if (consent.has_withdrawn_day()) Date::Format(consent.withdrawn_day(), out);
    out += ':';
    if (consent.has_expires_day()) Date::Format(consent.expires_day(), out);
    out += ':';
    if (consent.channel() != 0) ConsentChannelWord::Format(consent.channel(), out);
    for (const std::string* part : {&consent.notice_version(), &consent.notice_language(),
                                    &consent.operator_id(), &consent.artefact_id()}) {
      out += ':';
      out += *part;
    }
    while (out.back() == ':') out.pop_back();
  }
}

// "7112.0200", "7112.0200:6", "7112.0200:6:2" (head count, already filled).
template <class SetTrade>
ColumnFault ParseTrade(std::string_view entry, Opening& opening, SetTrade set) {
  const auto [name, heads, filled] = SplitEntry<3>(entry);
  records::WantedTrade& trade = *opening.add_trades();
  set(trade, std::string(name));
  for (const auto& [text, assign] : {std::pair{heads, &records::WantedTrade::set_head_count},
                                     std::pair{filled, &records::WantedTrade::set_filled_count}}) {
    if (text.empty()) continue;
    const auto number = ParseNumber<std::uint32_t>(text);
    if (!number || *number > 100'000) return "a head count must be a whole number up to 100000";
    (trade.*assign)(*number);
  }
  return std::nullopt;
}

void FormatTrades(const Opening& opening, bool coded, std::string& out) {
  const std::size_t begin = out.size();
  for (const records::WantedTrade& trade : opening.trades()) {
    if (trade.has_nco() != coded) continue;
    Separate(out, begin);
    out += coded ? trade.nco() : trade.text();
    if (trade.has_head_count() || trade.has_filled_count()) out += ':';
    if (trade.has_head_count()) AppendNumber(trade.head_count(), out);
    if (trade.has_filled_count()) {
      out += ':';
      AppendNumber(trade.filled_count(), out);
    }
  }
}

// "S0012", "S0012:must", "S0012::30", "S0012:must:30:2" (weight 1..100, level asked 1..3).
ColumnFault ParseWantedSkill(std::string_view entry, Opening& opening) {
  const auto [code, must, weight, level] = SplitEntry<4>(entry);
  records::WantedSkill& skill = *opening.add_skills();
  skill.set_code(code.data(), code.size());
  if (!must.empty() && must != "must") return "a skill may be marked must, or not at all";
  skill.set_must(must == "must");
  if (!weight.empty()) {
    const auto number = ParseNumber<std::uint32_t>(weight);
    if (!number || *number < 1 || *number > 100) return "a skill's weight must be 1 to 100";
    skill.set_weight(*number);
  }
  if (!level.empty()) {
    const auto number = ParseNumber<std::uint32_t>(level);
    if (!number || *number < 1 || *number > 3) return "a skill's level must be 1, 2 or 3";
    skill.set_level(*number);
  }
  return std::nullopt;
}

void FormatWantedSkills(const Opening& opening, std::string& out) {
  const std::size_t begin = out.size();
  for (const records::WantedSkill& skill : opening.skills()) {
    if (!skill.has_code()) continue;
    Separate(out, begin);
    out += skill.code();
    out += skill.must() ? ":must:" : "::";
    if (skill.has_weight()) AppendNumber(skill.weight(), out);
    out += ':';
    if (skill.has_level()) AppendNumber(skill.level(), out);
    while (out.back() == ':') out.pop_back();
  }
}

// "pin:201301", "subdistrict:748", "district:144", each with an address line behind another ':'.
ColumnFault ParseSite(std::string_view entry, Opening& opening) {
  const auto [kind, code, line] = SplitEntry<3>(entry);
  const auto number = ParseNumber<std::uint32_t>(code);
  if (!number) return "a site must be pin:NNNNNN, subdistrict:N or district:N";
  records::Address& site = *opening.add_sites();
  if (kind == "pin")
    site.set_pin(*number);
  else if (kind == "subdistrict")
    site.set_lgd_subdistrict(*number);
  else if (kind == "district")
    site.set_lgd_district(*number);
  else
    return "a site must be pin:NNNNNN, subdistrict:N or district:N";
  if (!line.empty()) site.set_line(line.data(), line.size());
  return std::nullopt;
}

void FormatSites(const Opening& opening, std::string& out) {
  const std::size_t begin = out.size();
  for (const records::Address& site : opening.sites()) {
    Separate(out, begin);
    if (site.has_pin()) {
      out += "pin:";
      AppendNumber(site.pin(), out);
    } else if (site.has_lgd_subdistrict()) {
      out += "subdistrict:";
      AppendNumber(site.lgd_subdistrict(), out);
    } else {
      out += "district:";
      AppendNumber(site.lgd_district(), out);
    }
    if (site.has_line()) out += ':' + site.line();
  }
}

records::AvailabilityWindow& FirstWindow(Worker& worker) {
  if (worker.availability().empty()) worker.add_availability();
  return *worker.mutable_availability(0);
}

const records::AvailabilityWindow& FirstWindow(const Worker& worker) {
  return worker.availability().empty() ? records::AvailabilityWindow::default_instance()
                                       : worker.availability(0);
}

const std::array kWorkerColumns = std::to_array<Column<Worker>>({
    KAAM_FIELD("uan", kPersonal, Text, r., r., uan),
    KAAM_ENUM("uan_kind", UanKindWord, r., r., uan_kind),
    KAAM_FIELD("registration_number", kPersonal, Text, r., r., registration_number),
    KAAM_FIELD("registration_state", kPublic, Count<99>, r., r., registration_lgd_state),
    KAAM_FIELD("aadhaar_ref", kPersonal, Text, r., r., aadhaar_ref),
    KAAM_FIELD("name", kPersonal, Text, r., r., name),
    KAAM_FIELD("name_local", kPersonal, Text, r., r., name_local),
    KAAM_ENUM("gender", GenderWord, r., r., gender),
    KAAM_FIELD("birth_date", kPersonal, Date, r., r., birth_day),
    KAAM_FIELD("mobile", kPersonal, Text, r., r., mobile),
    KAAM_ADDRESS("permanent", permanent),
    KAAM_ADDRESS("current", current),
    KAAM_ADDRESS("ration", ration),
    KAAM_FIELD("occupation", kPublic, Text, r.primary()., r.mutable_primary()->, nco),
    KAAM_FIELD("occupation_text", kPublic, Text, r.primary()., r.mutable_primary()->, text),
    KAAM_FIELD("occupation_months", kPublic, Count<1200>, r.primary()., r.mutable_primary()->,
               months),
    KAAM_FIELD("secondary_occupation", kPublic, Text, r.secondary()., r.mutable_secondary()->, nco),
    KAAM_FIELD("secondary_occupation_text", kPublic, Text, r.secondary().,
               r.mutable_secondary()->, text),
    KAAM_FIELD("secondary_occupation_months", kPublic, Count<1200>, r.secondary().,
               r.mutable_secondary()->, months),
    {"wanted_occupations", kPublic,
     [](std::string_view text, Worker& worker) {
       return ForEachPart(text, ';', [&](std::string_view code) -> ColumnFault {
         worker.add_wanted()->set_nco(code.data(), code.size());
         return std::nullopt;
       });
     },
     [](const Worker& worker, std::string& out) {
       const std::size_t begin = out.size();
       for (const records::HeldOccupation& wanted : worker.wanted()) {
         Separate(out, begin);
         out += wanted.nco();
       }
     }},
    {"skills", kPublic,
     [](std::string_view text, Worker& worker) {
       return ForEachPart(text, ';',
                          [&](std::string_view entry) { return ParseHeldSkill(entry, worker); });
     },
     FormatHeldSkills},
    {"skills_text", kPublic,
     [](std::string_view text, Worker& worker) {
       return ForEachPart(text, ';', [&](std::string_view part) -> ColumnFault {
         worker.add_skills()->set_text(part.data(), part.size());
         return std::nullopt;
       });
     },
     [](const Worker& worker, std::string& out) {
       const std::size_t begin = out.size();
       for (const records::HeldSkill& skill : worker.skills()) {
         if (skill.has_code()) continue;
         Separate(out, begin);
         out += skill.text();
       }
     }},
    KAAM_FIELD("education", kPublic, Count<9>, r., r., education_level),
    KAAM_LIST("languages", Text, r., r., languages),
    KAAM_LIST("licences", Text, r., r., licences),
    KAAM_FIELD("wage", kPublic, Rupees, r.wage_wanted()., r.mutable_wage_wanted()->, min_paise),
    KAAM_ENUM("wage_unit", PayUnitWord, r.wage_wanted()., r.mutable_wage_wanted()->, unit),
    KAAM_FIELD("radius_km", kPublic, Count<5000>, r.work_area()., r.mutable_work_area()->,
               radius_km),
    KAAM_LIST("move_districts", Count<65535>, r.work_area()., r.mutable_work_area()->,
              lgd_districts),
    KAAM_LIST("move_states", Count<63>, r.work_area()., r.mutable_work_area()->, lgd_states),
    KAAM_FIELD("needs_stay", kPublic, YesNo, r.work_area()., r.mutable_work_area()->, needs_stay),
    KAAM_LIST("requirements", AmenityWord, r., r., requirements),
    KAAM_LIST("must_requirements", AmenityWord, r., r., must_requirements),
    KAAM_LIST("shifts", ShiftWord, r., r., shifts),
    KAAM_FIELD("available_from", kPublic, Date, FirstWindow(r)., FirstWindow(r)., from_day),
    KAAM_FIELD("available_until", kPublic, Date, FirstWindow(r)., FirstWindow(r)., until_day),
    KAAM_LIST("available_months", Count<12>, FirstWindow(r)., FirstWindow(r)., months),
    KAAM_FIELD("disability", kPersonal, Text, r.disability()., r.mutable_disability()->,
               rpwd_class),
    KAAM_FIELD("disability_percent", kPersonal, Count<100>, r.disability().,
               r.mutable_disability()->, percent),
    KAAM_FIELD("social_category", kPersonal, Text, r.scheme_facts()., r.mutable_scheme_facts()->,
               social_category),
    KAAM_FIELD("income_slab", kPersonal, Text, r.scheme_facts()., r.mutable_scheme_facts()->,
               income_slab),
    KAAM_FIELD("marital_status", kPersonal, Text, r.scheme_facts()., r.mutable_scheme_facts()->,
               marital_status),
    KAAM_FIELD("bank_account", kPersonal, YesNo, r.scheme_facts()., r.mutable_scheme_facts()->,
               has_bank_account),
    KAAM_FIELD("epfo_or_esic", kPersonal, YesNo, r.scheme_facts()., r.mutable_scheme_facts()->,
               epfo_or_esic_member),
    {"consents", kPublic,
     [](std::string_view text, Worker& worker) {
       return ForEachPart(text, ';',
                          [&](std::string_view entry) { return ParseConsent(entry, worker); });
     },
     FormatConsents},
    KAAM_FIELD("confirmed", kPublic, Date, r., r., confirmed_day),
    KAAM_FIELD("source", kPublic, Text, r., r., source),
    KAAM_FIELD("version", kPublic, Count<UINT64_MAX>, r., r., version),
});

const std::array kOpeningColumns = std::to_array<Column<Opening>>({
    KAAM_FIELD("id", kPublic, Text, r., r., id),
    KAAM_FIELD("employer_id", kPublic, Text, r., r., employer_id),
    KAAM_FIELD("title", kPublic, Text, r., r., title),
    KAAM_FIELD("text", kPublic, Text, r., r., text),
    {"occupations", kPublic,
     [](std::string_view text, Opening& opening) {
       return ForEachPart(text, ';', [&](std::string_view entry) {
         return ParseTrade(entry, opening, [](records::WantedTrade& trade, std::string code) {
           trade.set_nco(std::move(code));
         });
       });
     },
     [](const Opening& opening, std::string& out) { FormatTrades(opening, true, out); }},
    {"occupations_text", kPublic,
     [](std::string_view text, Opening& opening) {
       return ForEachPart(text, ';', [&](std::string_view entry) {
         return ParseTrade(entry, opening, [](records::WantedTrade& trade, std::string words) {
           trade.set_text(std::move(words));
         });
       });
     },
     [](const Opening& opening, std::string& out) { FormatTrades(opening, false, out); }},
    {"skills", kPublic,
     [](std::string_view text, Opening& opening) {
       return ForEachPart(text, ';',
                          [&](std::string_view entry) { return ParseWantedSkill(entry, opening); });
     },
     FormatWantedSkills},
    {"sites", kPublic,
     [](std::string_view text, Opening& opening) {
       return ForEachPart(text, ';',
                          [&](std::string_view entry) { return ParseSite(entry, opening); });
     },
     FormatSites},
    KAAM_FIELD("pay_min", kPublic, Rupees, r.pay()., r.mutable_pay()->, min_paise),
    KAAM_FIELD("pay_max", kPublic, Rupees, r.pay()., r.mutable_pay()->, max_paise),
    KAAM_ENUM("pay_unit", PayUnitWord, r.pay()., r.mutable_pay()->, unit),
    KAAM_FIELD("hours_a_day", kPublic, Count<24>, r., r., hours_a_day),
    KAAM_FIELD("days_a_week", kPublic, Count<7>, r., r., days_a_week),
    KAAM_FIELD("deductions", kPublic, Text, r., r., deductions),
    KAAM_FIELD("fee_from_worker", kPublic, Rupees, r., r., fee_from_worker_paise),
    KAAM_FIELD("advance", kPublic, Rupees, r.advance()., r.mutable_advance()->, paise),
    KAAM_FIELD("advance_recovery", kPublic, Text, r.advance()., r.mutable_advance()->, recovery),
    KAAM_FIELD("contractor_licence", kPublic, Text, r., r., contractor_licence),
    KAAM_LIST("offers", AmenityWord, r., r., offers),
    KAAM_LIST("offers_not", AmenityWord, r., r., offers_not),
    KAAM_LIST("suitable_for", Text, r., r., suitable_for),
    KAAM_LIST("accommodations", Text, r., r., accommodations),
    KAAM_FIELD("start_date", kPublic, Date, r., r., start_day),
    KAAM_FIELD("duration_days", kPublic, Count<3650>, r., r., duration_days),
    KAAM_ENUM("shift", ShiftWord, r., r., shift),
    KAAM_FIELD("experience_months", kPublic, Count<1200>, r., r., experience_months),
    KAAM_FIELD("education", kPublic, Count<9>, r., r., education_level),
    KAAM_LIST("languages", Text, r., r., languages),
    KAAM_LIST("licences", Text, r., r., licences),
    KAAM_FIELD("valid_through", kPublic, Date, r., r., valid_through_day),
    KAAM_ENUM("status", OpeningStatusWord, r., r., status),
    KAAM_FIELD("posted", kPublic, Date, r., r., posted_day),
    KAAM_FIELD("source", kPublic, Text, r., r., source),
    KAAM_FIELD("version", kPublic, Count<UINT64_MAX>, r., r., version),
});

#undef KAAM_FIELD
#undef KAAM_ENUM
#undef KAAM_LIST
#undef KAAM_ADDRESS

}  // namespace

std::span<const Column<Worker>> WorkerColumns() { return kWorkerColumns; }
std::span<const Column<Opening>> OpeningColumns() { return kOpeningColumns; }

}  // namespace kaam
