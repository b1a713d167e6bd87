// Octets that the kernel can send without copying them: a file that lies in memory only.
// In: octets. Out: a descriptor for sendfile(2), which needs a program that ignores SIGPIPE.
#pragma once

#include <cstdio>
#include <memory>
#include <string_view>

namespace nhaclich::http {

class MemoryFile {
  public:
    MemoryFile() = default;
    /// nullptr where the system gives none: then the octets themselves are sent.
    static std::shared_ptr<const MemoryFile> of(std::string_view octets);
    int descriptor() const { return ::fileno(file_.get()); }
    std::size_t size() const { return size_; }

  private:
    struct Close {
        void operator()(std::FILE* file) const { static_cast<void>(std::fclose(file)); }
    };
    using File = std::unique_ptr<std::FILE, Close>;

    File file_;
    std::size_t size_ = 0;
};

}  // namespace nhaclich::http
