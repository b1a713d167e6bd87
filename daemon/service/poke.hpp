// A tap on the shoulder of the running daemon: somebody wrote into its database.
// In: the state directory. Out: look_again() in the daemon, at once.
#pragma once

#include "base/error.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <functional>
#include <string>

namespace nhaclich::service {

/// From another process. Where no daemon has run there is nobody to tell; an error if there may be
/// one that cannot be told.
Result<void> poke(const std::string& state_directory);

/// Calls `poked` after each poke, until cancelled (inotify(7)), and when what is poked was removed,
/// which is made again. Throws boost::system::system_error
/// if the directory cannot be watched.
boost::asio::awaitable<void> watch_for_pokes(std::string state_directory,
                                             std::function<void()> poked);

}  // namespace nhaclich::service
