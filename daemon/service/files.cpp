#include "service/files.hpp"

#include "channel/descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace {

constexpr std::size_t largest = std::size_t{4} << 20U;

tl::unexpected<Error> unreadable(const std::string& path, int error) {
    return fail("file.unreadable"_msg,
                {{"path", path}, {"reason", std::system_category().message(error)}});
}

}  // namespace

Result<config::FileText> read_file(const std::string& path) {
    // O_NONBLOCK: opening a FIFO by mistake must not hang the daemon.
    const channel::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0) return unreadable(path, errno);
    if (!S_ISREG(status.st_mode))
        return unreadable(path, S_ISDIR(status.st_mode) ? EISDIR : EINVAL);
    std::string text;
    std::string block(std::size_t{64} << 10U, '\0');
    while (true) {
        const auto got = ::read(file.number(), block.data(), block.size());
        if (got < 0) return unreadable(path, errno);
        if (got == 0) break;
        text.append(block.data(), static_cast<std::size_t>(got));
        if (text.size() > largest)
            return fail("file.too-large"_msg,
                        {{"path", path}, {"max", std::to_string(largest >> 20U) + " MiB"}});
    }
    return config::FileText{std::move(text), Instant{std::chrono::seconds{status.st_mtim.tv_sec}}};
}

}  // namespace nhaclich::service
