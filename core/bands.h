// The groups into which experience, pay and free time fall where people are counted. Both the index
// and those who read it count by them, so a change raises schema::kVersion. Pure.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace kaam {

// What stands for "in no group".
inline constexpr std::uint32_t kNoGroup = UINT32_MAX;

// Least values of the bands, the last one open.
inline constexpr std::array<std::uint16_t, 5> kExperienceEdges = {0, 12, 36, 60, 120};  // months
inline constexpr std::array<std::uint16_t, 7> kWageEdges = {1,   300, 400, 500,
                                                            600, 800, 1000};  // rupees a day

// The number of the band; kNoGroup where nothing is stated, which is 0 of a wage.
std::uint32_t ExperienceBand(std::optional<std::uint16_t> months);
std::uint32_t WageBand(std::uint16_t day_rupees);

// Whether somebody is free on a day who is from `from` until `until`, inclusive (0: open), in the
// months of `months` (bit 0 is January; 0: all year). Not all of them are 0.
bool IsFreeOn(std::uint16_t day, std::uint16_t from, std::uint16_t until, std::uint16_t months);

}  // namespace kaam
