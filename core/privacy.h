// What must never be stored, logged or echoed: an Aadhaar number in free text. Pure.
#pragma once

#include <string>
#include <string_view>

namespace kaam {

// True when the decimal digits in `digits` end in their Verhoeff check digit. False for anything
// that is not all ASCII digits, and for the empty string. Formula: J. Verhoeff, "Error detecting
// decimal codes" (1969), dihedral group D5.
bool HasVerhoeffCheckDigit(std::string_view digits);

// True for 12 ASCII digits that could be a real Aadhaar number: first digit 2..9, check digit
// right.
bool CouldBeAadhaar(std::string_view digits);

// `text` with every possible Aadhaar number reduced to its last four digits ("XXXX XXXX 1234"),
// however its digits are grouped and in whichever Indian script they are written. Bytes that are
// not UTF-8 pass through.
std::string MaskAadhaar(std::string_view text);

// The same in place; whether anything was masked. Cheap for text with few digits.
bool MaskAadhaarIn(std::string& text);

}  // namespace kaam
