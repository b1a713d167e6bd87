#include "channel/answer.hpp"

#include "base/text.hpp"

#include <cstddef>

namespace nhaclich::channel {

std::string answer_line(std::string_view text) {
    constexpr std::size_t characters_at_most = 500;
    return escaped_for_log(text, characters_at_most);
}

}  // namespace nhaclich::channel
