// SPEC 4.8: digests, and what goes out together.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

World with_digests() {
    World world;
    world.reminding.weekly = {group("thuong-truc")};
    world.reminding.monthly = {group("khach")};
    return world;
}

std::map<std::string, std::string> not_before(const std::vector<Delivery>& deliveries) {
    std::map<std::string, std::string> result;
    for (const auto& d : deliveries)
        result[d.key.occurrence.entry.str() + " " + d.key.member.str()] = iso(d.not_before);
    return result;
}

}  // namespace

TEST_CASE("the weekly digest comes on Mondays, the monthly on the first, at the digest's hour",
          "[4.8]") {
    auto world = with_digests();
    const auto planned = world.in("2026-10-25T00:00:00Z", "2026-11-10T00:00:00Z");
    CHECK(told(planned) == Lines{"2026-10-26T00:30:00Z nhaclich- weekly binh email",
                                 "2026-11-01T00:30:00Z nhaclich- monthly khach email",
                                 "2026-11-02T00:30:00Z nhaclich- weekly binh email",
                                 "2026-11-09T00:30:00Z nhaclich- weekly binh email"});
    CHECK(iso(planned[1].key.occurrence.nominal) == "2026-11-01");
    for (const auto& delivery : planned) CHECK(purpose(delivery.key) == Purpose::digest);
    world.reminding.digest_hour = LocalHour::at(17, 0);
    CHECK(iso(world.in("2026-10-25T00:00:00Z", "2026-10-27T00:00:00Z").at(0).due) ==
          "2026-10-26T10:00:00Z");
}

TEST_CASE("a member's choice of digest stands above his groups", "[4.8]") {
    struct Row {
        std::string member, choice;
        Lines expected;
    };
    const auto row = GENERATE(values<Row>({
        {"binh", "", {"monthly khach", "weekly binh"}},
        {"binh", "none", {"monthly khach"}},
        {"binh", "monthly", {"monthly binh", "monthly khach"}},
        {"hoa", "weekly", {"monthly khach", "weekly hoa", "weekly binh"}},
        {"khach", "weekly", {"weekly binh", "weekly khach"}},
    }));
    CAPTURE(row.member, row.choice);
    auto world = with_digests();
    world.choose(row.member, "digest", row.choice);
    CHECK(brief(world.in("2026-10-31T00:00:00Z", "2026-11-03T00:00:00Z")) == row.expected);
}

TEST_CASE("who wants nothing gets no digest, who wants few kinds does", "[4.8]") {
    auto world = with_digests();
    world.choose("binh", "kinds", "meeting");
    const auto planned = world.in("2026-11-01T12:00:00Z", "2026-11-03T00:00:00Z");
    REQUIRE(planned.size() == 1);
    world.choose("binh", "stop", "yes");
    CHECK(world.in("2026-11-01T12:00:00Z", "2026-11-03T00:00:00Z").empty());
    CHECK(world.verdict(planned[0], "2026-11-02T01:00:00Z") == "cancelled.unwanted");
}

TEST_CASE("a digest is of use while most of what it tells of is still to come", "[4.8]") {
    const auto world = with_digests();
    struct Row {
        std::string now;
        std::size_t sent, missed;
    };
    for (const auto& row : std::vector<Row>{{"2026-11-06T16:59:59Z", 2, 0},
                                            {"2026-11-06T17:00:00Z", 1, 1},
                                            {"2026-11-20T16:59:59Z", 2, 2},
                                            {"2026-11-20T17:00:00Z", 0, 4}}) {
        CAPTURE(row.now);
        const auto agenda = world.at(row.now, "2026-10-31T00:00:00Z");
        CHECK(agenda.deliveries.size() == row.sent);
        CHECK(agenda.unsent.size() == row.missed);
        for (const auto& unsent : agenda.unsent) CHECK(unsent.reason == "missed.too-late"_msg);
    }
}

TEST_CASE("what falls due for one member within a few minutes goes out with the last of it",
          "[4.8]") {
    World world;
    world.plan.entries = {
        plan::Observance{told_by("mot", {"0d 08:00"}), on("25/11/2026")},
        plan::Observance{told_by("hai", {"0d 08:05 thuong-truc"}), on("25/11/2026")},
        plan::Observance{told_by("ba", {"0d 08:06 tieu-khu"}), on("25/11/2026")}};
    const auto planned = world.in_the_year();
    CHECK(not_before(planned) ==
          std::map<std::string, std::string>{{"mot binh", "2026-11-25T01:05:00Z"},
                                             {"hai binh", "2026-11-25T01:05:00Z"},
                                             {"mot hoa", "2026-11-25T01:00:00Z"},
                                             {"ba hoa", "2026-11-25T01:06:00Z"}});
    world.reminding.together = std::chrono::minutes{0};
    CHECK(not_before(world.in_the_year())["mot binh"] == "2026-11-25T01:00:00Z");
}

TEST_CASE("nothing waits for company past its use", "[4.8]") {
    World world;
    world.plan.entries = {meeting("hop", "25/11/2026", LocalHour::at(8, 4), {"-4m khach"}),
                          plan::Observance{told_by("le", {"0d 08:04 khach"}), on("25/11/2026")}};
    CHECK(not_before(world.in_the_year()) ==
          std::map<std::string, std::string>{{"hop khach", "2026-11-25T01:00:00Z"},
                                             {"le khach", "2026-11-25T01:04:00Z"}});
}

TEST_CASE("nothing waits for company into quiet hours", "[4.8]") {
    World world;
    world.reminding.quiet = plan::QuietHours::parse("21:30-05:30").value();
    world.plan.entries = {meeting("hop", "25/11/2026", LocalHour::at(22, 30), {"-61m khach"}),
                          plan::Observance{told_by("le", {"-1d 21:31 khach"}), on("26/11/2026")}};
    CHECK(not_before(world.in_the_year()) ==
          std::map<std::string, std::string>{{"hop khach", "2026-11-25T14:29:00Z"},
                                             {"le khach", "2026-11-25T22:30:00Z"}});
}
