#include "message/webhook_data.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace nhaclich::message {

namespace json = boost::json;

std::string webhook_data(const ComposeInput& input, const std::string& subject,
                         const std::string& text) {
    const auto& occurrence = input.occurrence;
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    const auto* days = std::get_if<DayRange>(&occurrence.span);
    json::object object;
    object["entry"] = occurrence.id.entry.str();
    object["kind"] = plan::code(occurrence.kind);
    object["nominal"] = iso(occurrence.id.nominal);
    object["title"] = occurrence.title.in(input.reader.language).str();
    object["start"] = timed != nullptr ? iso(timed->start) : iso(days->first);
    object["end"] = timed != nullptr ? iso(timed->end) : iso(days->end);
    object["all_day"] = occurrence.all_day();
    object["due"] = nullptr;
    if (occurrence.due) object["due"] = iso(*occurrence.due);
    object["place"] = occurrence.place.str();
    object["link"] = occurrence.link.str();
    object["member"] = input.reader.id.str();
    object["subject"] = subject;
    object["text"] = text;
    return json::serialize(object);
}

}  // namespace nhaclich::message
