#include "document/draft.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>
#include <sstream>
#include <toml++/toml.h>

namespace nhaclich::document {

namespace {

using plan::Kind;

std::string quoted(const std::string& text) {
    std::ostringstream out;
    const toml::value<std::string> value{text};
    out << toml::default_formatter{value, toml::format_flags::allow_unicode_strings};
    return out.str();
}

std::string comment(const std::string& text) {
    std::vector<std::string> lines;
    boost::split(lines, text, [](char c) { return c == '\n'; });
    std::string comment;
    for (const auto& line : lines) comment += line.empty() ? "#\n" : "# " + line + "\n";
    return comment;
}

/// Day and month as offices write them; with the year where it is given.
std::string date_text(const Moment& moment, const std::optional<int>& year) {
    auto text = fmt::format("{}/{}", moment.day, moment.month);
    if (moment.lunar) return text + " âm lịch";
    return year ? fmt::format("{}/{}", text, *year) : text;
}

std::string recurrence_text(const Recurrence& recurrence) {
    static const std::vector<int> first{1, 4, 7, 10};
    static const std::vector<int> last{3, 6, 9, 12};
    if (!recurrence.words.empty()) return recurrence.words;
    const auto day = fmt::format("ngày {}", recurrence.day);
    if (recurrence.months.empty()) return day + " hằng tháng";
    if (recurrence.months == first) return day + " tháng đầu quý";
    if (recurrence.months == last) return day + " tháng cuối quý";
    return fmt::format("{} các tháng {}", day, fmt::join(recurrence.months, ", "));
}

class Draft {
  public:
    explicit Draft(const DraftWords& words) : words_(words) {}

    std::string write(const Extract& found) {
        out_ = comment(words_.head) + "\n[plan]\n";
        if (found.years.first > 0)
            line("year", std::to_string(found.years.first));
        else
            gap("year", "0", words_.gap_year);
        if (found.title.empty())
            gap("title", "\"\"", words_.gap_title);
        else
            line("title", quoted(found.title));
        for (const auto& entry : found.entries) write(entry);
        return std::move(out_);
    }

  private:
    void line(std::string_view key, std::string_view value) {
        out_ += fmt::format("{} = {}\n", key, value);
    }

    void gap(std::string_view key, std::string_view value, std::string_view what) {
        out_ += fmt::format("{} = {}  # {}: {}\n", key, value, words_.gap, what);
    }

    void note_gap(std::string_view what) { out_ += fmt::format("# {}: {}\n", words_.gap, what); }

    void write(const Entry& entry) {
        constexpr double percent = 100;
        auto where = entry.section.empty() ? std::string() : words_.section + "; ";
        boost::replace_all(where, "{section}", entry.section);
        auto confidence = words_.confidence;
        boost::replace_all(confidence, "{percent}",
                           fmt::format("{:.0f}", entry.confidence * percent));
        out_ += "\n" + comment(where + confidence);
        out_ += entry.source == source_ ? comment(words_.same_source)
                                        : comment("«" + entry.source + "»");
        source_ = entry.source;
        out_ += fmt::format("[[{}]]\n", code(entry.kind));
        line("id", quoted(id_for(entry)));
        if (entry.title.empty())
            gap("title", "\"\"", words_.gap_title);
        else
            line("title", quoted(entry.title));
        write_date(entry);
        if (!entry.section.empty()) line("section", quoted(entry.section));
        if (entry.kind == Kind::deadline) write_duty(entry);
    }

    std::string id_for(const Entry& entry) {
        constexpr std::size_t longest = 40;
        auto base = slug(entry.title, longest);
        if (base.empty() || (base.front() >= '0' && base.front() <= '9'))
            base = fmt::format("{}-{}", code(entry.kind), base.empty() ? "1" : base);
        auto id = base;
        for (int n = 2; !ids_.insert(id).second; ++n) id = fmt::format("{}-{}", base, n);
        return id;
    }

    void write_date(const Entry& entry) {
        switch (entry.kind) {
            case Kind::observance:
                // A day that is celebrated comes every year, whatever year the document celebrates.
                return on("on", entry, std::nullopt);
            case Kind::campaign:
                return write_span(std::get<Span>(entry.date));
            case Kind::deadline:
                return on(entry.limit == Limit::before ? "before" : "by", entry,
                          written_year(entry));
            case Kind::meeting:
                return write_meeting(entry);
            case Kind::task:
                if (const auto* span = std::get_if<Span>(&entry.date)) return write_span(*span);
                return on("on", entry, entry.year);
        }
    }

    static std::optional<int> written_year(const Entry& entry) {
        const auto* moment = std::get_if<Moment>(&entry.date);
        return moment == nullptr ? std::nullopt : moment->year;
    }

    void on(std::string_view key, const Entry& entry, const std::optional<int>& year) {
        if (const auto* recurrence = std::get_if<Recurrence>(&entry.date))
            return line(key, quoted(recurrence_text(*recurrence)));
        line(key, quoted(date_text(std::get<Moment>(entry.date), year)));
        const bool once = entry.kind == Kind::meeting || entry.kind == Kind::task;
        if (once && !entry.year) note_gap(words_.gap_year);
    }

    void write_span(const Span& span) {
        line("from", quoted(date_text(span.from, span.from.year)));
        line("to", quoted(date_text(span.to, span.to.year)));
    }

    /// Over a few days as one; a longer span is when it may be held, and its day is still open.
    void write_meeting(const Entry& entry) {
        constexpr int few_days = 5;
        const auto* span = std::get_if<Span>(&entry.date);
        const int days = span != nullptr && span->from.month == span->to.month
                             ? span->to.day - span->from.day + 1
                             : 0;
        if (span != nullptr && (days < 1 || days > few_days)) {
            auto open = words_.gap_day;
            boost::replace_all(open, "{from}", date_text(span->from, span->from.year));
            boost::replace_all(open, "{to}", date_text(span->to, span->to.year));
            return note_gap(open);
        }
        if (span == nullptr)
            on("on", entry, entry.year);
        else
            line("on", quoted(date_text(span->from, entry.year)));
        if (entry.time)
            line("at", quoted(fmt::format("{:02}:{:02}", entry.time->hour, entry.time->minute)));
        else
            gap("at", "\"\"", words_.gap_hour);
        if (span == nullptr) return;
        gap("ends", "\"\"", words_.gap_end);
        line("days", std::to_string(days));
    }

    void write_duty(const Entry& entry) {
        if (entry.time) {
            auto due = words_.due_hour;
            boost::replace_all(due, "{time}",
                               fmt::format("{:02}:{:02}", entry.time->hour, entry.time->minute));
            line("description", quoted(due));
        }
        gap("owed_by", "[]", words_.gap_owed_by);
    }

    const DraftWords& words_;
    std::string out_;
    std::set<std::string> ids_;
    std::string source_;  ///< of the entry before
};

}  // namespace

std::string draft(const Extract& found, const DraftWords& words) {
    return Draft(words).write(found);
}

}  // namespace nhaclich::document
