// One thread that owns the connection: what waits for the disk waits there, not on the loop. Or
// none: where a whole simulated year must run on one thread, the work is done at once. In: a
// function. Out: an awaitable with its answer.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <optional>
#include <utility>

namespace nhaclich::store::sqlite {

class Worker {
  public:
    enum class On { own_thread, the_loop };

    explicit Worker(On on) {
        if (on == On::own_thread) thread_.emplace(1);
    }
    ~Worker() {
        if (thread_) thread_->join();
    }
    Worker(const Worker&) = delete;
    Worker& operator=(const Worker&) = delete;

    bool has_thread() const { return thread_.has_value(); }
    /// Runs `work()` on the thread and completes on the caller's executor with what it answers. Not
    /// cancellable: what has begun to be written is always waited for.
    template <class Work>
    auto run(Work work) -> boost::asio::awaitable<decltype(work())> {
        namespace asio = boost::asio;
        if (!thread_) co_return work();
        std::optional<decltype(work())> answer;
        std::exception_ptr bug;
        const auto perform = [&work, &answer, &bug] {
            try {
                answer.emplace(work());
            } catch (...) {
                bug = std::current_exception();  // rethrown on the loop's thread
            }
        };
        const auto start = [this, &perform](auto handler) {
            auto guard = asio::make_work_guard(asio::get_associated_executor(handler));
            asio::post(*thread_, [&perform, guard = std::move(guard),
                                  handler = std::move(handler)]() mutable {
                perform();
                asio::post(guard.get_executor(), std::move(handler));
            });
        };
        co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(start,
                                                                              asio::use_awaitable);
        if (bug) std::rethrow_exception(bug);
        co_return std::move(*answer);
    }

    /// Likewise, for nobody in particular: `then` takes the answer, on the loop. Neither throws.
    template <class Work, class Then>
    void start(const boost::asio::any_io_executor& loop, Work work, Then then) {
        namespace asio = boost::asio;
        if (!thread_) return then(work());
        asio::post(*thread_, [work = std::move(work), then = std::move(then),
                              guard = asio::make_work_guard(loop)] {
            asio::post(guard.get_executor(),
                       [then, answer = work()]() mutable { then(std::move(answer)); });
        });
    }

  private:
    std::optional<boost::asio::thread_pool> thread_;
};

}  // namespace nhaclich::store::sqlite
