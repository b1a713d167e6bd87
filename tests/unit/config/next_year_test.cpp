#include "config/next_year.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::config;

namespace {

const std::string head = R"([plan]
year  = 2026   # năm
title = { vi = "Kế hoạch năm 2026", en = "Plan 2026" }
number = "12/KH-UBND"
)";

NextPlan next(const std::string& entries, int year = 2027) {
    const auto plan = next_plan(head + entries, year, "ĐIỀN");
    REQUIRE(plan.has_value());
    return *plan;
}

std::string entries_of(const NextPlan& plan) {
    const auto at = plan.text.find("[[");
    return at == std::string::npos ? "" : plan.text.substr(at);
}

/// "why key value" of all but the document's own number.
std::vector<std::string> told(const NextPlan& plan) {
    std::vector<std::string> all;
    for (const auto& decision : plan.decisions)
        if (decision.why != Stale::document)
            all.push_back(
                fmt::format("{} {} {}", code(decision.why), decision.key, decision.value));
    return all;
}

}  // namespace

TEST_CASE("the document's year and title are those of the new year, its number is open") {
    const auto plan = next("");
    CHECK(plan.old_year == 2026);
    CHECK(plan.text == R"([plan]
year  = 2027   # năm
title = { vi = "Kế hoạch năm 2027", en = "Plan 2027" }
number = ""
)");
    REQUIRE(plan.decisions.size() == 1);
    CHECK(plan.decisions[0].why == Stale::document);
    CHECK(plan.decisions[0].value == "12/KH-UBND");
    CHECK(plan.decisions[0].line == 4);
}

TEST_CASE("what comes every year stays as it is, comments and all") {
    const std::string entries = R"([[observance]]  # ngày lễ
id = "gio-to"
title = "Giỗ Tổ"
on = "10/3 âm lịch"   # âm lịch

# mỗi tháng
[[deadline]]
id = "bao-cao"
title = "Báo cáo"
before = "ngày 25 hằng tháng"
owed_by = ["a"]
)";
    const auto plan = next(entries);
    CHECK(entries_of(plan) == entries);
    CHECK(told(plan).empty());
}

TEST_CASE("a date of its own year is taken out with what depends on it, and told") {
    const auto plan = next(R"([[meeting]]
id = "hop"
title = "Họp"
on = "15/11/2026"
at = "08:00"
lasts = "2h"
place = "Hội trường"
)");
    CHECK(entries_of(plan) == R"([[meeting]]
id = "hop"
title = "Họp"
# ĐIỀN
# on = "15/11/2026"
# at = "08:00"
# lasts = "2h"
place = "Hội trường"
)");
    CHECK(told(plan) == std::vector<std::string>{"dated on 15/11/2026"});
}

TEST_CASE("dates may be TOML's own, spans and lists") {
    const auto plan = next(R"([[task]]
id = "viec"
title = "Việc"
from = 2026-04-01
to = "30/6/2026"

[[meeting]]
id = "hop-thang"
title = "Họp tháng"
on = "ngày 5 hằng tháng"
at = "08:00"
cancelled = [
  "5/2/2026",   # Tết
]
moved = [{ from = "5/9/2026", to = "7/9/2026" }]
)");
    CHECK(entries_of(plan) == R"([[task]]
id = "viec"
title = "Việc"
# ĐIỀN
# from = 2026-04-01
# to = "30/6/2026"

[[meeting]]
id = "hop-thang"
title = "Họp tháng"
on = "ngày 5 hằng tháng"
at = "08:00"
# ĐIỀN
# cancelled = [
#   "5/2/2026",   # Tết
# ]
# moved = [{ from = "5/9/2026", to = "7/9/2026" }]
)");
    CHECK(told(plan).size() == 4);
}

TEST_CASE("an entry that is over is taken out whole") {
    const std::string over =
        GENERATE(as<std::string>{}, "last_year = 2026", "until = \"30/6/2026\"",
                 "on = \"FREQ=MONTHLY;UNTIL=20261231\"");
    CAPTURE(over);
    const auto plan = next("[[task]]\nid = \"viec\"\ntitle = \"Việc\"\n" + over + "\n");
    CHECK(entries_of(plan) == "[[task]]\n# id = \"viec\"\n# title = \"Việc\"\n# " + over + "\n");
}

TEST_CASE("an entry that goes on stays whole") {
    const std::string lasting =
        GENERATE(as<std::string>{}, "last_year = 2027", "until = \"30/6/2027\"",
                 "on = \"FREQ=MONTHLY;UNTIL=20271231\"");
    const auto entries = "[[task]]\nid = \"viec\"\ntitle = \"Việc\"\n" + lasting + "\n";
    CHECK(entries_of(next(entries)) == entries);
}

TEST_CASE("a text that names the old year is told and stays") {
    const auto plan = next("[[observance]]\nid = \"a\"\ntitle = \"Lễ năm 2026\"\non = \"8/3\"\n");
    CHECK(told(plan) == std::vector<std::string>{"mention title Lễ năm 2026"});
}

TEST_CASE("the new year comes after the old one, and a plan is a plan") {
    CHECK(next_plan(head, 2026, "").error().id == "config.next-year-past"_msg);
    CHECK(next_plan("a = 1", 2027, "").error().id == "config.next-year-no-plan"_msg);
    CHECK(next_plan("[[", 2027, "").error().id == "config.next-year-no-plan"_msg);
    CHECK_FALSE(plan_year("year = 2026").has_value());
    CHECK(plan_year(head) == 2026);
}
