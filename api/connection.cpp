#include "api/connection.h"

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/buffers_suffix.hpp>
#include <cstdio>
#include <utility>

#include "api/access_log.h"
#include "api/request_parser.h"
#include "api/response_head.h"
#include "api/trace_context.h"

namespace kaam::api {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

constexpr std::size_t kHeaderRead = 4 * 1024;  // also what an idle connection holds
constexpr std::size_t kBodyRead = 64 * 1024;
constexpr std::size_t kKeptBuffer = 16 * 1024;  // a larger buffer is given back between requests
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

std::string RequestId(std::uint64_t number) {
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(number));
  return {text.data(), 16};
}

}  // namespace

Connection::Connection(Socket socket, std::string remote_address, ConnectionHome& home)
    : socket_(std::move(socket)), remote_address_(std::move(remote_address)), home_(home) {}

void Connection::Start() {
  // A client that connects and says nothing is given no longer than one that says it slowly.
  Become(State::kIdle, home_.options.header_deadline);
  Read();
}

void Connection::Refuse(const Problem& problem) { Fail(problem); }

void Connection::Drain() {
  // Bytes may have been read already without this connection having been told: OnRead finds out.
  error_code ignored;
  if (state_ == State::kIdle) socket_.cancel(ignored);
}

void Connection::GiveUpWaiting() {
  if (state_ != State::kHeader && state_ != State::kBody) return Close();
  const bool in_header = state_ == State::kHeader;
  home_.counters.timed_out.fetch_add(1, std::memory_order_relaxed);
  error_code ignored;
  socket_.cancel(ignored);
  Fail({ProblemKind::kRequestTimeout,
        in_header ? "The header did not arrive in time" : "The body did not arrive in time"});
}

bool Connection::Abort() {
  const bool owed = state_ == State::kHeader || state_ == State::kBody ||
                    state_ == State::kWorking || state_ == State::kWriting;
  Close();
  return owed;
}

void Connection::Become(State state, std::optional<std::chrono::milliseconds> deadline) {
  state_ = state;
  deadline_ = deadline ? Clock::now() + *deadline : Clock::time_point::max();
}

std::string_view Connection::Received() const {
  const auto data = buffer_.data();
  return {static_cast<const char*>(data.data()), data.size()};
}

// What comes along of later requests is at most one read, so that bounds what is held of them.
void Connection::Read() {
  std::size_t wanted = kHeaderRead;
  if (state_ == State::kBody) {
    wanted = std::clamp<std::uint64_t>(body_->Expected(), kHeaderRead, kBodyRead);
  }
  wanted = std::min(wanted, home_.options.max_pipelined_bytes);
  socket_.async_read_some(buffer_.prepare(wanted),
                          [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                            self->OnRead(error, bytes);
                          });
}

void Connection::OnRead(const error_code& error, std::size_t bytes) {
  // A deadline or the end of draining may have got here first.
  if (state_ != State::kIdle && state_ != State::kHeader && state_ != State::kBody) return;
  if (error) return OnReadError(error);
  buffer_.commit(bytes);
  state_ == State::kBody ? ReadBody() : ReadHeader();
}

void Connection::OnReadError(const error_code& error) {
  if (state_ == State::kIdle && home_.draining && error == asio::error::operation_aborted) {
    return DrainIdle();
  }
  // Only the client's sending side is known to be closed: it may still read why it got no answer.
  if (state_ != State::kIdle && error == asio::error::eof) {
    return RefuseBytes({ProblemKind::kMalformedRequest, "The request ended before it was whole"});
  }
  Close();
}

// A request may be on its way on a connection that has just been opened; one that has been answered
// before is closed between requests as at any other time.
void Connection::DrainIdle() {
  error_code ignored;
  if (served_ && socket_.available(ignored) == 0) return Close();
  Become(State::kIdle, home_.options.linger_deadline);
  Read();
}

void Connection::ReadHeader() {
  // RFC 9112, 2.2: one empty line before a request line is passed over.
  if (!skipped_empty_line_ && Received().starts_with("\r\n")) {
    skipped_empty_line_ = true;
    buffer_.consume(2);
    progress_ = {};
  }
  if (buffer_.size() == 0) {
    if (state_ == State::kHeader) Become(State::kIdle, home_.options.idle_deadline);
    return home_.draining ? DrainIdle() : Read();
  }
  if (state_ == State::kIdle) Become(State::kHeader, home_.options.header_deadline);
  ProblemOr<std::optional<RequestHead>> head =
      InspectHead(Received(), progress_, home_.options.header);
  if (!head) return RefuseBytes(head.error());
  if (!*head) return Read();
  OnHead(**std::move(head));
}

