#include "config/lint.hpp"
#include "plan/occurrences.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

Files shipped_files() {
    Files files;
    for (const std::string name : {"nhaclich.toml", "ke-hoach-2024.toml", "members.toml"})
        files[name] = source("config/board/" + name);
    return files;
}

Configuration shipped() {
    auto result = load("nhaclich.toml", reader(shipped_files()));
    if (!result) FAIL(rendered(result.error()));
    return std::move(*result);
}

struct Laid {
    Configuration configuration = shipped();
    calendar::WorkingDays working_days{configuration.holidays};
    plan::Placing placing() const { return {working_days, configuration.settings.board.zone}; }
    std::string days(int year) const {
        std::string text;
        for (const auto& o : plan::occurrences(
                 configuration.plan, {make_day(year, 1, 1), make_day(year + 1, 1, 1)}, placing()))
            text += o.id.entry.str() + " " + iso(o.id.nominal) + " " +
                    iso(first_day(o, placing().zone)) + ".." + iso(last_day(o, placing().zone)) +
                    "\n";
        return text;
    }
};

int count_of(const plan::Plan& plan, plan::Kind kind) {
    return static_cast<int>(std::ranges::count_if(
        plan.entries, [&](const auto& entry) { return plan::kind(entry) == kind; }));
}

}  // namespace

TEST_CASE("the shipped plan has every date of the document and no other") {
    const Laid laid;
    CHECK(laid.days(2026) ==
          "quoc-te-phu-nu 2026-03-08 2026-03-08..2026-03-08\n"
          "quoc-te-hanh-phuc 2026-03-20 2026-03-20..2026-03-20\n"
          "bao-cao-6-thang 2026-06-05 2026-06-04..2026-06-04\n"
          "gia-dinh-viet-nam 2026-06-28 2026-06-28..2026-06-28\n"
          "phong-chong-mua-ban-nguoi 2026-07-30 2026-07-30..2026-07-30\n"
          "quoc-te-phu-nu-nong-thon 2026-10-15 2026-10-15..2026-10-15\n"
          "phu-nu-viet-nam 2026-10-20 2026-10-20..2026-10-20\n"
          "thang-hanh-dong 2026-11-15 2026-11-15..2026-12-15\n"
          "xoa-bo-bao-luc-voi-phu-nu 2026-11-25 2026-11-25..2026-11-25\n"
          "bao-cao-nam 2026-12-05 2026-12-04..2026-12-04\n");
    const auto& plan = laid.configuration.plan;
    CHECK(count_of(plan, plan::Kind::observance) == 7);
    CHECK(count_of(plan, plan::Kind::campaign) == 1);
    CHECK(count_of(plan, plan::Kind::deadline) == 2);
    CHECK(count_of(plan, plan::Kind::meeting) == 2);
    CHECK(plan.year == 2024);
}

TEST_CASE("every entry of the shipped plan names its section and speaks both languages") {
    for (const auto& entry : shipped().plan.entries) {
        const auto& head = plan::head(entry);
        INFO(head.id.str());
        CHECK_FALSE(head.section.empty());
        CHECK_FALSE(head.title.vi.empty());
        CHECK_FALSE(head.title.en.empty());
        CHECK_FALSE(head.description.vi.empty());
    }
}

TEST_CASE("both reports are owed by the 23 units and go to the standing member") {
    const auto configuration = shipped();
    const auto& people = configuration.people;
    for (const auto& entry : configuration.plan.entries)
        if (const auto* deadline = std::get_if<plan::Deadline>(&entry)) {
            CHECK(deadline->limit == plan::Limit::before);
            CHECK(people.units_of(deadline->owed_by).size() == people.units.size());
            CHECK(deadline->submit_to == std::vector{*GroupId::parse("thuong-truc")});
        }
    CHECK(people.units.size() == 23);
    CHECK(people.units_of({*GroupId::parse("tieu-khu")}).size() == 10);
}

TEST_CASE("everybody of the shipped members file is made up, reachable and a member of the Board") {
    const auto configuration = shipped();
    const auto& people = configuration.people;
    CHECK(people.members.size() == 26);
    for (const auto& member : people.members) {
        INFO(member.id.str());
        CHECK(member.addresses.at(*ChannelId::parse("email")).str().ends_with("@example.org"));
        CHECK(people.belongs(member, *GroupId::parse("thanh-vien")));
    }
    for (const auto* role :
         {"truong-ban", "pho-truong-ban", "thuong-truc", "ban-nganh", "mttq-doan-the", "tieu-khu"})
        CHECK_FALSE(people.members_of({*GroupId::parse(role)}).empty());
}

