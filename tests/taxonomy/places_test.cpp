#include "taxonomy/places.h"

#include <gtest/gtest.h>

#include "tests/support/world.h"

namespace kaam::taxonomy {
namespace {

std::string LabelOf(PlaceKind kind, std::uint32_t code, std::string_view language) {
  const Places& places = kaam::testing::RealTaxonomy().places();
  return places.Label(places.Find(kind, code).value(), language);
}

TEST(Places, AreLabelledInTheLanguageAskedForWhereItsNameIsKnown) {
  EXPECT_EQ(LabelOf(PlaceKind::kState, 3, "pa"), "ਪੰਜਾਬ");
  EXPECT_EQ(LabelOf(PlaceKind::kState, 3, "hi"), "पंजाब");
  EXPECT_EQ(LabelOf(PlaceKind::kDistrict, 272, "bn"), "পশ্চিম ত্রিপুরা, ত্রিপুরা");
  EXPECT_EQ(LabelOf(PlaceKind::kDistrict, 280, "as"), "বৰপেটা, Assam");
}

TEST(Places, AreLabelledInEnglishWhereNoNameIsKnownToBeOfTheLanguage) {
  EXPECT_EQ(LabelOf(PlaceKind::kState, 3, "en"), "Punjab");
  EXPECT_EQ(LabelOf(PlaceKind::kState, 3, "ta"), "Punjab");
  EXPECT_EQ(LabelOf(PlaceKind::kState, 3, "mr"), "Punjab");
  EXPECT_EQ(LabelOf(PlaceKind::kState, 10, "as"), "বিহাৰ");
  EXPECT_EQ(LabelOf(PlaceKind::kDistrict, 280, "bn"), "Barpeta, আসাম");
}

}  // namespace
}  // namespace kaam::taxonomy
