// One client connection: reads a request, has it answered, writes the answer, and again.
#pragma once

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/body_decoder.h"
#include "api/counters.h"
#include "api/http_message.h"
#include "api/problem.h"
#include "api/request_fence.h"
#include "api/router.h"
#include "api/server_options.h"
#include "api/work_queue.h"

namespace kaam::api {

class Connection;

// What the connections of one io thread have in common. Used on that thread only.
struct ConnectionHome {
  const ServerOptions& options;
  const Router& router;
  WorkQueue& queue;
  Counters& counters;
  const AdmitRequest& admit;
  std::function<void(const std::shared_ptr<Connection>&)> on_closed{};
  std::string date{};             // for the Date field, kept by the sweep
  bool draining = false;          // no answer keeps its connection
  std::uint64_t next_id = 0;      // of requests; the upper half tells servers and threads apart
  std::vector<char> discarded{};  // where bytes that no one reads are read to
};

// A state machine driven by callbacks on its io thread; no other thread touches it. There is one
// request at a time: the next is read from the bytes already there once this one is answered, and
// the socket is not read meanwhile, so a client that sends faster than it is served is held back by
// TCP. Keeps itself alive while an operation or a job is under way.
class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  // A concrete executor: the type-erased default costs an indirection in every operation.
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                                  boost::asio::io_context::executor_type>;
  using Clock = std::chrono::steady_clock;

  Connection(Socket socket, std::string remote_address, ConnectionHome& home);

  void Start();

  // Instead of Start: answers without reading a request, then closes.
  void Refuse(const Problem& problem);

  // To be called once ConnectionHome::draining is set: answers what has begun to arrive, then
  // closes.
  void Drain();

  bool IsOverdue(Clock::time_point now) const { return now >= deadline_; }

  // What it waits for is overdue: answers 408 when that is part of a request, else closes.
  void GiveUpWaiting();

  // Closes at once; true when a request that had begun to arrive is left without its answer.
  bool Abort();

  const std::string& remote_address() const { return remote_address_; }

 private:
  enum class State : std::uint8_t {
    kIdle,       // no byte of the next request is there
    kHeader,     // some are
    kBody,       // the header is whole, the body is not
    kWorking,    // a search thread has the request
    kWriting,    // the answer is being written
    kLingering,  // written, our side shut, waiting for the client to have read it
    kClosed,
  };

  // What is remembered of a request until its answer is written.
  struct Exchange {
    std::string id;
    std::optional<Method> method;
    std::string_view pattern;
    std::string_view problem;
    bool head_only = false;
    bool http_1_0 = false;
    bool keep_alive = false;
    std::optional<Clock::time_point> received;
    std::chrono::microseconds queued{};
    std::string traceresponse{};       // empty when the client named no trace
    std::optional<std::size_t> route;  // Route::id
  };

  void Become(State state, std::optional<std::chrono::milliseconds> deadline);
  std::string_view Received() const;
  void Read();
  void OnRead(const boost::system::error_code& error, std::size_t bytes);
  void OnReadError(const boost::system::error_code& error);
  void DrainIdle();
  void ReadHeader();
  void OnHead(RequestHead head);
  void WriteContinue();
  void ReadBody();
  void Dispatch();
  std::optional<Response> Refusal();
  void Submit();
  void OnAnswer(Answer answer);
  void Fail(const Problem& problem);
  void RefuseBytes(const Problem& problem);
  void Reply(Response response);
  void OnWritten(const boost::system::error_code& error, std::size_t bytes);
  void Account(std::size_t bytes);
  void NextRequest();
  void Linger();
  void Discard();
  void Close();

  Socket socket_;
  const std::string remote_address_;
  ConnectionHome& home_;
  State state_ = State::kIdle;
  Clock::time_point deadline_ = Clock::time_point::max();
  boost::beast::flat_buffer buffer_;

  bool served_ = false;  // at least one request has been answered

  HeaderProgress progress_;
  bool skipped_empty_line_ = false;
  Request request_;
  Exchange exchange_;
  std::optional<BodyDecoder> body_;
  const Route* route_ = nullptr;
  std::optional<Response> refusal_;  // the router's, given once the body has been read

  std::string response_head_;
  Response response_;
  std::size_t discarded_bytes_ = 0;
};

}  // namespace kaam::api
