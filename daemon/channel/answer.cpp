#include "channel/answer.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace nhaclich::channel {

std::string answer_line(std::string_view text) {
    constexpr std::size_t characters_at_most = 500;
    constexpr std::size_t octets_at_most = 4 * characters_at_most;
    // Escaping may lengthen the text but never joins lines, so a hostile megabyte can go first.
    auto line = escaped_for_log(text.substr(0, octets_at_most));
    std::size_t characters = 0;
    for (std::size_t at = 0; at < line.size(); ++at) {
        const bool starts = (static_cast<unsigned char>(line[at]) & 0xC0U) != 0x80U;
        if (starts && ++characters > characters_at_most) {
            line.resize(at);
            break;
        }
    }
    return line;
}

}  // namespace nhaclich::channel
