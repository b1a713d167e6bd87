// Compression of what is served.
// In: octets. Out: a gzip member (RFC 1952); the same octets give the same.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::http {

/// A little at a time: a large calendar takes long, and others wait meanwhile.
class Gzip {
  public:
    /// The octets outlive it.
    explicit Gzip(std::string_view octets);
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    ~Gzip();
    /// Goes on for about a millisecond; false once all is done.
    bool go_on();
    /// Once all is done.
    std::string octets() const;

  private:
    struct Stream;
    std::string_view rest_;
    std::unique_ptr<Stream> stream_;
    std::vector<unsigned char> output_;
};

}  // namespace nhaclich::http
