// What a gzip member holds, by zlib's own reading.
// In: its octets. Out: the text; a failed test where that is no whole member, or more than one.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <vector>
#include <zlib.h>

namespace nhaclich::test {

inline std::string inflated(const std::string& packed) {
    constexpr std::size_t at_most = std::size_t{1} << 20U;
    std::vector<Bytef> input(packed.begin(), packed.end());
    std::vector<Bytef> output(at_most);
    z_stream stream{};
    stream.next_in = input.data();
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = output.data();
    stream.avail_out = static_cast<uInt>(output.size());
    REQUIRE(inflateInit2(&stream, MAX_WBITS + 16) == Z_OK);
    const int result = inflate(&stream, Z_FINISH);
    inflateEnd(&stream);
    REQUIRE(result == Z_STREAM_END);
    REQUIRE(stream.avail_in == 0);
    return {output.begin(), output.begin() + static_cast<std::ptrdiff_t>(stream.total_out)};
}

}  // namespace nhaclich::test
