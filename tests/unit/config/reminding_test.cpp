#include "unit/config/files.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

using Lines = std::vector<std::string>;

Configuration loaded(const Files& files) {
    auto result = load("nhaclich.toml", reader(files));
    if (!result) FAIL(rendered(result.error()));
    return std::move(*result);
}

plan::Reminding reminding(const std::string& section) {
    auto files = sound_files();
    files["nhaclich.toml"] += "[reminders]\n" + section;
    return loaded(files).settings.reminders;
}

Lines names(const std::vector<GroupId>& groups) {
    Lines lines;
    for (const auto& group : groups) lines.push_back(group.str());
    return lines;
}

}  // namespace

TEST_CASE("every setting of reminding arrives in its field") {
    const auto all = reminding(R"(
overdue            = { nag = "every 3d 09:00", escalate = ["thuong-truc after 2wd"] }
chase              = "20d"
summary            = ["+2d 10:00 thuong-truc"]
quiet              = "22:00-05:30"
rest_days          = true
weekly             = "thuong-truc"
monthly            = ["tieu-khu", "thuong-truc"]
digest_hour        = "06:45"
notice_delay       = "1h30m"
notice_horizon     = "45d"
burst_member       = 7
burst_total        = 70
together           = "15m"
backlog_per_minute = 12
standing           = ["thuong-truc"]
)");
    CHECK(all.overdue.nag == plan::Nag::parse("every 3d 09:00").value());
    CHECK(all.overdue.escalate ==
          std::vector{plan::Escalation::parse("thuong-truc after 2wd").value()});
    CHECK(all.chase == std::chrono::days{20});
    CHECK(all.summary == std::vector{plan::Rule::parse("+2d 10:00 thuong-truc").value()});
    REQUIRE(all.quiet);
    CHECK(all.quiet->text() == "22:00-05:30");
    CHECK(all.rest_days);
    CHECK(names(all.weekly) == Lines{"thuong-truc"});
    CHECK(names(all.monthly) == Lines{"tieu-khu", "thuong-truc"});
    CHECK(all.digest_hour == LocalHour::at(6, 45));
    CHECK(all.notices.delay == std::chrono::minutes{90});
    CHECK(all.notices.horizon == std::chrono::days{45});
    CHECK(all.burst == plan::Burst{7, 70});
    CHECK(all.together == std::chrono::minutes{15});
    CHECK(all.backlog_a_minute == 12);
    CHECK(names(all.standing) == Lines{"thuong-truc"});
}

TEST_CASE("a board that sets none of them reminds in the usual way") {
    const auto none = reminding("");
    CHECK_FALSE(none.overdue.nag);
    CHECK(none.overdue.escalate.empty());
    CHECK(none.chase == std::chrono::days{30});
    CHECK(none.summary == std::vector{plan::Rule::parse("+1wd 08:00").value()});
    CHECK_FALSE(none.quiet);
    CHECK_FALSE(none.rest_days);
    CHECK(none.weekly.empty());
    CHECK(none.monthly.empty());
    CHECK(none.digest_hour == LocalHour::at(7, 30));
    CHECK(none.notices == plan::Notices{});
    CHECK(none.burst == plan::Burst{});
    CHECK(none.standing.empty());
    CHECK(reminding("summary = []\n").summary.empty());
}

TEST_CASE("what is counted in days is not cut to them") {
    for (const std::string key : {"chase", "notice_horizon"}) {
        auto files = sound_files();
        files["nhaclich.toml"] += "[reminders]\n" + key + " = \"36h\"\n";
        const auto faults = faults_of(files);
        CAPTURE(key, faults);
        CHECK_THAT(faults, Catch::Contains("shorter=1d, longer=2d"));
    }
}

TEST_CASE("a deadline's own chasing and summary stand beside those of the board") {
    auto files = sound_files();
    files["nhaclich.toml"] += "[storage]\nkeep_years = 7\n";
    files["plan.toml"] += R"(
[[deadline]]
id      = "rieng"
title   = "Báo cáo riêng"
by      = "5/6"
owed_by = "tieu-khu"
summary = []
overdue = { nag = "every 2wd 08:00" }

[[deadline]]
id      = "chung"
title   = "Báo cáo chung"
by      = "6/6"
owed_by = "tieu-khu"
)";
    const auto configuration = loaded(files);
    CHECK(configuration.settings.keep == std::chrono::years{7});
    std::map<std::string, plan::Deadline> deadlines;
    for (const auto& entry : configuration.plan.entries)
        if (const auto* deadline = std::get_if<plan::Deadline>(&entry))
            deadlines.emplace(deadline->head.id.str(), *deadline);
    REQUIRE(deadlines.size() == 2);
    const auto& own = deadlines.at("rieng");
    REQUIRE(own.overdue);
    CHECK(own.overdue->nag == plan::Nag::parse("every 2wd 08:00").value());
    CHECK(own.overdue->escalate.empty());
    REQUIRE(own.summary);
    CHECK(own.summary->empty());
    const auto& common = deadlines.at("chung");
    CHECK_FALSE(common.overdue);
    CHECK_FALSE(common.summary);
}
