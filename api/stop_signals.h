// SIGTERM and SIGINT as something to wait for.
#pragma once

namespace kaam::api {

// Make one in main before any other thread starts, so that all threads leave the two signals to it.
class StopSignals {
 public:
  StopSignals();

  // Returns the signal's number once one has come.
  int Wait() const;
};

}  // namespace kaam::api
