#include "http/pages/home.hpp"

#include "http/pages/links.hpp"
#include "http/pages/page.hpp"

namespace nhaclich::http {

namespace {

using message::Catalogue;
using message::Values;

constexpr std::size_t shown = 8;

}  // namespace

std::string home_page(const HomeInput& input) {
    const auto language = input.reader.language;
    const auto& words = Catalogue::builtin(language);
    const auto board = input.board.in(language).str();
    const auto calendar = input.calendar.in(language).str();
    const auto today = input.reader.zone.day_of(input.reader.now);
    Values values = page_words("page.", language, {{"board", board}, {"calendar", calendar}});
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
    return page_text("home", values);
}

}  // namespace nhaclich::http
