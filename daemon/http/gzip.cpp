#include "http/gzip.hpp"

#include <array>
#include <bit>
#include <boost/endian/arithmetic.hpp>
#include <stdexcept>
#define ZLIB_CONST
#include <zlib.h>

namespace nhaclich::http {

namespace {

constexpr std::size_t at_once = std::size_t{32} * 1024;
/// zlib.h, deflate(): more room than this, so that a flush is not repeated.
constexpr std::size_t flushing = 8;

/// zlib.h, deflateInit2(): with 16 added it writes gzip, mtime 0; negative, nothing around it.
int window_bits(Gzip::Part part) { return part == Gzip::Part::end ? -MAX_WBITS : MAX_WBITS + 16; }

/// An end is read without knowledge of what stands before it, so a beginning need but stop at a
/// whole octet.
int last_flush(Gzip::Part part) { return part == Gzip::Part::beginning ? Z_SYNC_FLUSH : Z_FINISH; }

const Bytef* as_octets(std::string_view text) {
    // deflate() and crc32() read octets and know no characters.
    return reinterpret_cast<const Bytef*>(text.data());
}

}  // namespace

struct Gzip::Stream {
    explicit Stream(Part part) {
        constexpr int memory_level = 9;
        if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, window_bits(part), memory_level,
                         Z_DEFAULT_STRATEGY) != Z_OK)
            throw std::runtime_error("zlib does not start");
    }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
    ~Stream() { deflateEnd(&z); }

    z_stream z{};
};

Gzip::Gzip(std::string_view octets, Part part)
    : part_(part),
      rest_(octets),
      stream_(std::make_unique<Stream>(part)),
      output_(deflateBound(&stream_->z, static_cast<uLong>(octets.size())) + flushing) {
    stream_->z.next_out = output_.data();
    stream_->z.avail_out = static_cast<uInt>(output_.size());
}

Gzip::~Gzip() = default;

bool Gzip::go_on() {
    const auto part = rest_.substr(0, at_once);
    rest_.remove_prefix(part.size());
    auto& z = stream_->z;
    z.next_in = as_octets(part);
    z.avail_in = static_cast<uInt>(part.size());
    if (part_ != Part::whole)
        crc_ = static_cast<std::uint32_t>(crc32_z(crc_, as_octets(part), part.size()));
    const bool last = rest_.empty();
    const int result = deflate(&z, last ? last_flush(part_) : Z_NO_FLUSH);
    if (result != (last && part_ != Part::beginning ? Z_STREAM_END : Z_OK))
        throw std::runtime_error("zlib did not go on");
    return !last;
}

std::string Gzip::octets() const {
    return {output_.begin(), output_.begin() + static_cast<std::ptrdiff_t>(stream_->z.total_out)};
}

std::string gzip_trailer(std::uint32_t crc_of_beginning, std::size_t size_of_beginning,
                         std::uint32_t crc_of_end, std::size_t size_of_end) {
    const auto crc = crc32_combine(crc_of_beginning, crc_of_end, static_cast<z_off_t>(size_of_end));
    const std::array<boost::endian::little_uint32_t, 2> trailer{
        static_cast<std::uint32_t>(crc),
        static_cast<std::uint32_t>(size_of_beginning + size_of_end)};
    const auto octets = std::bit_cast<std::array<char, sizeof(trailer)>>(trailer);
    return {octets.begin(), octets.end()};
}

}  // namespace nhaclich::http
