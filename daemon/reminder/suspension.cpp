#include "reminder/suspension.hpp"

#include "base/text.hpp"

namespace nhaclich::reminder {

namespace {

constexpr std::string_view begins = "suspended ";

}  // namespace

std::string mailbox(std::string_view address) { return lower_case(address); }

bool is_suspended(const Suspensions& suspensions, const ChannelId& channel,
                  const plan::Address& address) {
    return !suspensions.empty() && channel.str() == "email" &&
           suspensions.contains(mailbox(address.str()));
}

std::string rule_of(const std::string& mailbox, const Suspension& suspension) {
    return std::string(begins) + suspension.member.str() + ' ' + mailbox + ' ' +
           iso(suspension.since);
}

std::optional<SuspensionWord> suspension_word(std::string_view rule) {
    if (!rule.starts_with(begins)) return std::nullopt;
    rule.remove_prefix(begins.size());
    const auto first = rule.find(' ');
    const auto last = rule.rfind(' ');
    auto member = MemberId::parse(rule.substr(0, first));
    if (!member || first == last) return std::nullopt;
    return SuspensionWord{std::move(*member),
                          std::string(rule.substr(first + 1, last - first - 1))};
}

}  // namespace nhaclich::reminder
