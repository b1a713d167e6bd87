#include "board/feed_words.hpp"

#include "message/catalogue.hpp"

namespace nhaclich::board {

icalendar::FeedLanguage feed_language(plan::Language language) {
    const auto& words = message::Catalogue::builtin(language);
    return {[&words](std::string_view key, const Args& args) { return words.text(key, args); },
            [&words](Day day) { return words.day(day); }};
}

}  // namespace nhaclich::board