TEST_CASE("the six addressees of the document are there, four of them as groups") {
    const auto plan = shipped().plan;
    CHECK(plan.addressees.size() == 6);
    CHECK(std::ranges::count_if(plan.addressees, [](const auto& a) { return !a.groups.empty(); }) ==
          4);
}

TEST_CASE(
    "check says of the shipped files what has no date, what a day off moves, what is forecast") {
    const auto configuration = shipped();
    std::map<std::string, int> counts;
    for (const auto& remark : lint(configuration, make_day(2026, 11, 24))) {
        INFO(rendered(remark.what));
        CHECK(remark.severity == Severity::note);
        ++counts[std::string(remark.what.id.key)];
    }
    const auto undated = std::ranges::count_if(configuration.plan.entries, [](const auto& entry) {
        return !plan::when(entry).has_value();
    });
    CHECK(undated > 20);
    const std::map<std::string, int> expected{{"lint.no-date", static_cast<int>(undated)},
                                              {"lint.shifted-weekend", 1},
                                              {"lint.holidays-forecast", 1}};
    CHECK(counts == expected);
}

TEST_CASE("a slip of the pen in a shipped file is a fault with its place") {
    struct Slip {
        const char* file;
        const char* before;
        const char* after;
        const char* id;
    };
    constexpr const char* plan = "ke-hoach-2024.toml";
    for (const auto& slip : {
             Slip{plan, "\non          = \"8/3\"", "\non          = \"8-3\"", "date.ambiguous"},
             Slip{plan, "\non          = \"8/3\"", "\non          = 8/3", "config.syntax"},
             Slip{plan, "\non          = \"20/3\"", "\non          = \"30/2\"", "date.no-such-day"},
             Slip{plan, "\n[[observance]]", "\n[[observence]]", "config.unknown-key-near"},
             Slip{plan, "\n[[campaign]]", "\n[campaign]", "config.double-brackets"},
             Slip{plan, "\nto          = \"15/12\"", "\n", "config.key-missing"},
             Slip{plan, "\nbefore      = \"5/6\"", "\nbefor       = \"5/6\"",
                  "config.unknown-key-near"},
             Slip{plan, "\nsubmit_to   = \"thuong-truc\"", "\nsubmit_to   = \"thuong-truk\"",
                  "config.group-unknown-near"},
             Slip{plan, "\nid          = \"bao-cao-nam\"", "\nid          = \"bao-cao-6-thang\"",
                  "config.id-twice"},
             Slip{plan, "\nyear      = 2024", "\nyear      = 24", "config.range"},
             Slip{plan, "vi = \"Họp định kỳ", "vn = \"Họp định kỳ", "config.unknown-key-near"},
             Slip{"members.toml", "truong-ban@example.org", "trưởng-ban@example.org",
                  "address.mail"},
             Slip{"members.toml", "\nunit     = \"hoi-phu-nu\"", "\nunit     = \"hoi-phunu\"",
                  "config.unit-unknown-near"},
             Slip{"members.toml", "includes = [\"truong-ban\"", "includes = [\"thanh-vien\"",
                  "config.group-circle"},
             Slip{"members.toml", "\nname     = \"Trần Văn Mẫu\"", "\n", "config.key-missing"},
             Slip{"nhaclich.toml", "\"-1wd 15:00\"", "\"-1wd\"", "rule.hour-missing"},
             Slip{"nhaclich.toml", "\"0d 07:30\"]", "\"-2h\"]", "config.rule-needs-hour"},
             Slip{"nhaclich.toml", "\n[mail]", "\n[mails]", "config.unknown-key-near"},
         }) {
        INFO(slip.file << ' ' << slip.after);
        auto files = shipped_files();
        files[slip.file] = replaced(files[slip.file], slip.before, slip.after);
        const auto loaded = load("nhaclich.toml", reader(files));
        REQUIRE_FALSE(loaded);
        const auto found =
            std::ranges::find(loaded.error(), slip.id, [](const Error& e) { return e.id.key; });
        REQUIRE(found != loaded.error().end());
        CHECK(found->where.value().file == slip.file);
        CHECK(found->where->line > 1);
        CHECK(found->where->column >= 1);
    }
}

