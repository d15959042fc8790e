// Runs the fuzz target over a small corpus in builds without a fuzzer.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace kaam::taxonomy {
namespace {

void RunOnce(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string Repeated(std::string_view word, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += word;
  return out;
}

std::vector<std::string> Corpus() {
  return {
      "",
      "6 rajmistri chahiye Noida me 700 roz kal se",
      "50 civil engineers within 50 km of Noida",
      "राजमिस्त्री रাজমিস্ত্রি ராஜ் mistri مستری ᱢᱤᱥᱛᱨᱤ ꯃꯤꯁꯇꯔꯤ",
      "\xF0\x9F\x91\xB7 plumber \xF0\x9F\x98\x80\xEF\xB8\x8F",
      "\xE2\x80\x8Fplumber\xE2\x80\xAE noida",
      "\xFF\xC0\xAFmason\xE0\xA4",
      "'; DROP TABLE workers; -- mason",
      "mujhe kaam chahiye",
      "123456789012 9876543210",
      "496858245152 mason",
      "-1 99999999999999999999 masons",
      "31 February 29 feb 0 january",
      Repeated("mistri ", 500),
      Repeated("a", 3000),
      Repeated("xqzw ", 300),
      std::string("mason\0plumber", 13),
  };
}

TEST(FuzzCorpus, HoldsEveryPromise) {
  for (const std::string& bytes : Corpus()) RunOnce(bytes);
}

TEST(FuzzCorpus, HoldsEveryPromiseWithBytesChangedAndCut) {
  constexpr unsigned kSeed = 20261125;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::string interesting(
      " \0\xE0\xA4\x82\xE2\x80\x8D\xFF"
      "9z",
      11);
  for (const std::string& original : Corpus()) {
    if (original.size() > 1000) continue;
    for (int i = 0; i < 60 && !original.empty(); ++i) {
      std::string bytes = original;
      for (int change = 0; change < 3; ++change) {
        bytes[random() % bytes.size()] = interesting[random() % interesting.size()];
      }
      bytes.resize(bytes.size() - random() % bytes.size() / 4);
      RunOnce(bytes);
    }
  }
}

}  // namespace
}  // namespace kaam::taxonomy
