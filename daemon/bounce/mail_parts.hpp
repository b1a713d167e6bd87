// The parts of a multipart, one level deep (RFC 2045 5.1, RFC 2046 5.1.1).
// In: foreign octets. Out: views into them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::bounce {

struct ContentType {
    std::string type;         ///< "multipart/report", in lower case; "" = none
    std::string report_type;  ///< in lower case
    std::string boundary;     ///< as written
};
/// Of a Content-Type field. One pass; parameters split by RFC 2231 are not put together.
ContentType content_type(std::string_view value);

/// Between the lines of the boundary, at most 20; the last ends with the text where its end is
/// missing. Nothing without a boundary.
std::vector<std::string_view> parts(std::string_view body, std::string_view boundary);

}  // namespace nhaclich::bounce
