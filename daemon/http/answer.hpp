// A complete answer whose octets already exist somewhere: choosing one costs nothing.
// In: a status, fields and a body. Out: views of them.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nhaclich::http {

class MemoryFile;

using Fields = std::vector<std::pair<std::string, std::string>>;

/// Views of what a Resource, Refusals or Prepared owns; body is empty for HEAD and 304.
struct Answer {
    unsigned status = 200;
    std::string_view head;  ///< status line and fields, each with CRLF; no empty line
    std::string_view body;
    const MemoryFile* file = nullptr;  ///< the body's octets; nullptr = nowhere but there
    std::string_view lead = {};        ///< what of the content comes before `body`
    std::string_view trail = {};       ///< what of it comes behind
    std::size_t octets() const { return lead.size() + body.size() + trail.size(); }
};

/// "HTTP/1.1 304 Not Modified\r\n" and the fields. Neither Date nor Connection: the session knows
/// them.
std::string serialised_head(unsigned status, const Fields& fields);

/// An answer that owns its octets.
struct Prepared {
    Prepared() = default;
    /// With Content-Length and nosniff beside the fields given.
    Prepared(unsigned status, Fields fields, std::string body);
    Answer answer(bool head_only) const;

    unsigned status = 200;
    std::string head;
    std::string body;
};

}  // namespace nhaclich::http
