#include "plan/overdue.hpp"

#include "plan/words_of_text.hpp"

#include <charconv>
#include <fmt/format.h>

namespace nhaclich::plan {

namespace {

struct Days {
    int count = 0;
    bool working = false;
};

/// "2wd", "1d".
std::optional<Days> days_of(std::string_view word) {
    Days days;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), days.count);
    if (error != std::errc{}) return std::nullopt;
    const auto unit = word.substr(static_cast<std::size_t>(end - word.data()));
    days.working = unit == "wd";
    if (!days.working && unit != "d") return std::nullopt;
    return days;
}

const char* unit(bool working) { return working ? "wd" : "d"; }

}  // namespace

Result<Nag> Nag::parse(std::string_view text) {
    constexpr int most = 30;
    const auto words = words_of(text);
    const auto days = words.size() == 3 ? days_of(words[1]) : std::nullopt;
    if (!days || words[0] != "every") return fail("nag.format"_msg, {{"text", std::string(text)}});
    if (days->count < 1 || days->count > most)
        return fail("nag.range"_msg, {{"text", std::string(text)}});
    return LocalHour::parse(words[2]).map([&](LocalHour hour) {
        return Nag{days->count, days->working, hour};
    });
}

std::string Nag::text() const {
    return fmt::format("every {}{} {}", every, unit(working), hour.text());
}

Result<Escalation> Escalation::parse(std::string_view text) {
    constexpr int most = 60;
    const auto words = words_of(text);
    const bool sized = words.size() == 3 || words.size() == 4;
    const auto days = sized ? days_of(words[2]) : std::nullopt;
    if (!days || words[1] != "after")
        return fail("escalation.format"_msg, {{"text", std::string(text)}});
    if (days->count < 1 || days->count > most)
        return fail("escalation.range"_msg, {{"text", std::string(text)}});
    const auto group = GroupId::parse(words[0]);
    if (!group) return tl::unexpected(group.error());
    Escalation result{*group, days->count, days->working};
    if (words.size() == 4) {
        const auto hour = LocalHour::parse(words[3]);
        if (!hour) return tl::unexpected(hour.error());
        result.hour = *hour;
    }
    return result;
}

std::string Escalation::when() const {
    return fmt::format("after {}{} {}", after, unit(working), hour.text());
}

}  // namespace nhaclich::plan
