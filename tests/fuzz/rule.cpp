// Any text is a rule or an error; the canonical text of a rule is a rule of the same key.
#include "plan/rule.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto rule = plan::Rule::parse(text);
    if (!rule) return 0;
    const auto again = plan::Rule::parse(rule->key());
    if (!again || again->offset != rule->offset || again->key() != rule->key()) std::abort();
    return 0;
}
