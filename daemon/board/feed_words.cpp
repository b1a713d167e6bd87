#include "board/feed_words.hpp"

#include "message/shift.hpp"

namespace nhaclich::board {

icalendar::FeedLanguage feed_language(plan::Language language, const calendar::Zone& zone) {
    const auto& words = message::Catalogue::builtin(language);
    return {[&words](std::string_view key, const Args& args) { return words.text(key, args); },
            [&words](Day day) { return words.day(day); },
            [language, zone](const plan::Occurrence& occurrence) {
                return message::shift_sentence(occurrence, zone, language);
            }};
}

}  // namespace nhaclich::board
