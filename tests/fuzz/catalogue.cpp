// Any text is a catalogue or an error with a place; filling in arguments never reads them again.
#include "message/catalogue.hpp"

#include <cstdlib>

using namespace nhaclich;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view toml(reinterpret_cast<const char*>(data), size);
    const auto catalogue = message::Catalogue::parse(toml, "words.toml");
    if (!catalogue) {
        if (!catalogue.error().where) std::abort();
        return 0;
    }
    for (const auto& [key, said] : catalogue->all()) {
        const auto filled = catalogue->text(key, {{"a", "{b}"}, {"b", "{a}"}});
        if (said.text == "{a}" && filled != "{b}") std::abort();
        static_cast<void>(catalogue->sentence({MessageId{key}, {{"a", "\n"}}, {}}));
    }
    return 0;
}
