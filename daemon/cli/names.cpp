#include "cli/names.hpp"

#include "base/text.hpp"
#include "cli/output.hpp"

#include <algorithm>

namespace nhaclich::cli {

Exit unknown_name(const std::string& kind, const std::string& typed,
                  const std::vector<std::string>& known, const Common& common) {
    const auto near = nearest(typed, known);
    print_error(common.words().text((near.empty() ? "cli.unknown." : "cli.near.") + kind,
                                    {{"id", typed}, {"nearest", near}}));
    return Exit::input;
}

const plan::Member* member_named(const plan::People& people, const std::string& typed,
                                 const Common& common) {
    const auto id = MemberId::parse(typed);
    const auto* member = id ? people.find(*id) : nullptr;
    if (member != nullptr) return member;
    unknown_name("member", typed, member_names(people), common);
    return nullptr;
}

std::vector<std::string> member_names(const plan::People& people) {
    std::vector<std::string> names;
    names.reserve(people.members.size());
    for (const auto& one : people.members) names.push_back(one.id.str());
    return names;
}

std::vector<std::string> channel_names(const config::Settings& settings) {
    std::vector<std::string> names{"email"};
    for (const auto& webhook : settings.webhooks) names.push_back(webhook.id.str());
    return names;
}

std::optional<ChannelId> channel_named(const config::Settings& settings, const std::string& typed,
                                       const Common& common) {
    const auto known = channel_names(settings);
    if (std::ranges::find(known, typed) != known.end()) return ChannelId::parse(typed).value();
    unknown_name("channel", typed, known, common);
    return std::nullopt;
}

}  // namespace nhaclich::cli
