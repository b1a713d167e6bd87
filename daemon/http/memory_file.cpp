#include "http/memory_file.hpp"

#include <sys/mman.h>
#include <unistd.h>

namespace nhaclich::http {

MemoryFile::~MemoryFile() { ::close(descriptor_); }

std::shared_ptr<const MemoryFile> MemoryFile::of(std::string_view octets) {
    const int descriptor = ::memfd_create("nhaclich", MFD_CLOEXEC);
    if (descriptor < 0) return nullptr;
    auto made = std::make_shared<const MemoryFile>(descriptor, octets.size());
    while (!octets.empty()) {
        const auto written = ::write(descriptor, octets.data(), octets.size());
        if (written <= 0) return nullptr;
        octets.remove_prefix(static_cast<std::size_t>(written));
    }
    return made;
}

}  // namespace nhaclich::http
