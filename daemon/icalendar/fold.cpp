#include "icalendar/fold.hpp"

#include <algorithm>

namespace nhaclich::icalendar {

namespace {

constexpr std::size_t widest = 75;

bool continues_character(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

/// How many octets of `line` fit, ending at a boundary.
std::size_t fitting(std::string_view line, std::size_t width) {
    if (line.size() <= width) return line.size();
    std::size_t end = width;
    while (end > 1 && continues_character(line[end])) --end;
    // An odd number of backslashes before the cut means that the last one escapes what follows.
    std::size_t slashes = 0;
    while (slashes < end && line[end - 1 - slashes] == '\\') ++slashes;
    return slashes % 2 == 1 ? end - 1 : end;
}

void append_folded(std::string_view line, std::string& out) {
    std::size_t width = widest;
    while (true) {
        const auto length = fitting(line, width);
        out += line.substr(0, length);
        out += "\r\n";
        line.remove_prefix(length);
        if (line.empty()) return;
        out += ' ';
        width = widest - 1;
    }
}

}  // namespace

std::string refolded(std::string_view octets) {
    std::string unfolded;
    for (std::size_t at = 0; at < octets.size(); ++at) {
        if (octets.substr(at).starts_with("\r\n ")) {
            at += 2;
        } else {
            unfolded += octets[at];
        }
    }
    std::string result;
    std::string_view rest = unfolded;
    while (!rest.empty()) {
        const auto end = std::min(rest.find("\r\n"), rest.size());
        append_folded(rest.substr(0, end), result);
        rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return result;
}

}  // namespace nhaclich::icalendar
