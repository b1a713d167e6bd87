// The whole daemon in process, a virtual clock, the shipped plan, the year 2026.
// The golden file lists who is told what and when; UPDATE_GOLDEN=1 rewrites it for a person to
// read.
#include "scenario/town.hpp"
#include "support/source_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

/// One paragraph a reminder: when and by which rule, then each wording with the members who read
/// it.
std::string as_text(const std::vector<Sent>& sent) {
    std::vector<std::string> order;
    std::map<std::string, std::map<std::string, std::vector<std::string>>> told;
    for (const auto& one : sent) {
        const auto what = one.when + "  " + one.entry + "  (" + one.rule + ")";
        if (!told.contains(what)) order.push_back(what);
        told[what][one.subject].push_back(one.member);
    }
    std::ostringstream text;
    for (const auto& what : order) {
        text << what << "\n";
        for (auto& [subject, members] : told[what]) {
            std::ranges::sort(members);
            text << "    " << subject << "\n      " << members.size() << ":";
            for (const auto& member : members) text << " " << member;
            text << "\n";
        }
        text << "\n";
    }
    return text.str();
}

std::string golden(const std::string& path) {
    std::ifstream file(path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const std::string path = source_file("tests/data/golden/year-2026.txt");

}  // namespace

TEST_CASE("the shipped plan tells everybody concerned once through the year 2026") {
    Town town("2025-12-31T17:00:00Z");
    town.start();
    town.run_until("2026-12-31T17:00:00Z");
    const auto text = as_text(town.sent());
    if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << text;
    CHECK(text == golden(path));
    CHECK(town.doubled().empty());
}

TEST_CASE("restarts and reloads through the year change nothing about who is told what") {
    Town calm("2025-12-31T17:00:00Z");
    calm.start();
    calm.run_until("2026-12-31T17:00:00Z");
    Town restless("2025-12-31T17:00:00Z");
    restless.start();
    for (int week = 1; week <= 52; ++week) {
        restless.run_for(std::chrono::days{7});
        if (week % 2 == 0)
            restless.restart();
        else
            restless.reload();
    }
    restless.run_until("2026-12-31T17:00:00Z");
    CHECK(as_text(restless.sent()) == as_text(calm.sent()));
    CHECK(restless.doubled().empty());
}

TEST_CASE("on 24 November 2026 the three things at hand are in the mailboxes") {
    Town town("2026-11-23T17:00:00Z");
    town.start();
    town.run_until("2026-11-24T16:59:59Z");
    std::map<std::string, std::set<std::string>> readers;
    for (const auto& one : town.sent()) readers[one.entry].insert(one.member);
    REQUIRE(readers.size() == 3);
    CHECK(readers["xoa-bo-bao-luc-voi-phu-nu"].size() == town.members("thanh-vien"));
    CHECK(readers["thang-hanh-dong"].size() == town.members("thanh-vien"));
    CHECK(readers["bao-cao-nam"].size() == town.members("tieu-khu") + town.members("ban-nganh") +
                                               town.members("mttq-doan-the") +
                                               town.members("thuong-truc"));
    town.restart();
    const auto before = town.sent().size();
    town.run_for(std::chrono::minutes{10});
    CHECK(town.sent().size() == before);
}

TEST_CASE("after ten days down the useful reminders come and the others are on record as missed") {
    Town town("2026-11-16T00:00:00Z");
    town.start();
    town.run_until("2026-11-16T12:00:00Z");
    town.stop();
    town.clock_to("2026-11-26T02:00:00Z");
    town.start();
    town.run_until("2026-11-26T02:00:00Z");
    std::set<std::string> entries;
    for (const auto& one : town.sent()) entries.insert(one.entry);
    CHECK(entries.contains("bao-cao-nam"));
    CHECK(entries.contains("thang-hanh-dong"));
    CHECK_FALSE(entries.contains("xoa-bo-bao-luc-voi-phu-nu"));
    CHECK(town.missed().contains("xoa-bo-bao-luc-voi-phu-nu"));
}

TEST_CASE("each midnight is a new day, or a new board where a month begins") {
    Town town("2026-11-29T10:00:00Z");
    town.start();
    town.run_until("2026-12-02T18:00:00Z");
    const std::vector<Instant> midnights{parse_iso_instant("2026-11-29T17:00:00Z").value(),
                                         parse_iso_instant("2026-12-01T17:00:00Z").value(),
                                         parse_iso_instant("2026-12-02T17:00:00Z").value()};
    CHECK(town.new_days() == midnights);
    CHECK(iso(town.today()) == "2026-12-01");
}
