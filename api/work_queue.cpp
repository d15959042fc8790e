#include "api/work_queue.h"

#include <algorithm>
#include <utility>

#include "api/problem.h"
#include "api/thread_name.h"

namespace kaam::api {

Result<std::unique_ptr<WorkQueue>> WorkQueue::Start(const Options& options,
                                                    const HandlerFactory& make_handler) {
  const unsigned threads =
      options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  std::unique_ptr<WorkQueue> queue(new WorkQueue(options.capacity));
  for (unsigned i = 0; i < threads; ++i) {
    queue->handlers_.push_back(make_handler());
    if (!queue->handlers_.back()) return FailedPrecondition("no handler for a search thread");
  }
  for (const std::unique_ptr<Handler>& handler : queue->handlers_) {
    queue->threads_.emplace_back([raw = queue.get(), &handler] {
      NameThisThread("kaam-search");
      raw->Run(*handler);
    });
  }
  return queue;
}

WorkQueue::~WorkQueue() { Stop(Deadline::After({})); }

bool WorkQueue::TrySubmit(Job& job) {
  {
    const std::scoped_lock lock(mutex_);
    if (stop_at_ || waiting_.size() >= capacity_) return false;
    waiting_.push_back({std::move(job), Deadline::Clock::now()});
  }
  filled_.notify_one();
  return true;
}

void WorkQueue::Stop(Deadline deadline) {
  {
    const std::scoped_lock lock(mutex_);
    if (!stop_at_) stop_at_ = deadline;
  }
  filled_.notify_all();
  const std::scoped_lock lock(join_mutex_);
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkQueue::Run(Handler& handler) {
  while (std::optional<Waiting> next = Take()) {
    const auto queued =
        std::chrono::duration_cast<std::chrono::microseconds>(Deadline::Clock::now() - next->since);
    next->job.done({Serve(handler, *next), queued});
  }
}

std::optional<WorkQueue::Waiting> WorkQueue::Take() {
  std::unique_lock lock(mutex_);
  filled_.wait(lock, [&] { return !waiting_.empty() || stop_at_; });
  if (waiting_.empty()) return std::nullopt;
  Waiting next = std::move(waiting_.front());
  waiting_.pop_front();
  next.refused = stop_at_ && stop_at_->Passed();
  return next;
}

Response WorkQueue::Serve(Handler& handler, const Waiting& next) {
  if (next.refused) return ToResponse({ProblemKind::kUnavailable, "The service is stopping"});
  if (next.job.request.deadline.Passed()) {
    return ToResponse({ProblemKind::kDeadlinePassed, "The request waited too long for its turn"});
  }
  return AnswerGuarded([&] { return handler.Handle(next.job.request); });
}

}  // namespace kaam::api
