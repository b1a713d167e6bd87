#include "clock/task_group.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <cassert>

namespace nhaclich {

namespace asio = boost::asio;

TaskGroup::TaskGroup(asio::any_io_executor executor, Report report)
    : executor_(std::move(executor)), report_(std::move(report)), all_ended_(executor_) {}

TaskGroup::~TaskGroup() { assert(tasks_.empty()); }

void TaskGroup::spawn(std::string name, asio::awaitable<void> task) {
    tasks_.emplace_back();
    const auto place = std::prev(tasks_.end());
    place->name = std::move(name);
    asio::co_spawn(executor_, std::move(task),
                   asio::bind_cancellation_slot(
                       place->cancel.slot(),
                       [this, place](const std::exception_ptr& error) { ended(place, error); }));
    if (stopping_) place->cancel.emit(asio::cancellation_type::total);
}

void TaskGroup::ended(std::list<Task>::iterator task, const std::exception_ptr& error) {
    try {
        if (error) std::rethrow_exception(error);
    } catch (const boost::system::system_error& fault) {
        if (fault.code() != asio::error::operation_aborted) report_(task->name, fault.what());
    } catch (const std::exception& fault) {
        report_(task->name, fault.what());
    }
    tasks_.erase(task);
    if (tasks_.empty()) all_ended_.cancel();
}

void TaskGroup::emit(asio::cancellation_type type) {
    // Each emission may end its task at once and so erase it from the list.
    for (auto task = tasks_.begin(); task != tasks_.end();) (task++)->cancel.emit(type);
}

asio::awaitable<void> TaskGroup::stop(std::chrono::steady_clock::duration grace) {
    stopping_ = true;
    emit(asio::cancellation_type::total);
    const auto end = std::chrono::steady_clock::now() + grace;
    boost::system::error_code ignored;
    if (!tasks_.empty()) {
        all_ended_.expires_at(end);
        co_await all_ended_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    emit(asio::cancellation_type::terminal);
    while (!tasks_.empty()) {
        all_ended_.expires_at(asio::steady_timer::time_point::max());
        co_await all_ended_.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
}

}  // namespace nhaclich
