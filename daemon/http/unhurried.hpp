// Work in little pieces, for what would hold everybody else up.
// In: what goes on when told to. Out: it is done, and others had their turn meanwhile.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace nhaclich::http {

/// Whatever is ready to run on the loop runs first.
inline boost::asio::awaitable<void> others_turn() {
    co_await boost::asio::post(boost::asio::use_awaitable);
}

}  // namespace nhaclich::http
