#include "http/gzip.hpp"

#include <stdexcept>
#include <vector>
#include <zlib.h>

namespace nhaclich::http {

std::string gzipped(std::string_view octets) {
    constexpr int gzip_header = 16;  // added to the window bits: zlib then writes gzip, mtime 0
    constexpr int memory_level = 9;
    z_stream stream{};
    if (deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, MAX_WBITS + gzip_header, memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::runtime_error("zlib does not start");
    std::vector<Bytef> input(octets.begin(), octets.end());
    std::vector<Bytef> output(deflateBound(&stream, static_cast<uLong>(input.size())));
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = output.data();
    stream.avail_out = static_cast<uInt>(output.size());
    const int result = deflate(&stream, Z_FINISH);
    const auto size = static_cast<std::ptrdiff_t>(stream.total_out);
    deflateEnd(&stream);
    if (result != Z_STREAM_END) throw std::runtime_error("zlib did not finish");
    return {output.begin(), output.begin() + size};
}

}  // namespace nhaclich::http
