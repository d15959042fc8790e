#include "core/privacy.h"

#include <gtest/gtest.h>

namespace kaam {
namespace {

TEST(HasVerhoeffCheckDigit, HoldsForThePublishedExample) {
  EXPECT_TRUE(HasVerhoeffCheckDigit("2363"));
  EXPECT_FALSE(HasVerhoeffCheckDigit("2364"));
}

TEST(HasVerhoeffCheckDigit, IsFalseForNothingAndForLetters) {
  EXPECT_FALSE(HasVerhoeffCheckDigit(""));
  EXPECT_FALSE(HasVerhoeffCheckDigit("23a3"));
}

TEST(HasVerhoeffCheckDigit, NoticesEverySwapOfUnequalNeighbours) {
  const std::string number = "123412341234";
  ASSERT_TRUE(HasVerhoeffCheckDigit(number));
  for (std::size_t i = 0; i + 1 < number.size(); ++i) {
    std::string swapped = number;
    std::swap(swapped[i], swapped[i + 1]);
    EXPECT_FALSE(HasVerhoeffCheckDigit(swapped)) << swapped;
  }
}

TEST(CouldBeAadhaar, NeedsTwelveDigitsAFirstDigitFromTwoAndTheCheckDigit) {
  EXPECT_TRUE(CouldBeAadhaar("496858245152"));
  EXPECT_FALSE(CouldBeAadhaar("123412341234"));  // right check digit, but begins with 1
  EXPECT_FALSE(CouldBeAadhaar("868997338869"));
  EXPECT_FALSE(CouldBeAadhaar("4968582451520"));
}

TEST(MaskAadhaar, KeepsOnlyTheLastFourDigits) {
  EXPECT_EQ(MaskAadhaar("aadhaar 496858245152 hai"), "aadhaar XXXX XXXX 5152 hai");
}

TEST(MaskAadhaar, FindsTheNumberHoweverItIsGrouped) {
  EXPECT_EQ(MaskAadhaar("4968 5824 5152"), "XXXX XXXX 5152");
  EXPECT_EQ(MaskAadhaar("4968-5824-5152"), "XXXX XXXX 5152");
  EXPECT_EQ(MaskAadhaar("4968 - 5824 - 5152."), "XXXX XXXX 5152.");
}

TEST(MaskAadhaar, FindsTheNumberInIndianDigits) {
  EXPECT_EQ(MaskAadhaar("मेरा ४९६८५८२४५१५२ है"), "मेरा XXXX XXXX 5152 है");
  EXPECT_EQ(MaskAadhaar("৪৯৬৮ ৫৮২৪ ৫১৫২"), "XXXX XXXX 5152");
}

TEST(MaskAadhaar, FindsTheNumberAmongOtherNumbers) {
  EXPECT_EQ(MaskAadhaar("6 4968 5824 5152 700"), "6 XXXX XXXX 5152 700");
}

TEST(MaskAadhaar, LeavesOtherNumbersAlone) {
  for (const char* text : {"100000000017", "call 9999912345", "201301", "1234 5678 9012", ""}) {
    EXPECT_EQ(MaskAadhaar(text), text);
  }
}

TEST(MaskAadhaarIn, SaysWhetherItMasked) {
  for (const auto& [text, masked] : {std::pair{"४९६८५८२४५१५२", true},
                                     {"4968 5824 5152", true},
                                     {"9999912345, 201301", false},
                                     {"Sunita", false},
                                     {"सुनीता देवी रामप्रसाद यादव", false}}) {
    std::string in_place = text;
    EXPECT_EQ(MaskAadhaarIn(in_place), masked) << text;
    EXPECT_EQ(in_place, MaskAadhaar(text));
  }
}

TEST(MaskAadhaar, LetsBytesThatAreNotUtf8Through) {
  EXPECT_EQ(MaskAadhaar("\xFF\xC0 496858245152 \xE0\xA4"), "\xFF\xC0 XXXX XXXX 5152 \xE0\xA4");
}

}  // namespace
}  // namespace kaam
