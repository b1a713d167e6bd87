// Runs one awaitable to its end on a loop of its own.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

namespace nhaclich::test {

template <class T>
T run(boost::asio::io_context& loop, boost::asio::awaitable<T> task) {
    auto future = boost::asio::co_spawn(loop, std::move(task), boost::asio::use_future);
    loop.restart();
    loop.run();
    return future.get();
}

template <class T>
T run(boost::asio::awaitable<T> task) {
    boost::asio::io_context loop;
    return run(loop, std::move(task));
}

}  // namespace nhaclich::test
