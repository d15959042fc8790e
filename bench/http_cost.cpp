#include "bench/http_cost.h"

#include <time.h>

#include <boost/asio/buffer.hpp>
#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <iomanip>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "api/routes.h"
#include "bench/questions.h"
#include "core/log.h"
#include "matcher/answer.h"
#include "matcher/question_json.h"

namespace kaam::bench {
namespace {

namespace http = boost::beast::http;
using Tcp = boost::asio::ip::tcp;

double Microseconds(clockid_t clock) {
  timespec now{};
  clock_gettime(clock, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

// One connection that asks and waits.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(io_) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), port});
    socket_.set_option(Tcp::no_delay(true));
  }

  // The body of the answer to a search for workers. Throws boost::system::system_error.
  std::string Ask(const std::string& question) {
    http::request<http::string_body> request{http::verb::post, "/v1/workers:search", 11};
    request.set(http::field::host, "localhost");
    request.set(http::field::content_type, "application/json");
    request.body() = question;
    request.prepare_payload();
    http::write(socket_, request);
    http::response<http::string_body> response;
    http::read(socket_, buffer_, response);
    return std::move(response.body());
  }

 private:
  boost::asio::io_context io_;
  Tcp::socket socket_;
  boost::beast::flat_buffer buffer_;
};

// Sums over all requests.
struct Costs {
  double server_us = 0;
  double rank_us = 0;
  double answer_us = 0;
  std::size_t requests = 0;
  std::size_t hits = 0;
  std::size_t bytes = 0;
};

class Meter {
 public:
  Meter(matcher::Searcher& searcher, std::uint16_t port) : searcher_(searcher), client_(port) {}

  Result<Costs> Run(const std::vector<ShapedQuestion>& questions) {
    Costs costs;
    const double process = Microseconds(CLOCK_PROCESS_CPUTIME_ID);
    const double own = Microseconds(CLOCK_THREAD_CPUTIME_ID);
    for (const ShapedQuestion& asked : questions) {
      const bool bound = asked.shape != "nationwide";
      if (!bound || asked.direction != matcher::Direction::kWorkersForOpening) continue;
      // By turns, as who asks later finds the caches warm.
      std::string body;
      std::string text;
      for (std::size_t turn = 0; turn < 3; ++turn) {
        switch ((costs.requests + turn) % 3) {
          case 0:
            body = client_.Ask(asked.json);
            break;
          case 1: {
            const double start = Microseconds(CLOCK_THREAD_CPUTIME_ID);
            auto answer = AnswerHere(asked);
            if (!answer) return answer.error();
            text = *std::move(answer);
            costs.answer_us += Microseconds(CLOCK_THREAD_CPUTIME_ID) - start;
            break;
          }
          default:
            if (auto ranked = RankHere(asked, costs); !ranked) return ranked.error();
        }
      }
      if (text + '\n' != body) {
        return DataLoss("HTTP and the matcher answer differently: " + asked.json, "bench");
      }
      costs.bytes += body.size();
      ++costs.requests;
    }
    costs.server_us = Microseconds(CLOCK_PROCESS_CPUTIME_ID) - process -
                      (Microseconds(CLOCK_THREAD_CPUTIME_ID) - own);
    return costs;
  }

 private:
  Result<matcher::Question> Read(const ShapedQuestion& asked) const {
    const auto spec = matcher::ParseQuestion(asked.json, asked.direction);
    if (!spec) return spec.error();
    return matcher::Question::Make(searcher_.index().taxonomy(), *spec, asked.direction,
                                   TodayInIndia());
  }

  Result<std::string> AnswerHere(const ShapedQuestion& asked) {
    const auto question = Read(asked);
    if (!question) return question.error();
    const auto answer = matcher::Search(searcher_, *question, Deadline::Never());
    if (!answer) return answer.error();
    return matcher::ToJsonText(searcher_.index(), *question, *answer);
  }

  Result<void> RankHere(const ShapedQuestion& asked, Costs& costs) {
    const auto question = Read(asked);
    if (!question) return question.error();
    const double start = Microseconds(CLOCK_THREAD_CPUTIME_ID);
    const auto ranked = searcher_.Rank(*question, 0, Deadline::Never());
    if (!ranked) return ranked.error();
    costs.rank_us += Microseconds(CLOCK_THREAD_CPUTIME_ID) - start;
    costs.hits += ranked->rows.size();
    return {};
  }

  matcher::Searcher& searcher_;
  Client client_;
};

}  // namespace

Result<void> MeasureHttp(const std::filesystem::path& store, std::size_t count, std::uint64_t seed,
                         std::ostream& out) {
  log::Start("kaam-bench", "info");  // as the server does: a line a request
  const auto index = matcher::Index::Open(store, Verify::kSizes);
  if (!index) return index.error();
  auto searcher = matcher::Searcher::Open(*index);
  if (!searcher) return searcher.error();
  auto service = api::ServiceOf(*index);
  if (!service) return service.error();
  api::ServerOptions options;
  options.port = 0;
  auto server = api::Server::Start(options, *std::move(service));
  if (!server) return server.error();
  const auto questions = MakeQuestions((*index)->taxonomy(), count, seed);
  Meter meter(**searcher, (*server)->port());
  auto costs = meter.Run(questions);  // warms
  if (costs) costs = meter.Run(questions);
  if (!costs) return costs.error();
  const auto each = [&](double sum) { return sum / static_cast<double>(costs->requests); };
  const auto row = [&](const char* what, double us) {
    out << std::setw(6) << std::fixed << std::setprecision(0) << us << " us  " << what << '\n';
  };
  out << costs->requests << " requests on one connection, " << std::setprecision(1) << std::fixed
      << each(static_cast<double>(costs->hits)) << " hits and " << std::setprecision(0)
      << each(static_cast<double>(costs->bytes)) << " bytes each; CPU time a request:\n";
  row("the server, all threads", each(costs->server_us));
  row("the same question answered in process: ranking, reasons and JSON", each(costs->answer_us));
  row("of which ranking", each(costs->rank_us));
  row("HTTP adds to the answer in process", each(costs->server_us - costs->answer_us));
  row("all but ranking adds", each(costs->server_us - costs->rank_us));
  return {};
}

}  // namespace kaam::bench
