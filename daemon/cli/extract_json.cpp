#include "cli/extract_json.hpp"

#include <boost/json/object.hpp>
#include <cmath>
#include <fmt/format.h>

namespace nhaclich::cli {

namespace {

using document::Entry;
using plan::Kind;

std::string month_day(const document::Moment& moment) {
    return fmt::format("{:02}-{:02}", moment.month, moment.day);
}

std::string_view code(document::Rhythm rhythm) {
    switch (rhythm) {
        case document::Rhythm::weekly:
            return "weekly";
        case document::Rhythm::monthly:
            return "monthly";
        case document::Rhythm::quarterly:
            return "quarterly";
    }
    return "";
}

void put_day(const Entry& entry, const document::Moment& moment, boost::json::object& object) {
    if (entry.kind == Kind::deadline) {
        object[entry.limit == document::Limit::before ? "before" : "by"] = month_day(moment);
    } else {
        object["month"] = moment.month;
        object["day"] = moment.day;
        if (entry.kind != Kind::observance && entry.year && !moment.lunar)
            object["date"] = fmt::format("{:04}-{}", *entry.year, month_day(moment));
    }
    if (moment.lunar) object["lunar"] = true;
    if (moment.year) object["year"] = *moment.year;
}

void put_span(const document::Span& span, boost::json::object& object) {
    object["from"] = month_day(span.from);
    object["to"] = month_day(span.to);
    if (span.from.year) object["year"] = *span.from.year;
    if (span.from.lunar) object["lunar"] = true;
}

void put_recurrence(const Entry& entry, const document::Recurrence& recurrence,
                    boost::json::object& object) {
    object["rule"] = code(recurrence.rhythm);
    const bool before = entry.kind == Kind::deadline && entry.limit == document::Limit::before;
    if (recurrence.day > 0) object[before ? "before_day" : "day"] = recurrence.day;
    if (!recurrence.words.empty()) object["on"] = recurrence.words;
    if (recurrence.months.empty()) return;
    boost::json::array months;
    for (const int month : recurrence.months) months.emplace_back(month);
    object["months"] = std::move(months);
}

boost::json::object as_json(const Entry& entry) {
    boost::json::object object{{"kind", plan::code(entry.kind)}};
    if (const auto* moment = std::get_if<document::Moment>(&entry.date))
        put_day(entry, *moment, object);
    else if (const auto* span = std::get_if<document::Span>(&entry.date))
        put_span(*span, object);
    else
        put_recurrence(entry, std::get<document::Recurrence>(entry.date), object);
    if (entry.time)
        object["time"] = fmt::format("{:02}:{:02}", entry.time->hour, entry.time->minute);
    object["title"] = entry.title;
    object["section"] = entry.section;
    object["source"] = entry.source;
    constexpr double hundred = 100;
    object["confidence"] = std::round(entry.confidence * hundred) / hundred;
    return object;
}

}  // namespace

boost::json::array as_json(const std::vector<Entry>& entries) {
    boost::json::array array;
    for (const auto& entry : entries) array.emplace_back(as_json(entry));
    return array;
}

}  // namespace nhaclich::cli
