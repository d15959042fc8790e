#include "api/work_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

#include "tests/api/gate.h"

namespace kaam::api {
namespace {

using std::chrono::milliseconds;

class FunctionHandler final : public Handler {
 public:
  explicit FunctionHandler(std::function<Response(const Request&)> action)
      : action_(std::move(action)) {}
  Response Handle(const Request& request) override { return action_(request); }

 private:
  std::function<Response(const Request&)> action_;
};

std::unique_ptr<WorkQueue> Start(const WorkQueue::Options& options,
                                 std::function<Response(const Request&)> action) {
  return WorkQueue::Start(options, [&] { return std::make_unique<FunctionHandler>(action); })
      .value();
}

struct Pending {
  bool submitted = false;
  std::future<Answer> answer;
};

Pending Submit(WorkQueue& queue, std::string body = "", Deadline deadline = Deadline::Never()) {
  auto promise = std::make_shared<std::promise<Answer>>();
  Pending pending{false, promise->get_future()};
  Request request;
  request.body = std::move(body);
  request.deadline = deadline;
  Job job{std::move(request), [promise](Answer answer) { promise->set_value(std::move(answer)); }};
  pending.submitted = queue.TrySubmit(job);
  return pending;
}

Response Echo(const Request& request) { return {200, "text/plain", request.body}; }

TEST(WorkQueue, AnswersWhatItsHandlerAnswers) {
  const auto queue = Start({2, 8}, Echo);
  Pending pending = Submit(*queue, "hello");
  ASSERT_TRUE(pending.submitted);
  EXPECT_EQ(pending.answer.get().response.body, "hello");
}

TEST(WorkQueue, MakesOneHandlerForEachThread) {
  std::atomic<int> made = 0;
  const auto queue = WorkQueue::Start({3, 8}, [&] {
    ++made;
    return std::make_unique<FunctionHandler>(Echo);
  });
  ASSERT_TRUE(queue.has_value());
  EXPECT_EQ(made, 3);
}

TEST(WorkQueue, NeverCallsOneHandlerFromTwoThreadsAtOnce) {
  std::atomic<int> overlaps = 0;
  const auto queue = WorkQueue::Start({2, 1000}, [&] {
    auto busy = std::make_shared<std::atomic<bool>>(false);
    return std::make_unique<FunctionHandler>([busy, &overlaps](const Request&) {
      if (busy->exchange(true)) ++overlaps;
      busy->store(false);
      return Response{};
    });
  });
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 500; ++i) answers.push_back(Submit(**queue).answer);
  for (auto& answer : answers) answer.get();
  EXPECT_EQ(overlaps, 0);
}

TEST(WorkQueue, FailsToStartWithoutAHandler) {
  const auto queue = WorkQueue::Start({1, 8}, [] { return std::unique_ptr<Handler>(); });
  ASSERT_TRUE(queue.has_error());
  EXPECT_EQ(queue.error().code, ErrorCode::kFailedPrecondition);
}

TEST(WorkQueue, TakesNoMoreThanItsCapacity) {
  Gate gate;
  const auto queue = Start({1, 2}, [&](const Request& request) {
    gate.Pass();
    return Echo(request);
  });
  Pending running = Submit(*queue);
  gate.WaitForArrivals(1);
  Pending first = Submit(*queue);
  Pending second = Submit(*queue);
  EXPECT_TRUE(first.submitted && second.submitted);
  EXPECT_FALSE(Submit(*queue).submitted);
  gate.Open();
  EXPECT_EQ(second.answer.get().response.status, 200);
  EXPECT_TRUE(Submit(*queue).submitted);
}

TEST(WorkQueue, LeavesARefusedJobAsItWas) {
  const auto queue = Start({1, 1}, Echo);
  queue->Stop(Deadline::After({}));
  Request request;
  request.body = "kept";
  Job job{std::move(request), [](const Answer&) {}};
  EXPECT_FALSE(queue->TrySubmit(job));
  EXPECT_EQ(job.request.body, "kept");
  EXPECT_TRUE(job.done != nullptr);
}

TEST(WorkQueue, Answers503ForAJobWhoseDeadlinePassedInTheQueue) {
  Gate gate;
  std::atomic<int> handled = 0;
  const auto queue = Start({1, 8}, [&](const Request& request) {
    ++handled;
    gate.Pass();
    return Echo(request);
  });
  Pending running = Submit(*queue);
  gate.WaitForArrivals(1);
  Pending late = Submit(*queue, "", Deadline::After(milliseconds(1)));
  std::this_thread::sleep_for(milliseconds(20));
  gate.Open();
  const Answer answer = late.answer.get();
  EXPECT_EQ(answer.response.status, 503);
  EXPECT_EQ(Find(answer.response.headers, "Retry-After"), "1");
  EXPECT_GE(answer.queued, milliseconds(15));
  running.answer.get();
  EXPECT_EQ(handled, 1);
}

TEST(WorkQueue, Answers500WhenTheHandlerThrows) {
  const auto queue = Start({1, 8}, [](const Request& request) -> Response {
    if (request.body == "bad") throw std::runtime_error("what the worker asked");
    return Echo(request);
  });
  const Response response = Submit(*queue, "bad").answer.get().response;
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("what the worker asked"), std::string::npos);
  EXPECT_EQ(Submit(*queue, "good").answer.get().response.body, "good");
}

TEST(WorkQueue, HandlesWhatIsQueuedWhenItStops) {
  Gate gate;
  const auto queue = Start({1, 8}, [&](const Request& request) {
    gate.Pass();
    return Echo(request);
  });
  std::vector<std::future<Answer>> answers;
  for (int i = 0; i < 5; ++i) answers.push_back(Submit(*queue, std::to_string(i)).answer);
  gate.WaitForArrivals(1);
  std::thread stopper([&] { queue->Stop(Deadline::Never()); });
  gate.Open();
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(answers[static_cast<std::size_t>(i)].get().response.body, std::to_string(i));
  }
  stopper.join();
  EXPECT_FALSE(Submit(*queue).submitted);
}

TEST(WorkQueue, Answers503ForWhatIsQueuedWhenItsStopDeadlineHasPassed) {
  Gate gate;
  const auto queue = Start({1, 8}, [&](const Request& request) {
    gate.Pass();
    return Echo(request);
  });
  Pending running = Submit(*queue);
  gate.WaitForArrivals(1);
  Pending waiting = Submit(*queue);
  std::thread stopper([&] { queue->Stop(Deadline::After({})); });
  std::this_thread::sleep_for(milliseconds(20));
  gate.Open();
  stopper.join();
  EXPECT_EQ(running.answer.get().response.status, 200);
  EXPECT_EQ(waiting.answer.get().response.status, 503);
}

}  // namespace
}  // namespace kaam::api
