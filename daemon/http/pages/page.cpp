#include "http/pages/page.hpp"

#include <stdexcept>

namespace nhaclich::http {

message::Values page_words(std::string_view prefix, plan::Language language, const Args& args) {
    const auto& words = message::Catalogue::builtin(language);
    message::Values values;
    for (const auto& [key, text] : words.all())
        if (key.starts_with(prefix))
            values.insert_or_assign(key.substr(prefix.size()), words.text(key, args));
    return values;
}

std::string page_text(const std::string& name, const message::Values& values) {
    auto page =
        message::HtmlTemplate::parse({message::builtin_template("pages/" + name)})
            .and_then([&](const message::HtmlTemplate& parsed) { return parsed.render(values); });
    if (!page) throw std::logic_error(name + ": " + std::string(page.error().id.key));
    return std::move(*page);
}

}  // namespace nhaclich::http
