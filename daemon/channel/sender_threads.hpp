// Threads for deliveries that block (SMTP by libcurl, fsync), behind an awaitable.
// In: workers, one a thread; payloads. Out: what each worker says, reported on the caller's
// executor.
#pragma once

#include "channel/channel.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

namespace nhaclich::channel {

/// Used and destroyed on its own thread only.
struct Worker {
    /// Blocks until the result is known, or ends at once when a stop is requested.
    std::function<SendResult(const Payload&, std::stop_token)> deliver;
    /// Nothing has come for half a minute: let go of what is held for the next delivery.
    std::function<void()> rest;
};

class SenderThreads {
  public:
    /// Threads start with the first delivery, so whoever only encodes has none.
    SenderThreads(int count, std::function<Worker()> make_worker);
    SenderThreads(const SenderThreads&) = delete;
    SenderThreads& operator=(const SenderThreads&) = delete;
    /// Stops deliveries under way and joins. No send() may be waiting.
    ~SenderThreads();

    /// A thread that has delivered begins nothing else before the acceptance is noted or the place
    /// given up. Cancellation throws operation_aborted at once: a waiting delivery is dropped, one
    /// under way is stopped on its thread and its result discarded. Any type of cancellation.
    boost::asio::awaitable<SendResult> send(const Payload& payload, Handover& handover);
    /// As Channel::give_back().
    void give_back();
    /// Deliveries that threads have in hand.
    std::size_t busy() const;
    /// Every thread has a delivery in hand, and none has begun or ended one for that long.
    bool stands_still(std::chrono::seconds since) const;

  private:
    struct Job;
    class Errand;
    void start_threads();
    void run(const std::stop_token& stop);
    std::shared_ptr<Job> next(const std::stop_token& stop, const Worker& worker);
    void finish(const std::shared_ptr<Job>& job, SendResult result);
    /// Waits until the next may be begun.
    void leave(const Job& job, bool is_safe, const std::stop_token& stop);
    void leave_place(const std::shared_ptr<Job>& job);
    bool withdraw(const std::shared_ptr<Job>& job);
    void abandon(const std::shared_ptr<Job>& job);

    int count_;
    std::function<Worker()> make_worker_;
    mutable std::mutex mutex_;  ///< guards what follows, and the state of every job
    std::condition_variable_any arrived_;
    std::condition_variable_any left_;
    std::deque<std::shared_ptr<Job>> waiting_;
    std::vector<std::shared_ptr<Job>> under_way_;
    int busy_ = 0;                                 ///< threads that cannot begin another now
    std::chrono::steady_clock::time_point moved_;  ///< a delivery began or ended
    std::vector<std::jthread> threads_;            ///< last: joined before the rest goes
};

}  // namespace nhaclich::channel
