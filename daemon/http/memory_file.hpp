// Octets that the kernel can send without copying them: a file that lies in memory only.
// In: octets. Out: a descriptor for sendfile(2), which needs a program that ignores SIGPIPE.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace nhaclich::http {

class MemoryFile {
  public:
    /// Owns the descriptor.
    MemoryFile(int descriptor, std::size_t size) : descriptor_(descriptor), size_(size) {}
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;
    ~MemoryFile();
    /// nullptr where the system gives none: then the octets themselves are sent.
    static std::shared_ptr<const MemoryFile> of(std::string_view octets);
    int descriptor() const { return descriptor_; }
    std::size_t size() const { return size_; }

  private:
    int descriptor_;
    std::size_t size_;
};

}  // namespace nhaclich::http
