#include "http/gzip.hpp"

#include <algorithm>
#include <stdexcept>
#define ZLIB_CONST
#include <zlib.h>

namespace nhaclich::http {

namespace {

constexpr std::size_t at_once = std::size_t{32} * 1024;

}  // namespace

struct Gzip::Stream {
    Stream() {
        constexpr int gzip_header = 16;  // added to the window bits: zlib then writes gzip, mtime 0
        constexpr int memory_level = 9;
        if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzip_header, memory_level,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error("zlib does not start");
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { deflateEnd(&z); }

    z_stream z{};
};

Gzip::Gzip(std::string_view octets)
    : rest_(octets),
      stream_(std::make_unique<Stream>()),
      output_(deflateBound(&stream_->z, static_cast<uLong>(octets.size()))) {
    stream_->z.next_out = output_.data();
    stream_->z.avail_out = static_cast<uInt>(output_.size());
}

Gzip::~Gzip() = default;

bool Gzip::go_on() {
    const auto part = rest_.substr(0, at_once);
    rest_.remove_prefix(part.size());
    // deflate() reads octets and knows no characters.
    stream_->z.next_in = reinterpret_cast<const Bytef*>(part.data());
    stream_->z.avail_in = static_cast<uInt>(part.size());
    const int result = deflate(&stream_->z, rest_.empty() ? Z_FINISH : Z_NO_FLUSH);
    if (result != (rest_.empty() ? Z_STREAM_END : Z_OK))
        throw std::runtime_error("zlib did not go on");
    return !rest_.empty();
}

std::string Gzip::octets() const {
    return {output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(stream_->z.total_out)};
}

}  // namespace nhaclich::http
