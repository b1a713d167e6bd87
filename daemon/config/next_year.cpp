#include "config/next_year.hpp"

#include "calendar/date_text.hpp"

#include <algorithm>
#include <array>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <set>
#include <sstream>
#include <toml++/toml.h>

namespace nhaclich::config {

namespace {

constexpr std::array<std::string_view, 5> kinds{"observance", "campaign", "deadline", "meeting",
                                                "task"};
constexpr std::array<std::string_view, 5> date_keys{"on", "from", "to", "before", "by"};
/// They say nothing without a date.
constexpr std::array<std::string_view, 4> keys_of_a_date{"at", "lasts", "ends", "days"};

std::optional<toml::table> parsed(std::string_view text) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error&) {
        return std::nullopt;
    }
}

std::string written(const toml::node& node) {
    if (const auto* text = node.as_string()) return text->get();
    std::ostringstream out;
    node.visit([&](const auto& value) { out << value; });
    return out.str();
}

/// The single day that the node names, if it is no recurring date.
std::optional<Day> single_day(const toml::node& node) {
    if (const auto* date = node.as_date())
        return make_day(date->get().year, date->get().month, date->get().day);
    const auto* text = node.as_string();
    if (text == nullptr) return std::nullopt;
    const auto date = calendar::parse_plan_date(text->get());
    const auto* day = date ? std::get_if<Day>(&*date) : nullptr;
    return day == nullptr ? std::nullopt : std::optional(*day);
}

/// "/KH-UBND" and "ngày tháng năm" wait for a number or a date in every year.
bool has_digit(const toml::value<std::string>& value) {
    return std::ranges::any_of(value.get(), [](char c) { return c >= '0' && c <= '9'; });
}

class Writer {
  public:
    Writer(const std::string& text, int old_year, int year, std::string gap)
        : old_year_(old_year), year_(year), gap_(std::move(gap)) {
        boost::split(lines_, text, [](char c) { return c == '\n'; });
    }

    NextPlan write(const toml::table& file) {
        write_document(*file["plan"].as_table());
        for (const auto kind : kinds)
            if (const auto* entries = file[kind].as_array())
                for (const auto& entry : *entries)
                    if (const auto* table = entry.as_table()) write_entry(*table);
        std::ranges::stable_sort(decisions_, {}, &Decision::line);
        return {old_year_, text(), std::move(decisions_)};
    }

  private:
    std::string& line(std::uint32_t number) { return lines_.at(number - 1); }

    void write_document(const toml::table& plan) {
        replace_year(plan["year"].node());
        for (const auto* key : {"title", "issuer"})
            if (plan[key]) replace_year(plan[key].node());
        for (const auto* key : {"number", "dated"})
            if (const auto* value = plan[key].as_string(); value != nullptr && has_digit(*value))
                empty(key, *value);
    }

    void replace_year(const toml::node* node) {
        const auto& source = node->source();
        for (auto number = source.begin.line; number <= source.end.line; ++number) {
            auto& text = line(number);
            const auto value = text.find('=') + 1;
            auto rest = text.substr(value);
            boost::replace_all(rest, std::to_string(old_year_), std::to_string(year_));
            text.replace(value, std::string::npos, rest);
        }
    }

    void empty(std::string_view key, const toml::value<std::string>& value) {
        auto& text = line(value.source().begin.line);
        boost::replace_first(text, "\"" + value.get() + "\"", "\"\"");
        decisions_.push_back({Stale::document,
                              {},
                              {},
                              std::string(key),
                              value.get(),
                              static_cast<int>(value.source().begin.line)});
    }

    void write_entry(const toml::table& entry) {
        if (is_over(entry)) return comment_whole(entry);
        bool dated = false;
        for (const auto key : date_keys)
            if (const auto* node = entry.get(key); node != nullptr && single_day(*node)) {
                decide(Stale::dated, entry, key, *node);
                comment(*node);
                dated = true;
            }
        if (dated)
            for (const auto key : keys_of_a_date)
                if (const auto* node = entry.get(key)) comment(*node);
        for (const std::string_view key : {"cancelled", "moved"})
            if (const auto* node = entry.get(key); node != nullptr && node->is_array()) {
                decide(Stale::exception, entry, key, *node);
                comment(*node);
            }
        for (const std::string_view key : {"title", "description", "agenda"})
            if (const auto* node = entry.get(key);
                node != nullptr &&
                written(*node).find(std::to_string(old_year_)) != std::string::npos)
                decide(Stale::mention, entry, key, *node);
    }

