// Runs awaitables to their end.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <exception>
#include <utility>

namespace nhaclich::test {

template <class T>
T run(boost::asio::io_context& loop, boost::asio::awaitable<T> task) {
    auto future = boost::asio::co_spawn(loop, std::move(task), boost::asio::use_future);
    loop.restart();
    loop.run();
    return future.get();
}

/// Runs a loop that never ends by itself until the task has: its frame must not outlive what it
/// refers to.
inline void run_to_its_end(boost::asio::io_context& loop, boost::asio::awaitable<void> task) {
    bool ended = false;
    boost::asio::co_spawn(loop, std::move(task), [&](const std::exception_ptr&) { ended = true; });
    while (!ended) loop.run_one();
}

template <class T>
T run(boost::asio::awaitable<T> task) {
    boost::asio::io_context loop;
    return run(loop, std::move(task));
}

}  // namespace nhaclich::test