void Connection::OnHead(RequestHead head) {
  ProblemOr<std::vector<NameValue>> fields = ParseFields(Received().substr(0, head.length), head);
  if (!fields) return RefuseBytes(fields.error());
  exchange_.id = RequestId(home_.next_id++);
  exchange_.method = head.method;
  exchange_.head_only = head.method == Method::kHead;
  exchange_.http_1_0 = head.http_1_0;
  exchange_.keep_alive = head.keep_alive;
  request_.method = head.method;
  request_.path = std::move(head.target.path);
  request_.query = std::move(head.target.query);
  request_.headers = *std::move(fields);
  if (const auto trace = Find(request_.headers, "traceparent")) {
    if (const auto context = ReadTraceparent(*trace)) {
      exchange_.traceresponse = TraceresponseFor(*context, exchange_.id);
    }
  }
  request_.remote_address = remote_address_;
  request_.id = exchange_.id;
  request_.http_1_0 = head.http_1_0;
  request_.keep_alive = head.keep_alive;
  buffer_.consume(head.length);
  Resolution resolution = home_.router.Resolve(request_, head.HasBody());
  exchange_.pattern = resolution.pattern;
  route_ = resolution.route;
  request_.path_parameters = std::move(resolution.path_parameters);
  refusal_ = std::move(resolution.refusal);
  BodyLimits limits = home_.options.body;
  if (route_ != nullptr && route_->body_bytes) {
    refusal_ = Refusal();
    if (!refusal_) limits.body_bytes = *route_->body_bytes;
  }
  ProblemOr<BodyDecoder> body = BodyDecoder::For(head, limits);
  if (!body) return RefuseBytes(body.error());
  body_ = *std::move(body);
  if (body_->Done()) return Dispatch();
  const bool asks_first = head.expects_continue && buffer_.size() == 0;
  if (asks_first && refusal_) {
    // Whether the client now sends the body or not cannot be known, so nothing can follow.
    exchange_.keep_alive = false;
    return Dispatch();
  }
  Become(State::kBody, home_.options.body_deadline);
  asks_first ? WriteContinue() : ReadBody();
}

void Connection::WriteContinue() {
  asio::async_write(socket_, asio::buffer(kContinue),
                    [self = shared_from_this()](const error_code& error, std::size_t) {
                      if (self->state_ != State::kBody) return;
                      error ? self->Close() : self->Read();
                    });
}

void Connection::ReadBody() {
  const ProblemOr<std::size_t> taken = body_->Feed(Received(), request_.body);
  if (!taken) return RefuseBytes(taken.error());
  buffer_.consume(*taken);
  body_->Done() ? Dispatch() : Read();
}

void Connection::Dispatch() {
  exchange_.received = Clock::now();
  if (refusal_) return Reply(*std::move(refusal_));
  const auto wait = route_->deadline.value_or(home_.options.answer_deadline);
  request_.deadline = Deadline::After(wait);
  request_.route = route_->id;
  exchange_.route = static_cast<std::size_t>(route_->id);
  if (!route_->body_bytes) {
    if (std::optional<Response> refusal = Refusal()) return Reply(*std::move(refusal));
  }
  if (!route_->inline_action) return Submit();
  Reply(AnswerGuarded([this] { return route_->inline_action(request_); }));
}

// What the gate answers instead of the route; 500 where it cannot tell, so that nobody slips in.
std::optional<Response> Connection::Refusal() {
  if (!home_.admit) return std::nullopt;
  std::optional<Response> refusal;
  Response failed = AnswerGuarded([&] {
    refusal = home_.admit(request_, *route_);
    return Response{};
  });
  if (failed.status != 200) return failed;
  return refusal;
}

void Connection::Submit() {
  Become(State::kWorking, std::nullopt);
  // The job hands its hold on the connection back, so that no search thread destroys it.
  Job job{std::move(request_),
          [self = shared_from_this(), executor = socket_.get_executor()](Answer answer) mutable {
            asio::post(executor, [self = std::move(self), answer = std::move(answer)]() mutable {
              self->OnAnswer(std::move(answer));
            });
          }};
  home_.counters.under_way.fetch_add(1, std::memory_order_relaxed);
  if (home_.queue.TrySubmit(job)) return;
  home_.counters.under_way.fetch_sub(1, std::memory_order_relaxed);
  home_.counters.overloaded.fetch_add(1, std::memory_order_relaxed);
  exchange_.problem = SlugOf(ProblemKind::kOverloaded);
  Reply(ToResponse({ProblemKind::kOverloaded, "The queue of waiting requests is full"}));
}

void Connection::OnAnswer(Answer answer) {
  home_.counters.under_way.fetch_sub(1, std::memory_order_relaxed);
  if (state_ != State::kWorking) return;
  exchange_.queued = answer.queued;
  Reply(std::move(answer.response));
}

void Connection::RefuseBytes(const Problem& problem) {
  home_.counters.refused_requests.fetch_add(1, std::memory_order_relaxed);
  Fail(problem);
}

