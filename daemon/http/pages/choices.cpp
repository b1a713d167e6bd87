#include "http/pages/choices.hpp"

#include "http/pages/page.hpp"

namespace nhaclich::http {

namespace {

Prepared page(unsigned status, const std::string& name, const message::Values& values,
              const Fields& more = {}) {
    Fields fields{{"Content-Type", "text/html; charset=utf-8"},
                  {"Cache-Control", "no-store"},
                  {"X-Robots-Tag", "noindex"},
                  {"Referrer-Policy", "no-referrer"},
                  {"Content-Security-Policy",
                   "default-src 'none'; style-src 'self'; img-src 'self'; "
                   "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"}};
    fields.insert(fields.end(), more.begin(), more.end());
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

Prepared note(unsigned status, const std::string& what, plan::Language language,
              const Fields& more = {}) {
    const auto& words = message::Catalogue::builtin(language);
    message::Values values;
    values.emplace("title", words.text("choices.title"));
    values.emplace("heading", words.text("choices." + what));
    values.emplace("why", words.text("choices." + what + "-why"));
    values.emplace("language", std::string(plan::code(language)));
    return page(status, "no-choices", values, more);
}

}  // namespace

Prepared no_such_page(plan::Language language) { return note(404, "not-found", language); }

Prepared not_from_elsewhere_page(plan::Language language) {
    return note(403, "elsewhere", language);
}

Prepared trouble_page(plan::Language language) {
    return note(503, "trouble", language, {{"Retry-After", "60"}});
}

}  // namespace nhaclich::http
