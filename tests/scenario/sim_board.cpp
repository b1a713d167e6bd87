#include "scenario/sim_board.hpp"

#include <fmt/format.h>

namespace nhaclich::test {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int quiet_from = 22;
constexpr int quiet_to = 5;
constexpr days chase{30};

std::string date(Day day) {
    const auto d = ymd(day);
    return fmt::format("{:02}/{:02}/{}", static_cast<unsigned>(d.day()),
                       static_cast<unsigned>(d.month()), static_cast<int>(d.year()));
}

std::string zone_name(int zone) {
    return zone == 7 ? "Asia/Ho_Chi_Minh" : zone == 8 ? "Asia/Shanghai" : "Asia/Tokyo";
}

std::string settings(int zone) {
    return fmt::format(R"([files]
plan = "plan.toml"
members = "members.toml"
holidays = "holidays.toml"
[board]
name = "Ban"
domain = "ban.example.org"
zone = "{}"
audience = ["chung"]
[[webhook]]
id = "zalo"
url = "https://zalo.example.org/x"
secret_file = "/nowhere"
[reminders]
quiet = "22:00-05:00"
summary = []
burst_member = 100000
burst_total = 100000
backlog_per_minute = 600
notice_delay = "10m"
standing = ["thuong-truc"]
)",
                       zone_name(zone));
}

std::string rules(const SimEntry& entry) {
    std::string text;
    for (const auto& rule : entry.rules) text += fmt::format("\"{}\", ", rule.text());
    return text;
}

std::string entry_text(const std::string& id, const SimEntry& entry) {
    const char* const kinds[] = {"observance", "meeting", "deadline"};
    std::string text =
        fmt::format("[[{}]]\nid = \"{}\"\ntitle = \"Việc {}\"\nremind = [{}]\n",
                    kinds[static_cast<int>(entry.kind)], id, entry.title, rules(entry));
    if (entry.cancelled) text += "cancelled = true\n";
    switch (entry.kind) {
        case SimKind::observance:
            return text +
                   fmt::format("on = \"{}\"\naudience = [\"{}\"]\n", date(entry.day), entry.group);
        case SimKind::meeting:
            return text + fmt::format("on = \"{}\"\nat = \"{:02}:00\"\naudience = [\"{}\"]\n",
                                      date(entry.day), entry.hour, entry.group);
        case SimKind::deadline:
            return text + fmt::format(
                              "by = \"{}\"\nshift = \"keep\"\nowed_by = [\"tieu-khu\"]\n"
                              "submit_to = [\"thuong-truc\"]\n",
                              date(entry.day));
    }
    return text;
}

std::string members_text(const std::map<std::string, SimMember>& members) {
    std::string text;
    for (const auto* group : {"chung", "hai", "thuong-truc", "tieu-khu"})
        text += fmt::format("[[group]]\nid = \"{0}\"\ntitle = \"{0}\"\n", group);
    for (const auto* unit : {"tk-1", "tk-2"})
        text +=
            fmt::format("[[unit]]\nid = \"{0}\"\ntitle = \"{0}\"\ngroups = [\"tieu-khu\"]\n", unit);
    for (const auto& [id, member] : members) {
        text += fmt::format("[[member]]\nid = \"{0}\"\nname = \"{0}\"\nemail = \"{0}@x.vn\"\n", id);
        std::string groups;
        for (const auto& group : member.groups) groups += "\"" + group + "\", ";
        text += "groups = [" + groups + "]\n";
        if (!member.unit.empty()) text += "unit = \"" + member.unit + "\"\n";
        if (member.webhook) text += "[member.addresses]\nzalo = \"z-" + id + "\"\n";
    }
    return text;
}

}  // namespace

std::string SimRule::text() const {
    if (hours) return fmt::format("-{}h", days);
    return fmt::format("{}{}d {:02}:00", days > 0 ? "+" : "", days, hour);
}

std::string SimRule::key() const {
    if (hours) return fmt::format("-{}m", days * 60);
    return text();
}

std::map<std::string, std::string> SimBoard::files() const {
    std::string plan = "[plan]\nyear = 2026\ntitle = \"Kế hoạch\"\n";
    for (const auto& [id, entry] : entries) plan += entry_text(id, entry);
    return {{"nhaclich.toml", settings(zone)},
            {"plan.toml", plan},
            {"members.toml", members_text(members)},
            {"holidays.toml", "statutory = false\n"}};
}

Instant SimBoard::at(Day day, int hour, int minute) const {
    return Instant{day.time_since_epoch()} + hours{hour - zone} + minutes{minute};
}

int SimBoard::hour_of(Instant instant) const {
    const auto local = (instant + hours{zone}).time_since_epoch();
    return static_cast<int>(
        std::chrono::duration_cast<hours>(local - std::chrono::floor<days>(local)).count());
}

Instant SimBoard::start(const SimEntry& entry) const {
    return at(entry.day, entry.kind == SimKind::meeting ? entry.hour : 0);
}

Instant SimBoard::useful_until(const SimEntry& entry) const {
    switch (entry.kind) {
        case SimKind::meeting:
            return start(entry);
        case SimKind::observance:
            return at(entry.day + days{1}, 0);
        case SimKind::deadline:
            break;
    }
    return at(entry.day + days{1} + chase, 0);
}

Instant SimBoard::due(const SimEntry& entry, const SimRule& rule) const {
    const Instant due =
        rule.hours ? start(entry) - hours{rule.days} : at(entry.day + days{rule.days}, rule.hour);
    if (!is_quiet(hour_of(due)) || due >= useful_until(entry)) return due;
    if (allowed_from(due) < useful_until(entry)) return due;
    const bool evening = hour_of(due) >= quiet_from;
    return at(local_day(due) - days{evening ? 0 : 1}, quiet_from) - minutes{1};
}

Day SimBoard::local_day(Instant instant) const {
    return Day{std::chrono::floor<days>((instant + hours{zone}).time_since_epoch())};
}

Instant SimBoard::allowed_from(Instant wanted) const {
    const int hour = hour_of(wanted);
    if (!is_quiet(hour)) return wanted;
    return at(local_day(wanted) + days{hour >= quiet_from ? 1 : 0}, quiet_to);
}

std::set<std::string> SimBoard::audience(const SimEntry& entry,
                                         const std::set<std::string>& reported) const {
    std::set<std::string> result;
    const bool complete = reported.contains("tk-1") && reported.contains("tk-2");
    for (const auto& [id, member] : members) {
        const bool receives = member.groups.contains("thuong-truc") && !complete;
        const bool owes = !member.unit.empty() && !reported.contains(member.unit);
        if (entry.kind == SimKind::deadline ? receives || owes
                                            : member.groups.contains(entry.group))
            result.insert(id);
    }
    return result;
}

tl::expected<config::Configuration, std::vector<Error>> configuration(
    const std::map<std::string, std::string>& files, Instant edited_at) {
    return config::load("nhaclich.toml", [&](const std::string& path) -> Result<config::FileText> {
        const auto found = files.find(path);
        if (found == files.end()) return fail("file.unreadable"_msg, {{"path", path}});
        return config::FileText{found->second, edited_at};
    });
}

bool is_quiet(int local_hour) { return local_hour >= quiet_from || local_hour < quiet_to; }

}  // namespace nhaclich::test
