#include "api/connection_limits.h"

namespace kaam::api {
namespace {

// Connections over a limit that are still told so; each lives for an answer and a short linger.
constexpr std::size_t kToldSo = 64;

}  // namespace

ConnectionLimits::ConnectionLimits(std::size_t in_all, std::size_t for_each_address)
    : in_all_(in_all), for_each_address_(for_each_address) {}

Admission ConnectionLimits::Enter(const std::string& address) {
  const std::scoped_lock lock(mutex_);
  const auto known = by_address_.find(address);
  const std::size_t of_address = known == by_address_.end() ? 0 : known->second;
  if (open_ >= in_all_ + kToldSo || of_address >= for_each_address_ + kToldSo) {
    return Admission::kDrop;
  }
  const bool over = open_ >= in_all_ || of_address >= for_each_address_;
  ++open_;
  ++by_address_[address];
  return over ? Admission::kRefuse : Admission::kServe;
}

void ConnectionLimits::Leave(const std::string& address) {
  const std::scoped_lock lock(mutex_);
  const auto known = by_address_.find(address);
  if (known != by_address_.end() && --known->second == 0) by_address_.erase(known);
  if (--open_ == 0) none_left_.notify_all();
}

bool ConnectionLimits::WaitUntilNone(Deadline deadline) {
  std::unique_lock lock(mutex_);
  return none_left_.wait_until(lock, deadline.at(), [&] { return open_ == 0; });
}

}  // namespace kaam::api
