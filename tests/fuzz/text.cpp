// Whatever octets come in, what Line and Prose let through is clean, and stays as it is when read
// again.
#include "base/text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

namespace {

void must(bool kept) {
    if (!kept) std::abort();
}

bool has_control(const std::string& text, bool breaks_allowed) {
    for (const char c : text)
        if ((static_cast<unsigned char>(c) < 0x20 && !(breaks_allowed && c == '\n')) || c == 0x7F)
            return true;
    return false;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    if (const auto line = Line::parse(octets)) {
        must(!has_control(line->str(), false));
        must(line->str().size() <= 300 * 4);
        must(Line::parse(line->str()) == *line);
    }
    if (const auto prose = Prose::parse(octets)) {
        must(!has_control(prose->str(), true));
        must(Prose::parse(prose->str()) == *prose);
    }
    must(!has_control(escaped_for_log(octets), false));
    return 0;
}
