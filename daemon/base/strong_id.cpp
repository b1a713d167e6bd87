#include "base/strong_id.hpp"

#include <algorithm>

namespace nhaclich {

Result<std::string> parse_id_text(std::string_view text) {
    constexpr std::size_t longest = 64;
    const auto allowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (text.empty() || text.size() > longest || text.front() == '-' ||
        !std::ranges::all_of(text, allowed))
        return fail("id.format"_msg, {{"text", std::string(text)}});
    return std::string(text);
}

}  // namespace nhaclich