    bool is_over(const toml::table& entry) const {
        const auto first_day = make_day(year_, 1, 1);
        const auto* until = entry.get("until");
        const auto last_year = entry["last_year"].value<std::int64_t>();
        if (last_year && *last_year < year_) return true;
        if (until != nullptr)
            if (const auto day = single_day(*until)) return *day < first_day;
        const auto rule = entry["on"].value<std::string>().value_or("");
        const auto at = rule.find("UNTIL=");
        constexpr std::size_t digits = 4;
        return at != std::string::npos && rule.substr(at + 6, digits) < std::to_string(year_);
    }

    void comment_whole(const toml::table& entry) {
        auto first = entry.source().begin.line;
        auto last = entry.source().end.line;
        for (const auto& [key, node] : entry) last = std::max(last, node.source().end.line);
        while (first > 1 && !boost::trim_copy(line(first)).starts_with("[[")) --first;
        const auto* until = entry.get(entry.contains("until") ? "until" : "last_year");
        decide(Stale::ended, entry, entry.contains("until") ? "until" : "last_year",
               until != nullptr ? *until : *entry.get("on"));
        for (auto number = first; number <= last; ++number) comment_line(number);
        gaps_.insert(first);
    }

    void decide(Stale why, const toml::table& entry, std::string_view key, const toml::node& node) {
        const auto* title = entry.get("title");
        const auto* both = title != nullptr ? title->as_table() : nullptr;
        decisions_.push_back({why, entry["id"].value_or(std::string()),
                              both != nullptr    ? (*both)["vi"].value_or(std::string())
                              : title != nullptr ? written(*title)
                                                 : std::string(),
                              std::string(key), written(node),
                              static_cast<int>(node.source().begin.line)});
    }

    void comment(const toml::node& node) {
        const auto& source = node.source();
        if (gaps_.empty() || *gaps_.rbegin() + 1 != source.begin.line ||
            !commented_.contains(source.begin.line - 1))
            gaps_.insert(source.begin.line);
        for (auto number = source.begin.line; number <= source.end.line; ++number)
            comment_line(number);
    }

    void comment_line(std::uint32_t number) {
        if (!commented_.insert(number).second) return;
        auto& text = line(number);
        if (!boost::trim_copy(text).starts_with('#')) text = "# " + text;
    }

    std::string text() const {
        std::string text;
        for (std::uint32_t number = 1; number <= lines_.size(); ++number) {
            // One note above the lines of an entry that are commented out together.
            if (gaps_.contains(number) && !commented_.contains(number - 1))
                text += "# " + gap_ + "\n";
            text += lines_[number - 1];
            if (number < lines_.size()) text += "\n";
        }
        return text;
    }

    int old_year_;
    int year_;
    std::string gap_;
    std::vector<std::string> lines_;
    std::set<std::uint32_t> commented_;
    std::set<std::uint32_t> gaps_;  ///< lines above which the note goes
    std::vector<Decision> decisions_;
};

}  // namespace

std::string_view code(Stale stale) {
    switch (stale) {
        case Stale::dated:
            return "dated";
        case Stale::exception:
            return "exception";
        case Stale::ended:
            return "ended";
        case Stale::document:
            return "document";
        case Stale::mention:
            return "mention";
    }
    return "";
}

std::optional<int> plan_year(std::string_view text) {
    const auto file = parsed(text);
    if (!file) return std::nullopt;
    const auto year = (*file)["plan"]["year"].value<std::int64_t>();
    return year ? std::optional(static_cast<int>(*year)) : std::nullopt;
}

Result<NextPlan> next_plan(const std::string& text, int year, const std::string& gap) {
    const auto file = parsed(text);
    const auto old_year = plan_year(text);
    if (!file || !old_year) return fail("config.next-year-no-plan"_msg);
    if (year <= *old_year)
        return fail("config.next-year-past"_msg,
                    {{"year", std::to_string(year)}, {"plan_year", std::to_string(*old_year)}});
    return Writer(text, *old_year, year, gap).write(*file);
}

}  // namespace nhaclich::config