// Answers and closes: after this there is no telling where a next request would begin.
void Connection::Fail(const Problem& problem) {
  if (!exchange_.method) exchange_.head_only = LooksLikeHead(Received());
  exchange_.problem = SlugOf(problem.kind);
  exchange_.keep_alive = false;
  Reply(ToResponse(problem));
}

void Connection::Reply(Response response) {
  if (response.status < 200 || response.status > 599) {
    response = ToResponse({ProblemKind::kInternal, "The request could not be answered"});
  }
  if (home_.draining) exchange_.keep_alive = false;
  if (exchange_.id.empty()) exchange_.id = RequestId(home_.next_id++);
  if (!exchange_.received) exchange_.received = Clock::now();
  response_ = std::move(response);
  response_head_ =
      WriteResponseHead(response_, {exchange_.http_1_0, exchange_.keep_alive, home_.date,
                                    exchange_.id, exchange_.traceresponse});
  const bool with_body = !exchange_.head_only && MayHaveContent(response_.status);
  const std::array<asio::const_buffer, 2> buffers = {
      asio::buffer(response_head_),
      with_body ? asio::buffer(response_.body) : asio::const_buffer()};
  Become(State::kWriting, home_.options.write_deadline);
  // Most answers fit the socket's buffer: writing at once saves a round through the reactor.
  error_code error;
  const std::size_t written = socket_.write_some(buffers, error);
  const std::size_t all = asio::buffer_size(buffers);
  if (!error && written == all) return OnWritten(error, all);
  if (error && error != asio::error::would_block) return OnWritten(error, written);
  boost::beast::buffers_suffix<std::array<asio::const_buffer, 2>> rest(buffers);
  rest.consume(written);
  asio::async_write(
      socket_, rest,
      [self = shared_from_this(), written](const error_code& failed, std::size_t bytes) {
        self->OnWritten(failed, written + bytes);
      });
}

void Connection::OnWritten(const error_code& error, std::size_t bytes) {
  if (state_ != State::kWriting) return;
  Account(bytes);
  if (error) {
    state_ = State::kLingering;  // accounted for
    return Close();
  }
  exchange_.keep_alive ? NextRequest() : Linger();
}

void Connection::Account(std::size_t bytes) {
  const auto digit = static_cast<std::size_t>(response_.status / 100);
  home_.counters.answered[digit].fetch_add(1, std::memory_order_relaxed);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
      Clock::now() - exchange_.received.value_or(Clock::now()));
  if (exchange_.route && *exchange_.route < Counters::kMostRoutes) {
    RouteTimes& times = home_.counters.routes[*exchange_.route];
    times.queue.Add(exchange_.queued);
    times.total.Add(took);
  }
  if (!home_.options.access_log) return;
  LogAnswer({exchange_.id, exchange_.method ? Name(*exchange_.method) : "", exchange_.pattern,
             response_.status, bytes, took, exchange_.queued, exchange_.problem,
             exchange_.traceresponse});
}

void Connection::NextRequest() {
  served_ = true;
  progress_ = {};
  skipped_empty_line_ = false;
  request_ = {};
  exchange_ = {};
  body_.reset();
  route_ = nullptr;
  refusal_.reset();
  response_ = {};
  Become(State::kIdle, home_.options.idle_deadline);
  if (buffer_.size() > 0) {  // pipelined: by the reactor, so that many of them do not nest
    return asio::post(socket_.get_executor(), [self = shared_from_this()] {
      if (self->state_ == State::kIdle) self->ReadHeader();
    });
  }
  if (buffer_.capacity() > kKeptBuffer) buffer_ = boost::beast::flat_buffer();
  home_.draining ? DrainIdle() : Read();
}

// Closing while the client still sends would reset the connection, and the reset can overtake the
// answer. So our side is shut and what comes is dropped until the client closes too.
void Connection::Linger() {
  Become(State::kLingering, home_.options.linger_deadline);
  error_code error;
  socket_.shutdown(Socket::shutdown_send, error);
  error ? Close() : Discard();
}

void Connection::Discard() {
  socket_.async_read_some(asio::buffer(home_.discarded),
                          [self = shared_from_this()](const error_code& error, std::size_t bytes) {
                            if (self->state_ != State::kLingering) return;
                            self->discarded_bytes_ += bytes;
                            const bool enough =
                                self->discarded_bytes_ > self->home_.options.max_linger_bytes;
                            error || enough ? self->Close() : self->Discard();
                          });
}

void Connection::Close() {
  if (state_ == State::kClosed) return;
  if (state_ == State::kWriting) Account(0);
  Become(State::kClosed, std::nullopt);
  error_code ignored;
  socket_.close(ignored);
  home_.on_closed(shared_from_this());
}

}  // namespace kaam::api
