#include "http/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace nhaclich::http {

std::shared_ptr<const MemoryFile> MemoryFile::of(std::string_view octets) {
    const int descriptor = ::memfd_create("nhaclich", MFD_CLOEXEC);
    if (descriptor < 0) return nullptr;
    const auto made = std::make_shared<MemoryFile>();
    made->file_.reset(::fdopen(descriptor, "w"));
    if (!made->file_) {
        ::close(descriptor);
        return nullptr;
    }
    made->size_ = std::fwrite(octets.data(), 1, octets.size(), made->file_.get());
    if (made->size_ != octets.size() || std::fflush(made->file_.get()) != 0) return nullptr;
    return made;
}

}  // namespace nhaclich::http
