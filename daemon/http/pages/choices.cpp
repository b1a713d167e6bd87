#include "http/pages/choices.hpp"

#include "http/pages/page.hpp"

namespace nhaclich::http {

namespace {

Prepared page(unsigned status, const std::string& name, const message::Values& values) {
    const Fields fields{{"Content-Type", "text/html; charset=utf-8"},
                        {"Cache-Control", "no-store"},
                        {"X-Robots-Tag", "noindex"},
                        {"Referrer-Policy", "no-referrer"},
                        {"Content-Security-Policy",
                         "default-src 'none'; style-src 'self'; img-src 'self'; "
                         "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"}};
    return {status, fields, page_text(name, values)};
}

}  // namespace

Prepared choices_page(const ChoicesInput& input) {
    auto values =
        page_words("choices.", input.language, {{"board", input.board}, {"member", input.member}});
    values.insert_or_assign("language", std::string(plan::code(input.language)));
    values.insert_or_assign("board", input.board);
    values.insert_or_assign("address", input.address);
    values.insert_or_assign("stopped", input.stopped);
    values.insert_or_assign("chosen", input.just_chosen);
    return page(200, "choices", values);
}

namespace {

Prepared refusal(unsigned status, plan::Language language, bool from_elsewhere) {
    auto values = page_words("choices.", language, {{"board", {}}, {"member", {}}});
    values.insert_or_assign("language", std::string(plan::code(language)));
    values.insert_or_assign("from-elsewhere", from_elsewhere);
    return page(status, "no-choices", values);
}

}  // namespace

Prepared no_such_page(plan::Language language) { return refusal(404, language, false); }

Prepared not_from_elsewhere_page(plan::Language language) { return refusal(403, language, true); }

}  // namespace nhaclich::http
