// Any text is a template or an error, and whatever a value holds, HTML never gets a tag from it.
// The first line of the input is the value, the rest the template.
#include "message/template.hpp"

#include <algorithm>
#include <cstdlib>

using namespace nhaclich::message;

namespace {

Values values_of(const std::string& text) {
    return {{"a", text},
            {"b", true},
            {"c", Value::Rows{{{"a", text}, {"d", false}}, {{"d", "d"}}}},
            {"d", ""}};
}

bool plain(char c) { return c != '<' && c != '>' && c != '"' && c != '\'' && c != '&'; }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string input(reinterpret_cast<const char*>(data), size);
    const auto end = std::min(input.find('\n'), input.size());
    const auto value = input.substr(0, end);
    const auto text = input.substr(std::min(end + 1, input.size()));

    if (const auto page = HtmlTemplate::parse({{"page", text}, {"part", "{{a}}"}})) {
        const auto html = page->render(values_of(value));
        // Markup comes from the template alone: without any in it there is none in the page.
        const bool markup_free = std::ranges::all_of(text, [](char c) { return plain(c); });
        if (html && markup_free && html->find_first_of("<>\"'") != std::string::npos) std::abort();
    }
    if (const auto letter = PlainTemplate::parse({{"letter", text}}))
        static_cast<void>(letter->render(values_of(value)));
    return 0;
}
