// Compression of what is served.
// In: octets. Out: a gzip member (RFC 1952), or parts of one; the same octets give the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::http {

/// A little at a time: a large calendar takes long, and others wait meanwhile.
class Gzip {
  public:
    /// A beginning may be followed by any end, and then by gzip_trailer().
    enum class Part { whole, beginning, end };

    /// The octets outlive it.
    explicit Gzip(std::string_view octets, Part part = Part::whole);
    Gzip(const Gzip&) = delete;
    Gzip& operator=(const Gzip&) = delete;
    ~Gzip();
    /// Goes on for about a millisecond; false once all is done.
    bool go_on();
    /// Once all is done.
    std::string octets() const;
    /// Of what was compressed: where that is no whole, once all is done.
    std::uint32_t crc() const { return crc_; }

  private:
    struct Stream;
    Part part_;
    std::string_view rest_;
    std::unique_ptr<Stream> stream_;
    std::vector<unsigned char> output_;
    std::uint32_t crc_ = 0;
};

/// What stands behind the end. Sizes and sums are those of the octets before compression.
std::string gzip_trailer(std::uint32_t crc_of_beginning, std::size_t size_of_beginning,
                         std::uint32_t crc_of_end, std::size_t size_of_end);

}  // namespace nhaclich::http
