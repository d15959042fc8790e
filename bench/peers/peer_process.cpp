#include "bench/peers/peer_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <sstream>

namespace kaam::bench {

Result<std::unique_ptr<PeerProcess>> PeerProcess::Start(std::string name,
                                                        const std::string& command) {
  std::array<int, 2> to_peer{};
  std::array<int, 2> from_peer{};
  if (::pipe2(to_peer.data(), O_CLOEXEC) != 0 || ::pipe2(from_peer.data(), O_CLOEXEC) != 0) {
    return IoError("make a pipe for", name, errno);
  }
  const pid_t pid = ::fork();
  if (pid < 0) return IoError("start", name, errno);
  if (pid == 0) {
    ::dup2(to_peer[0], STDIN_FILENO);
    ::dup2(from_peer[1], STDOUT_FILENO);
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(to_peer[0]);
  ::close(from_peer[1]);
  std::unique_ptr<PeerProcess> peer(new PeerProcess());
  peer->name_ = std::move(name);
  peer->pid_ = pid;
  peer->questions_ = ::fdopen(to_peer[1], "w");
  peer->answers_ = ::fdopen(from_peer[0], "r");
  return peer;
}

PeerProcess::~PeerProcess() {
  std::fclose(questions_);
  std::fclose(answers_);
  ::waitpid(pid_, nullptr, 0);
}

Result<PeerAnswer> PeerProcess::Ask(std::size_t number) {
  std::fprintf(questions_, "%zu\n", number);
  std::fflush(questions_);
  char* text = nullptr;
  std::size_t room = 0;
  const ssize_t size = ::getline(&text, &room, answers_);
  const std::string line(text == nullptr ? "" : text,
                         size > 0 ? static_cast<std::size_t>(size) : 0);
  std::free(text);
  std::istringstream in(line);
  PeerAnswer answer;
  if (!(in >> answer.us))
    return Unavailable(name_ + " does not answer question " + std::to_string(number) + ": " + line);
  for (std::uint32_t row = 0; in >> row;) answer.rows.push_back(row);
  return answer;
}

}  // namespace kaam::bench
