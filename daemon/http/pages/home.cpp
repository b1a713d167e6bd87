#include "http/pages/home.hpp"

#include "http/pages/links.hpp"

#include <stdexcept>

namespace nhaclich::http {

namespace {

using message::Catalogue;
using message::Values;

constexpr std::size_t shown = 8;
constexpr std::string_view prefix = "page.";

/// Every text of the page by the part of its key after "page.".
Values page_words(const Catalogue& words, const Args& args) {
    Values values;
    for (const auto& [key, text] : words.all())
        if (key.starts_with(prefix))
            values.insert_or_assign(key.substr(prefix.size()), words.text(key, args));
    return values;
}

const message::HtmlTemplate& home_template() {
    static const auto parsed =
        message::HtmlTemplate::parse({message::builtin_template("pages/home")});
    if (!parsed) throw std::logic_error("pages/home: " + std::string(parsed.error().id.key));
    return *parsed;
}

}  // namespace

std::string home_page(const HomeInput& input) {
    const auto language = input.reader.language;
    const auto& words = Catalogue::builtin(language);
    const auto board = input.board.in(language).str();
    const auto calendar = input.calendar.in(language).str();
    const auto today = input.reader.zone.day_of(input.reader.now);
    Values values = page_words(words, {{"board", board}, {"calendar", calendar}});
    const auto entries = rows(upcoming(input.occurrences, input.reader, shown), input.reader);
    const Links all = links(input.base_url, calendar);
    values.insert_or_assign("language", std::string(plan::code(language)));
    values.insert_or_assign("vietnamese", language == plan::Language::vi);
    values.insert_or_assign("board", board);
    values.insert_or_assign("calendar", calendar);
    values.insert_or_assign("plan", input.plan.in(language).str());
    values.insert_or_assign("today", words.day(today));
    values.insert_or_assign("entries", entries);
    values.insert_or_assign("https", all.https);
    values.insert_or_assign("webcal", all.webcal);
    values.insert_or_assign("google", all.google);
    values.insert_or_assign("outlook", all.outlook);
    values.insert_or_assign("local", all.local);
    auto page = home_template().render(values);
    if (!page) throw std::logic_error("pages/home: " + std::string(page.error().id.key));
    return std::move(*page);
}

}  // namespace nhaclich::http
