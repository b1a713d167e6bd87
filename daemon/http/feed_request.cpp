#include "http/feed_request.hpp"

#include "plan/people.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace nhaclich::http {

namespace {

using board::FeedChoice;

constexpr std::array all_kinds{plan::Kind::observance, plan::Kind::campaign, plan::Kind::deadline,
                               plan::Kind::meeting, plan::Kind::task};

bool read_kinds(std::string_view text, FeedChoice& choice) {
    while (true) {
        const auto comma = text.find(',');
        const auto word = text.substr(0, comma);
        const auto* kind = std::ranges::find_if(
            all_kinds, [&](plan::Kind one) { return plan::code(one) == word; });
        if (kind == all_kinds.end()) return false;
        choice.kinds.insert(*kind);
        if (comma == std::string_view::npos) return true;
        text.remove_prefix(comma + 1);
    }
}

bool read_language(std::string_view text, FeedChoice& choice) {
    for (const auto language : {plan::Language::vi, plan::Language::en}) {
        if (text != plan::code(language)) continue;
        choice.language = language;
        return true;
    }
    return false;
}

bool read_alarms(std::string_view text, FeedChoice& choice) {
    choice.alarms = text == "1";
    return text == "1" || text == "0";
}

struct Key {
    std::string_view name;
    bool (*read)(std::string_view text, FeedChoice& choice);
};
constexpr Key language_key{"lang", &read_language};
constexpr std::array keys_of_calendars{Key{"kind", &read_kinds}, language_key,
                                       Key{"alarms", &read_alarms}};
constexpr std::array keys_of_events{language_key};

/// Every key once, each with a value that is one.
bool read_query(const Query& query, std::span<const Key> keys, FeedChoice& choice) {
    std::set<std::string> seen;
    return std::ranges::all_of(query, [&](const auto& part) {
        const auto key = std::ranges::find(keys, part.first, &Key::name);
        return key != keys.end() && seen.insert(part.first).second &&
               key->read(part.second, choice);
    });
}

}  // namespace

tl::expected<FeedChoice, NoFeed> feed_choice(const Request& request, std::string_view extension,
                                             const plan::People& people, plan::Language usual) {
    constexpr std::string_view whole = "/calendar";
    std::string_view path = request.path;
    if (!path.starts_with(whole) || !path.ends_with(extension))
        return tl::unexpected(NoFeed::elsewhere);
    path.remove_prefix(whole.size());
    path.remove_suffix(std::min(extension.size(), path.size()));
    FeedChoice choice;
    choice.language = usual;
    if (!path.empty()) {
        if (!path.starts_with('/')) return tl::unexpected(NoFeed::elsewhere);
        auto group = GroupId::parse(path.substr(1));
        if (!group) return tl::unexpected(NoFeed::elsewhere);
        if (people.find(*group) == nullptr) return tl::unexpected(NoFeed::wrong);
        choice.group = std::move(*group);
    }
    if (!read_query(request.query, keys_of_calendars, choice)) return tl::unexpected(NoFeed::wrong);
    // All kinds and none named are one calendar.
    if (choice.kinds.size() == all_kinds.size()) choice.kinds.clear();
    return choice;
}

tl::expected<plan::Language, NoFeed> event_language(const Query& query, plan::Language usual) {
    FeedChoice choice;
    choice.language = usual;
    if (!read_query(query, keys_of_events, choice)) return tl::unexpected(NoFeed::wrong);
    return choice.language;
}

}  // namespace nhaclich::http
