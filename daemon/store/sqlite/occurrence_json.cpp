#include "store/sqlite/occurrence_json.hpp"

#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <stdexcept>

namespace nhaclich::store::sqlite {

namespace json = boost::json;

namespace {

constexpr std::array kinds{plan::Kind::observance, plan::Kind::campaign, plan::Kind::deadline,
                           plan::Kind::meeting, plan::Kind::task};

template <class Text>
json::object localized(const plan::Localized<Text>& text) {
    return {{"vi", text.vi.str()}, {"en", text.en.str()}};
}

json::object span_of(const plan::Span& span) {
    if (const auto* days = std::get_if<DayRange>(&span))
        return {{"first", iso(days->first)}, {"end", iso(days->end)}};
    const auto& timed = std::get<plan::Timed>(span);
    return {{"start", iso(timed.start)}, {"end", iso(timed.end)}, {"zone", timed.zone}};
}

/// Reading throws on anything unexpected: text of ours that does not read back is a damaged row.
template <class T>
T wanted(Result<T> result) {
    if (!result) throw std::runtime_error(std::string(result.error().id.key));
    return std::move(*result);
}

std::string text(const json::object& object, json::string_view key) {
    return std::string(object.at(key).as_string());
}

Line line(const json::object& object, json::string_view key) {
    return wanted(Line::parse(text(object, key)));
}

template <class Text>
plan::Localized<Text> localized_from(const json::value& value) {
    const auto& object = value.as_object();
    return {wanted(Text::parse(text(object, "vi"))), wanted(Text::parse(text(object, "en")))};
}

plan::Span span_from(const json::object& object) {
    if (object.contains("first"))
        return DayRange{wanted(parse_iso_day(text(object, "first"))),
                        wanted(parse_iso_day(text(object, "end")))};
    return plan::Timed{wanted(parse_iso_instant(text(object, "start"))),
                       wanted(parse_iso_instant(text(object, "end"))), text(object, "zone")};
}

plan::Kind kind_from(const std::string& code) {
    const auto found =
        std::ranges::find_if(kinds, [&](plan::Kind kind) { return plan::code(kind) == code; });
    if (found == kinds.end()) throw std::runtime_error("kind");
    return *found;
}

/// Nothing where the plan itself moved the occurrence. English names of holidays came later.
std::optional<calendar::DayOff> day_off(const json::object& from) {
    if (!from.contains("weekend")) return std::nullopt;
    const auto english = from.contains("holiday_en") ? line(from, "holiday_en") : Line{};
    return calendar::DayOff{from.at("weekend").as_bool(), {line(from, "holiday"), english}};
}

json::object shifted_object(const plan::ShiftedFrom& shifted) {
    json::object object{{"day", iso(shifted.day)}};
    if (!shifted.why) return object;
    object["weekend"] = shifted.why->weekend;
    object["holiday"] = shifted.why->holiday.vi.str();
    object["holiday_en"] = shifted.why->holiday.en.str();
    return object;
}

json::array ids_of(const std::vector<GroupId>& groups) {
    json::array ids;
    for (const auto& group : groups) ids.emplace_back(group.str());
    return ids;
}

/// Absent where nobody is named, and in what the feed published.
std::vector<GroupId> groups(const json::object& object, json::string_view key) {
    std::vector<GroupId> result;
    const auto* ids = object.if_contains(key);
    if (ids == nullptr) return result;
    for (const auto& id : ids->as_array())
        result.push_back(wanted(GroupId::parse(std::string(id.as_string()))));
    return result;
}

/// The groups of an Occurrence or an Aside.
template <class Concerning>
void add_groups(const Concerning& from, json::object& object) {
    using Named = std::pair<const char*, const std::vector<GroupId>*>;
    for (const auto& [key, groups] :
         {Named{"audience", &from.audience}, Named{"owed_by", &from.owed_by},
          Named{"submit_to", &from.submit_to}})
        if (!groups->empty()) object[key] = ids_of(*groups);
}

template <class Concerning>
void read_groups(const json::object& object, Concerning& to) {
    to.audience = groups(object, "audience");
    to.owed_by = groups(object, "owed_by");
    to.submit_to = groups(object, "submit_to");
}

void read_deadline(const json::object& object, plan::Occurrence& occurrence) {
    if (const auto* due = object.if_contains("due"))
        occurrence.due = wanted(parse_iso_day(std::string(due->as_string())));
    if (const auto* limit = object.if_contains("limit"))
        occurrence.limit = limit->as_string() == "before" ? plan::Limit::before : plan::Limit::by;
    if (const auto* shifted = object.if_contains("shifted_from")) {
        const auto& from = shifted->as_object();
        occurrence.shifted_from =
            plan::ShiftedFrom{wanted(parse_iso_day(text(from, "day"))), day_off(from)};
    }
}

plan::Occurrence read(const plan::OccurrenceId& id, const json::object& object) {
    plan::Occurrence occurrence{.id = id,
                                .kind = kind_from(text(object, "kind")),
                                .title = localized_from<Line>(object.at("title")),
                                .description = localized_from<Prose>(object.at("description")),
                                .section = line(object, "section"),
                                .place = line(object, "place"),
                                .link = line(object, "link"),
                                .span = span_from(object.at("span").as_object()),
                                .status = text(object, "status") == "cancelled"
                                              ? plan::Status::cancelled
                                              : plan::Status::confirmed,
                                .due = std::nullopt,
                                .limit = std::nullopt,
                                .shifted_from = std::nullopt,
                                .audience = {},
                                .owed_by = {},
                                .submit_to = {},
                                .remind = std::nullopt,
                                .summary = std::nullopt,
                                .overdue = std::nullopt};
    read_deadline(object, occurrence);
    read_groups(object, occurrence);
    return occurrence;
}

plan::Aside read_aside(const json::object& object) {
    plan::Aside aside;
    read_groups(object, aside);
    aside.alarms = text(object, "alarms");
    aside.alarms_changed = wanted(parse_iso_instant(text(object, "alarms_changed")));
    return aside;
}

/// `read` of what the text holds; what it throws says that the row is damaged.
template <class Read>
auto parsed(const EntryId& entry, const std::string& text, Read read)
    -> Result<decltype(read(json::object{}))> {
    try {
        return read(json::parse(text).as_object());
    } catch (const std::exception& error) {
        return fail("store.damaged"_msg,
                    {{"path", "revision " + entry.str()}, {"reason", error.what()}});
    }
}

}  // namespace

std::string to_json(const plan::Occurrence& occurrence) {
    json::object object{{"kind", plan::code(occurrence.kind)},
                        {"title", localized(occurrence.title)},
                        {"description", localized(occurrence.description)},
                        {"section", occurrence.section.str()},
                        {"place", occurrence.place.str()},
                        {"link", occurrence.link.str()},
                        {"span", span_of(occurrence.span)},
                        {"status", plan::code(occurrence.status)}};
    if (occurrence.due) object["due"] = iso(*occurrence.due);
    if (occurrence.limit)
        object["limit"] = *occurrence.limit == plan::Limit::before ? "before" : "by";
    if (const auto& shifted = occurrence.shifted_from)
        object["shifted_from"] = shifted_object(*shifted);
    add_groups(occurrence, object);
    return json::serialize(object);
}

Result<plan::Occurrence> occurrence_from(const plan::OccurrenceId& id, const std::string& text) {
    return parsed(id.entry, text, [&](const json::object& object) { return read(id, object); });
}

std::string to_json(const plan::Aside& aside) {
    json::object object{{"alarms", aside.alarms}, {"alarms_changed", iso(aside.alarms_changed)}};
    add_groups(aside, object);
    return json::serialize(object);
}

Result<plan::Aside> aside_from(const EntryId& entry, const std::string& text) {
    return parsed(entry, text, read_aside);
}

}  // namespace nhaclich::store::sqlite
