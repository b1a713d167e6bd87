#include "service/poke.hpp"

#include "clock/sleep.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <string_view>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace asio = boost::asio;

namespace {

constexpr const char* name = "nhaclich.poke";

std::string path_in(const std::string& directory) { return directory + "/" + name; }

[[noreturn]] void give_up() {
    throw boost::system::system_error(errno, boost::system::system_category());
}

/// The file is made here: the daemon may write in its directory, whoever pokes it may not create.
void make_sure_of(const std::string& path) {
    constexpr mode_t anybody_may_poke = S_IRUSR | S_IWUSR | S_IRGRP | S_IWGRP;
    // Opened for reading: its own poke would wake the daemon for ever.
    const int file = ::open(path.c_str(), O_CREAT | O_RDONLY | O_CLOEXEC, anybody_may_poke);
    if (file >= 0) ::close(file);
}

}  // namespace

Result<void> poke(const std::string& state_directory) {
    // Closing what was opened for writing is the event.
    const auto path = path_in(state_directory);
    const int file = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        ::close(file);
        return {};
    }
    if (errno == ENOENT) return {};
    return fail("poke.failed"_msg,
                {{"path", path}, {"reason", std::generic_category().message(errno)}});
}

asio::awaitable<void> watch_for_pokes(std::string state_directory, std::function<void()> poked) {
    co_await end_when_asked();
    const auto path = path_in(state_directory);
    const auto executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor events(executor, ::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
    const auto watch = [&] {
        constexpr std::uint32_t poked_or_gone = IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVE_SELF;
        make_sure_of(path);
        return ::inotify_add_watch(events.native_handle(), path.c_str(), poked_or_gone) >= 0;
    };
    if (!watch()) give_up();
    std::array<char, 4096> buffer{};
    while (true) {
        const auto space = asio::buffer(buffer);
        co_await events.async_read_some(space, asio::use_awaitable);
        watch();
        poked();
    }
}

}  // namespace nhaclich::service
