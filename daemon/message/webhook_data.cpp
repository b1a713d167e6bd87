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

std::string letter_object(std::string_view kind, const LetterInput& input,
                          const std::string& subject, const std::string& text, json::array items) {
    return json::serialize(json::object{{"kind", kind},
                                        {"member", input.reader.id.str()},
                                        {"subject", subject},
                                        {"text", text},
                                        {"items", std::move(items)}});
}

}  // namespace

std::string webhook_data(const ComposeInput& input, const std::string& subject,
                         const std::string& text) {
    const auto& occurrence = input.occurrence;
    json::object object;
    object["entry"] = occurrence.id.entry.str();
    object["kind"] = plan::code(occurrence.kind);
    object["nominal"] = iso(occurrence.id.nominal);
    object["title"] = occurrence.title.in(input.reader.language).str();
    add_times(object, occurrence);
    object["place"] = occurrence.place.str();
    object["link"] = occurrence.link.str();
    object["member"] = input.reader.id.str();
    object["subject"] = subject;
    object["text"] = text;
    return json::serialize(object);
}

std::string letter_data(const LetterInput& input, const std::string& subject,
                        const std::string& text) {
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
    return letter_object("letter", input, subject, text, std::move(items));
}

std::string test_data(const LetterInput& input, const std::string& subject,
                      const std::string& text) {
    return letter_object("test", input, subject, text, {});
}

}  // namespace nhaclich::message
