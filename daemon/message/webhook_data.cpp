#include "message/webhook_data.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nhaclich::message {

namespace json = boost::json;

namespace {

/// Where it stands in time; `end` is exclusive.
void add_times(json::object& object, const plan::Occurrence& occurrence) {
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    const auto* days = std::get_if<DayRange>(&occurrence.span);
    object["start"] = timed != nullptr ? iso(timed->start) : iso(days->first);
    object["end"] = timed != nullptr ? iso(timed->end) : iso(days->end);
    object["all_day"] = occurrence.all_day();
    object["due"] = nullptr;
    if (occurrence.due) object["due"] = iso(*occurrence.due);
}

/// What every message has, whatever it is about.
void add_frame(json::object& object, const plan::Member& reader, const plan::Title& board,
               const std::string& base_url) {
    object["board"] = board.in(reader.language).str();
    object["calendar"] = base_url.empty() ? std::string() : base_url + "/";
    object["member"] = reader.id.str();
}

json::object letter_frame(std::string_view kind, const LetterInput& input,
                          const std::string& subject, const std::string& text,
                          const std::string& late) {
    json::object object{{"kind", kind}};
    add_frame(object, input.reader, input.board_name, input.base_url);
    object["late"] = late;
    object["subject"] = subject;
    object["text"] = text;
    return object;
}

}  // namespace

std::string webhook_data(const Facts& facts, const std::string& subject, const std::string& text,
                         const std::string& late) {
    const auto& input = facts.input;
    const auto& occurrence = input.occurrence;
    json::object object;
    object["entry"] = occurrence.id.entry.str();
    object["kind"] = plan::code(occurrence.kind);
    object["nominal"] = iso(occurrence.id.nominal);
    object["title"] = occurrence.title.in(input.reader.language).str();
    object["when"] = when_in_words(facts);
    add_times(object, occurrence);
    object["place"] = occurrence.place.str();
    object["link"] = occurrence.link.str();
    add_frame(object, input.reader, input.board_name, input.base_url);
    object["late"] = late;
    object["subject"] = subject;
    object["text"] = text;
    return json::serialize(object);
}

std::string letter_data(const LetterInput& input, const std::string& subject,
                        const std::string& text, const std::string& late) {
    json::array items;
    for (const auto& item : input.items) {
        json::object object{{"purpose", code(reminder::purpose(item.delivery.key))}};
        if (item.occurrence) {
            object["entry"] = item.occurrence->id.entry.str();
            object["nominal"] = iso(item.occurrence->id.nominal);
            object["title"] = item.occurrence->title.in(input.reader.language).str();
            object["status"] = plan::code(item.occurrence->status);
            add_times(object, *item.occurrence);
        }
        items.push_back(std::move(object));
    }
    auto object = letter_frame("letter", input, subject, text, late);
    object["items"] = std::move(items);
    return json::serialize(object);
}

std::string test_data(const LetterInput& input, const std::string& subject,
                      const std::string& text) {
    auto object = letter_frame("test", input, subject, text, {});
    object["items"] = json::array{};
    return json::serialize(object);
}

}  // namespace nhaclich::message
