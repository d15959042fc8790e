#include "api/census_codes.h"

#include <charconv>
#include <unordered_map>

#include "api/embedded.h"

namespace kaam::api {
namespace {

std::unordered_map<std::uint32_t, std::string_view> ReadDistricts() {
  std::unordered_map<std::uint32_t, std::string_view> out;
  std::string_view table = CensusDistrictsTable();
  while (!table.empty()) {
    const std::size_t end = table.find('\n');
    const std::string_view row = table.substr(0, end);
    table.remove_prefix(end == std::string_view::npos ? table.size() : end + 1);
    const std::size_t tab = row.find('\t');
    std::uint32_t lgd = 0;
    const auto [stop, error] = std::from_chars(row.data(), row.data() + row.size(), lgd);
    if (error == std::errc() && stop == row.data() + tab) out.emplace(lgd, row.substr(tab + 1));
  }
  return out;
}

}  // namespace

// The directory took over the census's codes for the States of 2011.
std::optional<std::string_view> CensusState(std::uint32_t lgd) {
  static constexpr std::string_view kDigits =
      "0102030405060708091011121314151617181920212223242526272829303132333435";
  if (lgd < 1 || lgd > kDigits.size() / 2) return std::nullopt;
  return kDigits.substr(2 * (lgd - 1), 2);
}

std::optional<std::string_view> CensusDistrict(std::uint32_t lgd) {
  static const auto districts = ReadDistricts();
  const auto found = districts.find(lgd);
  if (found == districts.end()) return std::nullopt;
  return found->second;
}

}  // namespace kaam::api