namespace {

/// "# [section]" or "# key = …"; not the holidays file, which is elsewhere, nor the Maildir, which
/// excludes a mail server.
bool is_example(const std::string& line) {
    if (line.starts_with("# [")) return line.ends_with(']');
    if (!line.starts_with("# ") || line.starts_with("# holidays") || line.starts_with("# maildir"))
        return false;
    const auto end = line.find_first_not_of("abcdefghijklmnopqrstuvwxyz_", 2);
    if (end == std::string::npos || end < 4) return false;
    const auto equals = line.find_first_not_of(' ', end);
    return equals != std::string::npos && line[equals] == '=';
}

}  // namespace

TEST_CASE("the examples in the shipped settings are ready to use") {
    auto files = shipped_files();
    auto& settings = files["nhaclich.toml"];
    std::string uncommented;
    std::istringstream lines(settings);
    for (std::string text; std::getline(lines, text);)
        uncommented += (is_example(text) ? text.substr(2) : text) + "\n";
    CHECK(uncommented.find("\n[mail.smtp]\nhost") != std::string::npos);
    CHECK(uncommented.find("\nallow_loopback = false") != std::string::npos);
    settings = uncommented;
    CHECK(faults_of(files) == "");
}

TEST_CASE("the built-in holidays know Tết, the days announced and the days made up") {
    const auto holidays = shipped().holidays;
    const calendar::WorkingDays working_days(holidays);
    for (const auto* off :
         {"2024-01-01", "2024-02-10", "2024-04-18", "2024-04-29", "2024-09-02", "2025-01-29",
          "2025-04-07", "2025-05-02", "2026-02-17", "2026-04-26", "2026-04-27", "2026-09-02",
          "2026-11-24", "2027-02-06", "2027-11-24", "2028-01-26", "2028-04-30", "2028-05-02"}) {
        INFO(off);
        CHECK_FALSE(working_days.is_working(*parse_iso_day(off)));
        CHECK(holidays.off.contains(*parse_iso_day(off)));
    }
    for (const auto* made_up : {"2024-05-04", "2025-04-26"}) {
        INFO(made_up);
        CHECK(working_days.is_working(*parse_iso_day(made_up)));
    }
    CHECK(working_days.is_working(*parse_iso_day("2024-11-25")));
    CHECK_FALSE(holidays.off.contains(*parse_iso_day("2025-11-24")));
}

TEST_CASE("each year of the built-in holidays has the days the law gives") {
    const auto holidays = shipped().holidays;
    for (int year = 2024; year <= 2028; ++year) {
        std::map<std::string, int> days;
        for (const auto& [day, holiday] : holidays.off)
            if (year_of(day) == year && holiday.ground == calendar::Ground::statutory)
                ++days[holiday.name.vi.str()];
        INFO(year);
        CHECK(days["Tết Dương lịch"] == 1);
        CHECK(days["Tết Nguyên đán"] == 5);
        CHECK(days["Giỗ Tổ Hùng Vương"] == 1);
        CHECK(days["Ngày Giải phóng miền Nam, thống nhất đất nước"] == 1);
        CHECK(days["Ngày Quốc tế Lao động"] == 1);
        CHECK(days["Quốc khánh"] == 2);
        CHECK(days["Ngày Văn hóa Việt Nam"] == (year >= 2026 ? 1 : 0));
    }
}

TEST_CASE("a day off on a weekend is made up by a day, and a swap has both its days") {
    const auto holidays = shipped().holidays;
    for (int year = 2024; year <= 2028; ++year) {
        int on_weekends = 0;
        int substitutes = 0;
        int swapped = 0;
        for (const auto& [day, holiday] : holidays.off) {
            if (year_of(day) != year) continue;
            const std::chrono::weekday weekday{day};
            const bool weekend = weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
            on_weekends += weekend ? 1 : 0;
            substitutes += holiday.ground == calendar::Ground::in_lieu ? 1 : 0;
            swapped += holiday.ground == calendar::Ground::announced ? 1 : 0;
        }
        const auto worked = std::ranges::count_if(
            holidays.working, [&](const auto& entry) { return year_of(entry.first) == year; });
        INFO(year);
        CHECK(on_weekends == substitutes);
        CHECK(swapped == worked);
    }
}
