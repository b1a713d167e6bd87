#include "store/sqlite/lock.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace nhaclich::store::sqlite {

Result<Lock> Lock::take(const std::string& path) {
    const int descriptor = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0)
        return fail("store.failed"_msg,
                    {{"path", path}, {"reason", std::system_category().message(errno)}});
    Lock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return fail("store.locked"_msg, {{"path", path}});
    return lock;
}

Lock::Lock(Lock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

Lock::~Lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace nhaclich::store::sqlite
