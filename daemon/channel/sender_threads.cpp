#include "channel/sender_threads.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <csignal>
#include <exception>
#include <iterator>
#include <optional>

namespace nhaclich::channel {

namespace asio = boost::asio;

struct SenderThreads::Job {
    Payload payload;
    asio::any_io_executor executor;
    std::function<void(SendResult)> report;  ///< runs on the executor, and only if not abandoned
    std::function<bool(const Accepted&)> accepted;
    std::stop_source stop;
    bool abandoned = false;
    bool place_left = false;
};

/// A job that is handed in by the constructor and given up by the destructor, whatever ends the
/// frame.
class SenderThreads::Errand {
  public:
    Errand(SenderThreads& threads, std::shared_ptr<Job> job)
        : threads_(threads), job_(std::move(job)) {
        const std::lock_guard lock(threads_.mutex_);
        threads_.start_threads();
        threads_.waiting_.push_back(job_);
        threads_.arrived_.notify_one();
    }
    Errand(const Errand&) = delete;
    Errand& operator=(const Errand&) = delete;
    ~Errand() { threads_.abandon(job_); }

  private:
    SenderThreads& threads_;
    std::shared_ptr<Job> job_;
};

namespace {

/// Signals belong to the loop's thread; SIGPIPE of a dead TLS connection must not end the program.
void block_signals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
}

SendResult delivered(const Worker& worker, const Payload& payload, const std::stop_token& stop) {
    try {
        return worker.deliver(payload, stop);
    } catch (const std::exception& bug) {
        // One message that a worker cannot stomach must not end the others; nobody knows how far it
        // got.
        return Doubtful{bug.what()};
    }
}

bool noted(const std::function<bool(const Accepted&)>& note, const SendResult& result) {
    const auto* accepted = std::get_if<Accepted>(&result);
    return accepted != nullptr && note && note(*accepted);
}

}  // namespace

SenderThreads::SenderThreads(int count, std::function<Worker()> make_worker)
    : count_(count), make_worker_(std::move(make_worker)) {}

SenderThreads::~SenderThreads() {
    {
        const std::lock_guard lock(mutex_);
        waiting_.clear();
        for (const auto& job : under_way_) {
            job->abandoned = true;
            job->stop.request_stop();
        }
    }
    threads_.clear();
}

asio::awaitable<SendResult> SenderThreads::send(const Payload& payload, Handover& handover) {
    // Longer, and what was decided when it was handed in may no longer be right.
    constexpr std::chrono::seconds patience{5};
    const auto executor = co_await asio::this_coro::executor;
    std::optional<SendResult> result;
    asio::steady_timer done(executor, patience);
    auto job = std::make_shared<Job>();
    job->payload = payload;
    job->executor = executor;
    job->accepted = handover.accepted;
    job->report = [&](SendResult what) {
        result = std::move(what);
        done.cancel();
    };
    handover.place = std::shared_ptr<void>(nullptr, [this, job](void*) { leave_place(job); });
    const Errand errand(*this, job);
    const auto [cancelled] = co_await done.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!cancelled && !result) {
        if (withdraw(job)) co_return Unsent{};
        done.expires_at(asio::steady_timer::time_point::max());
        co_await done.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    if (!result) throw boost::system::system_error(asio::error::operation_aborted);
    co_return std::move(*result);
}

void SenderThreads::start_threads() {
    if (!threads_.empty()) return;
    for (int i = 0; i < count_; ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { run(stop); });
}

void SenderThreads::run(const std::stop_token& stop) {
    block_signals();
    const Worker worker = make_worker_();
    while (const auto job = next(stop, worker)) {
        auto result = delivered(worker, job->payload, job->stop.get_token());
        const bool is_safe = noted(job->accepted, result);
        finish(job, std::move(result));
        leave(*job, is_safe, stop);
    }
}

void SenderThreads::leave(const Job& job, bool is_safe, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (!is_safe) left_.wait(lock, stop, [&] { return job.place_left; });
    --busy_;
}

void SenderThreads::leave_place(const std::shared_ptr<Job>& job) {
    const std::lock_guard lock(mutex_);
    job->place_left = true;
    left_.notify_all();
}

/// Whether it was still waiting.
bool SenderThreads::withdraw(const std::shared_ptr<Job>& job) {
    const std::lock_guard lock(mutex_);
    return std::erase(waiting_, job) > 0;
}

void SenderThreads::give_back() {
    std::deque<std::shared_ptr<Job>> back;
    {
        const std::lock_guard lock(mutex_);
        // For each that is not busy one is as good as begun.
        const auto begun = std::min(waiting_.size(), static_cast<std::size_t>(count_ - busy_));
        const auto first = waiting_.begin() + static_cast<std::ptrdiff_t>(begun);
        std::move(first, waiting_.end(), std::back_inserter(back));
        waiting_.erase(first, waiting_.end());
    }
    for (const auto& job : back) job->report(Unsent{});
}

std::size_t SenderThreads::busy() const {
    const std::lock_guard lock(mutex_);
    return static_cast<std::size_t>(busy_);
}

bool SenderThreads::stands_still(std::chrono::seconds since) const {
    const std::lock_guard lock(mutex_);
    return under_way_.size() >= static_cast<std::size_t>(count_) &&
           std::chrono::steady_clock::now() - moved_ >= since;
}

std::shared_ptr<SenderThreads::Job> SenderThreads::next(const std::stop_token& stop,
                                                        const Worker& worker) {
    constexpr std::chrono::seconds patience{30};
    const auto has_work = [this] { return !waiting_.empty(); };
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, stop, patience, has_work) && !stop.stop_requested()) {
        lock.unlock();
        worker.rest();
        lock.lock();
        arrived_.wait(lock, stop, has_work);
    }
    if (stop.stop_requested()) return nullptr;
    auto job = waiting_.front();
    waiting_.pop_front();
    under_way_.push_back(job);
    ++busy_;
    moved_ = std::chrono::steady_clock::now();
    return job;
}

void SenderThreads::finish(const std::shared_ptr<Job>& job, SendResult result) {
    const std::lock_guard lock(mutex_);
    std::erase(under_way_, job);
    moved_ = std::chrono::steady_clock::now();
    if (job->abandoned) return;
    // Under the lock: after abandon() has returned, nothing reaches the executor any more.
    asio::post(job->executor, [job, result = std::move(result)]() mutable {
        if (!job->abandoned) job->report(std::move(result));
    });
}

void SenderThreads::abandon(const std::shared_ptr<Job>& job) {
    std::unique_lock lock(mutex_);
    job->abandoned = true;
    std::erase(waiting_, job);
    const bool busy = std::find(under_way_.begin(), under_way_.end(), job) != under_way_.end();
    if (busy) job->place_left = true;
    lock.unlock();
    if (busy) job->stop.request_stop();
}

}  // namespace nhaclich::channel
