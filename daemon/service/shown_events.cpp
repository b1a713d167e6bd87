#include "service/shown_events.hpp"

#include <boost/json.hpp>

namespace nhaclich::service {

namespace json = boost::json;

namespace {

/// [entry, nominal, own, changes, changed]: nothing unless every part is sound.
std::optional<board::ShownEvents::value_type> event_of(const json::value& value) {
    const auto* row = value.if_array();
    if (row == nullptr || row->size() != 5) return std::nullopt;
    const auto* entry = row->at(0).if_string();
    const auto* nominal = row->at(1).if_string();
    const auto* own = row->at(2).if_string();
    const auto* changes = row->at(3).if_int64();
    const auto* changed = row->at(4).if_int64();
    if (entry == nullptr || nominal == nullptr || own == nullptr || changes == nullptr ||
        changed == nullptr)
        return std::nullopt;
    auto id = EntryId::parse(std::string(*entry));
    const auto day = parse_iso_day(std::string(*nominal));
    if (!id || !day) return std::nullopt;
    return board::ShownEvents::value_type{
        {std::move(*id), *day},
        {std::string(*own), static_cast<int>(*changes), Instant{std::chrono::seconds{*changed}}}};
}

}  // namespace

std::string to_text(const board::ShownEvents& shown) {
    json::array rows;
    rows.reserve(shown.size());
    for (const auto& [id, event] : shown)
        rows.push_back(json::array{id.entry.str(), iso(id.nominal), event.own, event.changes,
                                   event.changed.time_since_epoch().count()});
    return json::serialize(rows);
}

board::ShownEvents shown_events(std::string_view text) {
    board::ShownEvents shown;
    boost::system::error_code fault;
    json::monotonic_resource memory;
    const auto value = json::parse(json::string_view(text.data(), text.size()), fault, &memory);
    const auto* rows = fault ? nullptr : value.if_array();
    if (rows == nullptr) return shown;
    for (const auto& row : *rows)
        if (auto event = event_of(row)) shown.insert(shown.end(), std::move(*event));
    return shown;
}

}  // namespace nhaclich::service
