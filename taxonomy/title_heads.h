// Which word of a title says who does the work ("welder" of "welder, ship building").
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kaam::taxonomy {

// Learned from where stems stand in titles. Threads may share it once it has learned.
class TitleHeads {
 public:
  // `stems` of all words of `title`.
  void Learn(const std::vector<std::string>& stems, std::string_view title);

  // How likely each of the stems is the head of this title, 0..1; the likeliest has 1.
  std::vector<float> Weights(const std::vector<std::string>& stems, std::string_view title) const;

 private:
  struct Times {
    float head = 0;
    float all = 0;
  };
  std::unordered_map<std::string, Times> times_;
};

}  // namespace kaam::taxonomy
