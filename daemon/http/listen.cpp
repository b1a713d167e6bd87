#include "http/listen.hpp"

#include <filesystem>

namespace nhaclich::http {

namespace {

namespace asio = boost::asio;
namespace fs = std::filesystem;
using local = asio::local::stream_protocol;
using boost::system::error_code;

/// Left by a process that was killed: a socket nobody answers at.
bool is_left_over(const asio::any_io_executor& executor, const std::string& path) {
    std::error_code ignored;
    if (!fs::is_socket(fs::symlink_status(path, ignored))) return false;
    local::socket socket(executor);
    error_code fault;
    socket.connect(local::endpoint(path), fault);
    return fault == asio::error::connection_refused;
}

}  // namespace

LocalDoor::LocalDoor(const asio::any_io_executor& executor, std::string path)
    : path_(std::move(path)), acceptor_(executor) {
    std::error_code ignored;
    if (is_left_over(executor, path_)) fs::remove(path_, ignored);
    acceptor_.open();
    acceptor_.bind(local::endpoint(path_));
    // Before it listens, so that nobody is in before the door has its guard.
    std::error_code fault;
    fs::permissions(path_,
                    fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read |
                        fs::perms::group_write,
                    fault);
    if (fault) throw boost::system::system_error(fault);
    acceptor_.listen();
}

void LocalDoor::close() {
    if (!acceptor_.is_open()) return;
    std::error_code ignored;
    fs::remove(path_, ignored);
    error_code unimportant;
    acceptor_.close(unimportant);
}

}  // namespace nhaclich::http
