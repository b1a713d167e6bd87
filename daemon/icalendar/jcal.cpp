#include "icalendar/jcal.hpp"

#include "icalendar/event.hpp"
#include "icalendar/ical.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <fmt/format.h>
#include <stdexcept>
#include <string_view>

namespace nhaclich::icalendar {

namespace json = boost::json;

namespace {

std::string lowered(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

/// What libical allocated for us.
std::string taken(char* text) {
    const std::unique_ptr<char, decltype(&icalmemory_free_buffer)> owner(text,
                                                                         &icalmemory_free_buffer);
    return owner ? std::string(owner.get()) : std::string{};
}

/// RFC 7265 3.6.4, 3.6.5
std::string time_text(const icaltimetype& time) {
    auto text = fmt::format("{:04}-{:02}-{:02}", time.year, time.month, time.day);
    if (time.is_date != 0) return text;
    text += fmt::format("T{:02}:{:02}:{:02}", time.hour, time.minute, time.second);
    return icaltime_is_utc(time) != 0 ? text + "Z" : text;
}

/// RFC 7265 3.6.13
std::string offset_text(int seconds) {
    const int minutes = std::abs(seconds) / 60;
    return fmt::format("{}{:02}:{:02}", seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

struct TypedValue {
    const char* type;
    json::value value;
};

/// RFC 7265 3.6.10: parts of a rule; only time zones have any here.
json::value rule_value(icalvalue* value) {
    auto rule = icalvalue_get_recur(value);
    const auto text = taken(icalrecurrencetype_as_string_r(&rule));
    json::object parts;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto part = rest.substr(0, rest.find(';'));
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
        const auto equals = part.find('=');
        parts[lowered(part.substr(0, equals))] = part.substr(equals + 1);
    }
    return parts;
}

TypedValue typed(icalvalue* value) {
    switch (icalvalue_isa(value)) {
        case ICAL_DATE_VALUE:
            return {"date", json::string(time_text(icalvalue_get_date(value)))};
        case ICAL_DATETIME_VALUE:
            return {"date-time", json::string(time_text(icalvalue_get_datetime(value)))};
        case ICAL_INTEGER_VALUE:
            return {"integer", icalvalue_get_integer(value)};
        case ICAL_UTCOFFSET_VALUE:
            return {"utc-offset", json::string(offset_text(icalvalue_get_utcoffset(value)))};
        case ICAL_RECUR_VALUE:
            return {"recur", rule_value(value)};
        case ICAL_DURATION_VALUE:
        case ICAL_TRIGGER_VALUE:
            return {"duration", json::string(taken(icalvalue_as_ical_string_r(value)))};
        case ICAL_URI_VALUE:
            return {"uri", json::string(icalvalue_get_uri(value))};
        case ICAL_TEXT_VALUE:
            return {"text", json::string(icalvalue_get_text(value))};
        case ICAL_X_VALUE:
            // RFC 7265 5.1: a type nobody declared.
            return {"unknown", json::string(icalvalue_get_x(value))};
        default:  // METHOD, STATUS, TRANSP, ACTION: words of closed sets are text
            return {"text", json::string(taken(icalvalue_as_ical_string_r(value)))};
    }
}

json::object parameters(icalproperty* property) {
    json::object all;
    for (auto* parameter = icalproperty_get_first_parameter(property, ICAL_ANY_PARAMETER);
         parameter != nullptr;
         parameter = icalproperty_get_next_parameter(property, ICAL_ANY_PARAMETER)) {
        // The type stands for VALUE.
        if (icalparameter_isa(parameter) == ICAL_VALUE_PARAMETER) continue;
        const auto text = taken(icalparameter_as_ical_string_r(parameter));
        const auto equals = text.find('=');
        all[lowered(text.substr(0, equals))] = text.substr(equals + 1);
    }
    return all;
}

json::array property_value(icalproperty* property) {
    const auto [type, value] = typed(icalproperty_get_value(property));
    return {lowered(taken(icalproperty_get_property_name_r(property))), parameters(property), type,
            value};
}

json::array component_value(icalcomponent* component) {
    json::array written;
    for (auto* property = icalcomponent_get_first_property(component, ICAL_ANY_PROPERTY);
         property != nullptr;
         property = icalcomponent_get_next_property(component, ICAL_ANY_PROPERTY))
        written.push_back(property_value(property));
    json::array components;
    for (auto* inner = icalcomponent_get_first_component(component, ICAL_ANY_COMPONENT);
         inner != nullptr; inner = icalcomponent_get_next_component(component, ICAL_ANY_COMPONENT))
        components.push_back(component_value(inner));
    return {lowered(icalcomponent_kind_to_string(icalcomponent_isa(component))), std::move(written),
            std::move(components)};
}

}  // namespace

std::string jcal_opening(const FeedHead& head, const std::optional<DayRange>& timed) {
    const auto octets = feed_opening(head, timed) + std::string(feed_closing);
    const Component calendar(icalparser_parse_string(octets.c_str()));
    if (!calendar) throw std::logic_error("no iCalendar object");
    auto text = json::serialize(component_value(calendar.get()));
    text.resize(text.size() - jcal_closing.size());
    return text;
}

std::string jcal_event(const FeedHead& head, const FeedLanguage& words,
                       const plan::Revision& revision, const Own& own) {
    return json::serialize(component_value(event(head, words, revision, own).get()));
}

void separate_jcal(std::string& octets) {
    if (!octets.ends_with('[')) octets += ',';
}

}  // namespace nhaclich::icalendar
