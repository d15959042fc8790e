#include "core/utf8.h"

#include <gtest/gtest.h>

namespace kaam {
namespace {

TEST(FirstInvalidUtf8, IsAbsentForWellFormedText) {
  EXPECT_FALSE(FirstInvalidUtf8(""));
  EXPECT_FALSE(FirstInvalidUtf8("mason राजमिस्त्री \U0001F600 and sixteen more bytes"));
}

TEST(FirstInvalidUtf8, NamesTheFirstBadByte) {
  EXPECT_EQ(FirstInvalidUtf8("ab\xFF"), 2U);
  EXPECT_EQ(FirstInvalidUtf8("0123456789\xC0\xAF"), 10U);  // overlong '/'
  EXPECT_EQ(FirstInvalidUtf8("a\xED\xA0\x80"), 1U);        // surrogate
  EXPECT_EQ(FirstInvalidUtf8("a\xE0\xA4"), 1U);            // cut short
  EXPECT_EQ(FirstInvalidUtf8("\xF4\x90\x80\x80"), 0U);     // above U+10FFFF
  EXPECT_EQ(FirstInvalidUtf8("\x80"), 0U);                 // continuation alone
}

}  // namespace
}  // namespace kaam
