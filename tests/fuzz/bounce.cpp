// Any octets are a bounce of one line or none; what is read of them is bounded.
#include "bounce/bounce.hpp"

#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

namespace {

bool is_line(const std::string& text) {
    for (const char c : text)
        if (static_cast<unsigned char>(c) < ' ') return false;
    return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const auto found = bounce::parse(octets, {"board.example.org", "bounce+TAG@board.example.org"});
    static_cast<void>(bounce::recipient_of(octets));
    if (!found) return 0;
    constexpr std::size_t name_digits = 32;
    constexpr std::size_t longest_answer = 4 * 500;
    if (found->delivery.size() != name_digits || found->answer.size() > longest_answer)
        std::abort();
    if (!is_line(found->answer) || !is_line(found->recipient) || !is_line(found->status))
        std::abort();
    return 0;
}
