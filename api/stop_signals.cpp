#include "api/stop_signals.h"

#include <pthread.h>

#include <csignal>

namespace kaam::api {
namespace {

sigset_t Both() {
  sigset_t both;
  sigemptyset(&both);
  sigaddset(&both, SIGTERM);
  sigaddset(&both, SIGINT);
  return both;
}

}  // namespace

StopSignals::StopSignals() {
  const sigset_t both = Both();
  pthread_sigmask(SIG_BLOCK, &both, nullptr);
}

int StopSignals::Wait() const {
  const sigset_t both = Both();
  int signal = 0;
  while (sigwait(&both, &signal) != 0) {
  }
  return signal;
}

}  // namespace kaam::api
