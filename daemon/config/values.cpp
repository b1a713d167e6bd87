#include "config/values.hpp"

#include <charconv>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace nhaclich::config {

namespace {

template <class Text>
Text accepted_text(Section& section, const std::optional<Written>& written, std::string_view key,
                   Need need, std::size_t max) {
    if (!written) return {};
    const auto text = section.accepted(Text::parse(written->text, max), written->where);
    if (!text) return {};
    if (text->empty() && need == Need::required) section.fault(key, "config.empty"_msg);
    return *text;
}

template <class Text>
plan::Localized<Text> localized(Section& section, std::string_view key, Need need,
                                std::size_t max) {
    plan::Localized<Text> both;
    const auto read = [&](Section& s, std::string_view k, Need n) {
        return accepted_text<Text>(s, s.text(k, n), k, n, max);
    };
    if (section.is_table(key)) {
        section.within(key, [&](Section& languages_of) {
            both.vi = read(languages_of, "vi", Need::required);
            both.en = read(languages_of, "en", Need::optional);
        });
    } else {
        both.vi = read(section, key, need);
    }
    return both;
}

}  // namespace

Line line(Section& section, std::string_view key, Need need, std::size_t max) {
    return accepted_text<Line>(section, section.text(key, need), key, need, max);
}

plan::Title title(Section& section, std::string_view key, Need need) {
    constexpr std::size_t longest = 300;
    return localized<Line>(section, key, need, longest);
}

plan::Description description(Section& section, std::string_view key) {
    constexpr std::size_t longest = 8000;
    return localized<Prose>(section, key, Need::optional, longest);
}

void UniqueIds::add(Section& section, const std::string& id) {
    const auto [first, added] = seen_.try_emplace(id, section.where("id"));
    if (!added)
        section.fault("id", "config.id-twice"_msg,
                      {{"id", id}, {"first", std::to_string(first->second.line)}});
}

std::optional<calendar::PlanDate> plan_date(Section& section, std::string_view key, Need need) {
    const auto written = section.date_text(key, need);
    if (!written) return std::nullopt;
    return section.accepted(calendar::parse_plan_date(written->text), written->where);
}

std::optional<Day> single_day(Section& section, const std::optional<Written>& written,
                              std::string_view key) {
    if (!written) return std::nullopt;
    const auto date = section.accepted(calendar::parse_plan_date(written->text), written->where);
    if (!date) return std::nullopt;
    if (const auto* day = std::get_if<Day>(&*date)) return *day;
    section.refuse({"config.date-needs-year"_msg,
                    {{"key", std::string(key)}, {"text", written->text}},
                    std::nullopt},
                   written->where);
    return std::nullopt;
}

std::optional<LocalHour> hour(Section& section, std::string_view key) {
    const auto written = section.hour_text(key);
    if (!written) return std::nullopt;
    return section.accepted(LocalHour::parse(written->text), written->where);
}

namespace {

/// Numbers with a unit each, the larger unit first: "1h30m".
std::optional<std::chrono::minutes> parse_duration(std::string_view text) {
    constexpr std::array<std::pair<char, int>, 3> units{{{'d', 24 * 60}, {'h', 60}, {'m', 1}}};
    std::chrono::minutes total{0};
    bool any = false;
    for (const auto& [unit, minutes] : units) {
        unsigned short count = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
        const auto digits = static_cast<std::size_t>(end - text.data());
        if (error != std::errc{} || digits == text.size() || text[digits] != unit) continue;
        text.remove_prefix(digits + 1);
        total += std::chrono::minutes{minutes * count};
        any = true;
    }
    if (!any || !text.empty()) return std::nullopt;
    return total;
}

/// The largest unit that fits, as the files write it.
std::string duration_text(std::chrono::minutes duration) {
    const auto n = duration.count();
    constexpr std::chrono::minutes::rep day = 24L * 60L;
    if (n % day == 0) return fmt::format("{}d", n / day);
    return n % 60 == 0 ? fmt::format("{}h", n / 60) : fmt::format("{}m", n);
}

}  // namespace

std::optional<std::chrono::minutes> duration(Section& section, std::string_view key,
                                             std::chrono::minutes shortest,
                                             std::chrono::minutes longest) {
    const auto written = section.text(key);
    if (!written) return std::nullopt;
    const auto value = parse_duration(written->text);
    if (!value) {
        section.fault(key, "config.duration-format"_msg, {{"text", excerpt(written->text)}});
        return std::nullopt;
    }
    if (*value >= shortest && *value <= longest) return value;
    section.fault(key, "config.duration-range"_msg,
                  {{"text", excerpt(written->text)},
                   {"lowest", duration_text(shortest)},
                   {"highest", duration_text(longest)}});
    return std::nullopt;
}

std::optional<std::chrono::days> whole_days(Section& section, std::string_view key,
                                            std::chrono::days shortest, std::chrono::days longest) {
    const auto written = duration(section, key, shortest, longest);
    if (!written) return std::nullopt;
    const auto whole = std::chrono::floor<std::chrono::days>(*written);
    if (whole == *written) return whole;
    section.fault(key, "config.duration-days"_msg,
                  {{"text", excerpt(duration_text(*written))},
                   {"shorter", duration_text(whole)},
                   {"longer", duration_text(whole + std::chrono::days{1})}});
    return std::nullopt;
}

std::optional<std::vector<plan::Rule>> rules(Section& section, std::string_view key,
                                             plan::Kind kind, References& references) {
    const auto written_rules = section.texts(key);
    if (!section.has(key)) return std::nullopt;
    std::vector<plan::Rule> result;
    for (const auto& written : written_rules) {
        const auto rule = section.accepted(plan::Rule::parse(written.text), written.where);
        if (!rule) continue;
        for (const auto& group : rule->to) references.use(group, written.where);
        const bool needs_start = std::holds_alternative<plan::TimeOffset>(rule->offset);
        if (needs_start && kind != plan::Kind::meeting)
            section.refuse({"config.rule-needs-hour"_msg, {{"text", written.text}}, std::nullopt},
                           written.where);
        result.push_back(*rule);
    }
    return result;
}

std::string absolute_path(Section& section, std::string_view key, Need need) {
    const auto written = section.text(key, need);
    if (!written) return {};
    const auto path = section.accepted(Line::parse(written->text, 4096), written->where);
    if (!path) return {};
    if (!path->str().starts_with('/'))
        section.fault(key, "config.path-absolute"_msg, {{"text", excerpt(written->text)}});
    // As written: cleaning could turn it into the name of another file.
    return written->text;
}

std::optional<std::size_t> choice_index(Section& section, std::string_view key,
                                        std::span<const std::string_view> words) {
    const auto written = section.text(key);
    if (!written) return std::nullopt;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (written->text == words[i]) return i;
    section.fault(
        key, "config.choice"_msg,
        {{"text", excerpt(written->text)}, {"choices", fmt::format("{}", fmt::join(words, ", "))}});
    return std::nullopt;
}

}  // namespace nhaclich::config
