#include "plan/rule.hpp"

#include "plan/words_of_text.hpp"

#include <charconv>
#include <fmt/format.h>
#include <optional>

namespace nhaclich::plan {

namespace {

constexpr int farthest_days = 400;

struct Amount {
    int count = 0;
    std::string_view unit;
    bool sign = false;  ///< written with + or -
};

/// "-7d", "+1wd", "0d", "-2h".
std::optional<Amount> amount_of(std::string_view word) {
    Amount amount;
    amount.sign = word.starts_with('-') || word.starts_with('+');
    const bool negative = word.starts_with('-');
    if (amount.sign) word.remove_prefix(1);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), amount.count);
    if (error != std::errc{} || word.starts_with('-')) return std::nullopt;
    amount.unit = word.substr(static_cast<std::size_t>(end - word.data()));
    if (negative) amount.count = -amount.count;
    return amount;
}

using Offset = std::variant<DayOffset, TimeOffset>;

Result<Offset> time_offset(const Amount& amount, std::string_view text) {
    const auto minutes = std::chrono::minutes{amount.unit == "h" ? 60 : 1} * -amount.count;
    if (amount.count > 0) return fail("rule.after-start"_msg, {{"text", std::string(text)}});
    if (minutes > std::chrono::days{farthest_days})
        return fail("rule.too-far"_msg, {{"text", std::string(text)}});
    return Offset{TimeOffset{minutes}};
}

}  // namespace

Result<Rule> Rule::parse(std::string_view text) {
    const auto wrong = [&](MessageId id) { return fail(id, {{"text", std::string(text)}}); };
    const auto words = words_of(text);
    if (words.empty()) return wrong("rule.format"_msg);
    const auto amount = amount_of(words[0]);
    if (!amount || (amount->count != 0 && !amount->sign)) return wrong("rule.format"_msg);
    // Bounded before any arithmetic on it.
    constexpr int farthest_minutes = farthest_days * 24 * 60;
    if (std::abs(amount->count) > farthest_minutes) return wrong("rule.too-far"_msg);

    Rule rule;
    std::size_t next = 1;
    if (amount->unit == "h" || amount->unit == "m") {
        const auto offset = time_offset(*amount, text);
        if (!offset) return tl::unexpected(offset.error());
        rule.offset = *offset;
    } else if (amount->unit == "d" || amount->unit == "wd") {
        if (std::abs(amount->count) > farthest_days) return wrong("rule.too-far"_msg);
        if (words.size() < 2) return wrong("rule.hour-missing"_msg);
        const auto hour = LocalHour::parse(words[1]);
        if (!hour) return tl::unexpected(hour.error());
        rule.offset = DayOffset{amount->count, amount->unit == "wd", *hour};
        next = 2;
    } else {
        return wrong("rule.format"_msg);
    }
    for (; next < words.size(); ++next) {
        const auto group = GroupId::parse(words[next]);
        if (!group) return tl::unexpected(group.error());
        rule.to.push_back(*group);
    }
    return rule;
}

std::string Rule::key() const {
    if (const auto* time = std::get_if<TimeOffset>(&offset))
        return fmt::format("-{}m", time->before.count());
    const auto& days = std::get<DayOffset>(offset);
    const std::string_view sign = days.days > 0 ? "+" : "";
    return fmt::format("{}{}{} {}", sign, days.days, days.working ? "wd" : "d", days.hour.text());
}

}  // namespace nhaclich::plan
