#include "channel/secret_file.hpp"

#include "channel/descriptor.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>

namespace nhaclich::channel {

namespace {

tl::unexpected<Error> unreadable(const std::string& path, int cause) {
    return fail("channel.secret-unreadable"_msg,
                {{"file", path}, {"reason", std::generic_category().message(cause)}});
}

}  // namespace

Result<Secret> secret_from(const std::string& path) {
    // O_NONBLOCK: opening a FIFO must not stop the loop.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file.is_open()) return unreadable(path, errno);
    struct stat facts {};
    if (::fstat(file.number(), &facts) != 0) return unreadable(path, errno);
    if (!S_ISREG(facts.st_mode)) return unreadable(path, EINVAL);
    if ((facts.st_mode & (S_IROTH | S_IWOTH)) != 0)
        return fail("channel.secret-exposed"_msg, {{"file", path}});
    constexpr std::size_t longest = 4096;
    std::string octets(longest + 1, '\0');
    const auto size = ::read(file.number(), octets.data(), octets.size());
    if (size < 0) return unreadable(path, errno);
    octets.resize(static_cast<std::size_t>(size));
    if (octets.size() > longest) return fail("channel.secret-too-long"_msg, {{"file", path}});
    while (!octets.empty() && (octets.back() == '\n' || octets.back() == '\r')) octets.pop_back();
    if (octets.empty()) return fail("channel.secret-empty"_msg, {{"file", path}});
    return Secret(std::move(octets));
}

}  // namespace nhaclich::channel
