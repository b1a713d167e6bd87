// Owns every coroutine that runs beside others, so that no frame outlives what it refers to.
// In: named coroutines. Out: join() returns when the last one has ended.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <exception>
#include <functional>
#include <list>
#include <string>

namespace nhaclich {

/// One thread. Destroyed only when empty: after stop() or join() has completed.
class TaskGroup {
  public:
    /// Told of a task that ended by an exception other than its cancellation.
    using Report = std::function<void(const std::string& task, const std::string& what)>;

    TaskGroup(boost::asio::any_io_executor executor, Report report);
    TaskGroup(const TaskGroup&) = delete;
    TaskGroup& operator=(const TaskGroup&) = delete;
    ~TaskGroup();

    void spawn(std::string name, boost::asio::awaitable<void> task);
    /// Cancels every task: those that can end their work are given `grace`, then all are cut off.
    /// Completes when the last has ended. Tasks spawned meanwhile are cancelled too.
    boost::asio::awaitable<void> stop(std::chrono::steady_clock::duration grace);
    bool empty() const { return tasks_.empty(); }
    std::size_t size() const { return tasks_.size(); }

  private:
    struct Task {
        std::string name;
        boost::asio::cancellation_signal cancel;
    };
    void ended(std::list<Task>::iterator task, const std::exception_ptr& error);
    void emit(boost::asio::cancellation_type type);

    boost::asio::any_io_executor executor_;
    Report report_;
    std::list<Task> tasks_;
    boost::asio::steady_timer all_ended_;
    bool stopping_ = false;
};

}  // namespace nhaclich
