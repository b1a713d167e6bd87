#include "service/files.hpp"

#include "channel/descriptor.hpp"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace {

constexpr std::size_t written_by_hand = std::size_t{4} << 20U;

tl::unexpected<Error> unreadable(const std::string& path, int error) {
    return fail("file.unreadable"_msg,
                {{"path", path}, {"reason", std::system_category().message(error)}});
}

}  // namespace

Result<config::FileText> read_file(const std::string& path) {
    return read_up_to(written_by_hand, path);
}

Result<config::FileText> read_up_to(std::size_t largest, const std::string& path) {
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

std::error_code replace_file(const std::string& path, const std::string& text) {
    const auto reason = [] { return std::error_code(errno, std::generic_category()); };
    const auto draft = path + ".new";
    {
        const channel::Descriptor file(
            ::open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!file.is_open()) return reason();
        for (std::string_view rest = text; !rest.empty();) {
            const auto written = ::write(file.number(), rest.data(), rest.size());
            if (written < 0) return reason();
            rest.remove_prefix(static_cast<std::size_t>(written));
        }
        if (::fsync(file.number()) != 0) return reason();
    }
    return ::rename(draft.c_str(), path.c_str()) == 0 ? std::error_code{} : reason();
}

}  // namespace nhaclich::service
