// Runs the fuzz target over a small corpus in builds without a fuzzer.
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "tests/api/refused_heads.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace kaam::api {
namespace {

void RunOnce(const std::string& bytes) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::vector<std::string> Corpus() {
  std::vector<std::string> corpus = {
      "",
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "GET http://a/%E0%A4%95?q=a+b HTTP/1.1\r\nHost: a\r\nAccept: */*;q=0.1\r\n\r\n",
      "OPTIONS * HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n",
      WithFields("Content-Length: 5\r\nExpect: 100-continue\r\n") + "hello",
      WithFields("Transfer-Encoding: chunked\r\n") + "5;a=b\r\nhello\r\n0\r\n\r\n",
  };
  for (const RefusedHead& refused : AllRefusedHeads()) corpus.push_back(refused.bytes);
  return corpus;
}

TEST(FuzzCorpus, HoldsEveryPromise) {
  for (const std::string& bytes : Corpus()) RunOnce(bytes);
}

TEST(FuzzCorpus, HoldsEveryPromiseWithBytesChangedAndCut) {
  constexpr unsigned kSeed = 20261122;
  SCOPED_TRACE(kSeed);
  std::mt19937 random(kSeed);
  const std::string interesting("\r\n\0 \t:;,%/?#*+\x7F\xFF", 16);
  for (const std::string& original : Corpus()) {
    for (int i = 0; i < 100 && !original.empty(); ++i) {
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
}  // namespace kaam::api
