#include "reminder/preferences.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/trim.hpp>

namespace nhaclich::reminder {

namespace {

using plan::Kind;

constexpr std::array kinds{Kind::observance, Kind::campaign, Kind::deadline, Kind::meeting,
                           Kind::task};
constexpr std::array digests{plan::Digest::none, plan::Digest::weekly, plan::Digest::monthly};
constexpr std::array languages{Language::vi, Language::en};

std::vector<std::string> listed(std::string_view value) {
    std::vector<std::string> items;
    while (true) {
        const auto comma = std::min(value.find(','), value.size());
        items.emplace_back(boost::trim_copy(value.substr(0, comma)));
        if (comma == value.size()) return items;
        value.remove_prefix(comma + 1);
    }
}

struct Allowed {
    std::string_view key;
    std::string_view values;
};
constexpr auto allowed = std::to_array<Allowed>({
    {"kinds", "observance, campaign, deadline, meeting, task"},
    {"offsets", "\"-7d 08:00, -2h\""},
    {"digest", "none, weekly, monthly"},
    {"language", "vi, en"},
    {"stop", "yes, no"},
});

tl::unexpected<Error> wrong(std::string_view key, std::string_view value) {
    return fail("preference.value"_msg,
                {{"key", std::string(key)},
                 {"value", std::string(value)},
                 {"allowed", std::string(std::ranges::find(allowed, key, &Allowed::key)->values)}});
}

/// The one of `all` with that code.
template <class Value, std::size_t size>
const Value* coded(const std::array<Value, size>& all, std::string_view text) {
    const auto found = std::ranges::find_if(all, [&](Value value) { return code(value) == text; });
    return found == all.end() ? nullptr : &*found;
}

/// Into `target`, or nothing there for an empty value.
template <class T, class Parse>
Result<void> set(std::optional<T>& target, std::string_view value, Parse parse) {
    if (value.empty()) {
        target.reset();
        return {};
    }
    auto parsed = parse(value);
    if (!parsed) return tl::unexpected(parsed.error());
    target = std::move(*parsed);
    return {};
}

Result<std::set<Kind>> parsed_kinds(std::string_view value) {
    std::set<Kind> result;
    for (const auto& item : listed(value)) {
        const auto* kind = coded(kinds, item);
        if (kind == nullptr) return wrong("kinds", value);
        result.insert(*kind);
    }
    return result;
}

Result<std::vector<plan::Rule>> parsed_offsets(std::string_view value) {
    std::vector<plan::Rule> result;
    for (const auto& item : listed(value)) {
        auto rule = plan::Rule::parse(item);
        if (!rule) return tl::unexpected(rule.error());
        if (!rule->to.empty()) return wrong("offsets", value);
        result.push_back(std::move(*rule));
    }
    return result;
}

Result<std::vector<ChannelId>> parsed_channels(std::string_view value) {
    std::vector<ChannelId> result;
    for (const auto& item : listed(value)) {
        auto id = ChannelId::parse(item);
        if (!id) return tl::unexpected(id.error());
        result.push_back(std::move(*id));
    }
    return result;
}

template <class Value, std::size_t size>
auto one_of(const std::array<Value, size>& all, std::string_view key) {
    return [&all, key](std::string_view value) -> Result<Value> {
        const auto* found = coded(all, value);
        if (found == nullptr) return wrong(key, value);
        return *found;
    };
}

Result<void> stop(Preferences& preferences, std::string_view value) {
    if (value != "yes" && value != "no" && !value.empty()) return wrong("stop", value);
    preferences.stopped = value == "yes";
    return {};
}

}  // namespace

const std::vector<std::string>& preference_keys() {
    static const std::vector<std::string> keys{"kinds",    "offsets", "digest", "language",
                                               "channels", "quiet",   "pause",  "stop"};
    return keys;
}

Result<void> choose(Preferences& preferences, std::string_view key, std::string_view value) {
    if (key == "kinds") return set(preferences.kinds, value, parsed_kinds);
    if (key == "offsets") return set(preferences.offsets, value, parsed_offsets);
    if (key == "channels") return set(preferences.channels, value, parsed_channels);
    if (key == "digest") return set(preferences.digest, value, one_of(digests, key));
    if (key == "language") return set(preferences.language, value, one_of(languages, key));
    if (key == "quiet") return set(preferences.quiet, value, plan::QuietHours::parse);
    if (key == "pause") return set(preferences.paused_until, value, parse_iso_instant);
    if (key == "stop") return stop(preferences, value);
    return fail("preference.key"_msg, {{"key", std::string(key)}});
}

}  // namespace nhaclich::reminder
