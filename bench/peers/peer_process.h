// Another search program, asked over pipes.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "core/result.h"

namespace kaam::bench {

// What a peer answers: microseconds by its own clock, from the question in its own terms to the
// rows, and the rows, best first.
struct PeerAnswer {
  double us = 0;
  std::vector<std::uint32_t> rows;
};

// A command that reads numbers of questions (peer_tables.h), one a line, and answers each with one
// line: microseconds, a tab, rows separated by spaces. One thread.
class PeerProcess {
 public:
  // Starts `command` with /bin/sh. kIo when it can't be started.
  static Result<std::unique_ptr<PeerProcess>> Start(std::string name, const std::string& command);
  // Closes the pipe and waits for the command to end.
  ~PeerProcess();
  PeerProcess(const PeerProcess&) = delete;
  PeerProcess& operator=(const PeerProcess&) = delete;

  const std::string& name() const { return name_; }

  // kUnavailable when the peer has ended or says anything else.
  Result<PeerAnswer> Ask(std::size_t number);

 private:
  PeerProcess() = default;

  std::string name_;
  pid_t pid_ = -1;
  std::FILE* questions_ = nullptr;
  std::FILE* answers_ = nullptr;
};

}  // namespace kaam::bench
