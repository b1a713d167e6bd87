// SPEC 4.3: after downtime.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

/// One entry of each kind, each with a reminder in the night of the 18th.
World down_for_a_while() {
    World world;
    const Lines at_one{"-2d 01:00 khach"};
    world.plan.entries = {
        meeting("hop", "20/11/2026", LocalHour::at(9, 0), at_one),
        plan::Observance{told_by("le", at_one), on("20/11/2026")},
        plan::Campaign{told_by("dot", at_one), on("20/11/2026"), on("22/11/2026")},
        deadline("nop", "20/11/2026", at_one)};
    return world;
}

Lines entries(const std::vector<Delivery>& deliveries) {
    Lines lines;
    for (const auto& delivery : deliveries) lines.push_back(delivery.key.occurrence.entry.str());
    std::ranges::sort(lines);
    return lines;
}

}  // namespace

TEST_CASE("after downtime what is still useful goes out and the rest is missed with its reason",
          "[4.3]") {
    struct Row {
        std::string now;
        Lines sent;
    };
    const auto row = GENERATE(values<Row>({
        {"2026-11-20T01:59:59Z", {"dot", "hop", "le", "nop"}},
        {"2026-11-20T02:00:00Z", {"dot", "le", "nop"}},  // the meeting has begun
        {"2026-11-20T16:59:59Z", {"dot", "le", "nop"}},
        {"2026-11-20T17:00:00Z", {"dot", "nop"}},  // the day is over
        {"2026-11-22T17:00:00Z", {"nop"}},         // the last day is over
        {"2026-12-20T16:59:59Z", {"nop"}},
        {"2026-12-20T17:00:00Z", {}},  // chased no longer
    }));
    CAPTURE(row.now);
    const auto agenda = down_for_a_while().at(row.now, "2026-11-10T00:00:00Z");
    CHECK(entries(agenda.deliveries) == row.sent);
    CHECK(agenda.deliveries.size() + agenda.unsent.size() == 4);
    for (const auto& unsent : agenda.unsent) {
        CHECK(unsent.reason == "missed.too-late"_msg);
        CHECK(unsent.state() == State::missed);
    }
}

TEST_CASE("a report that came while the program was down leaves nothing to send", "[4.3]") {
    auto world = down_for_a_while();
    world.report("nop", "2026-11-20", "tk1");
    const auto agenda = world.at("2026-11-21T00:00:00Z", "2026-11-10T00:00:00Z");
    CHECK(entries(agenda.deliveries) == Lines{"dot"});
    CHECK(untold(agenda.unsent) ==
          Lines{"le -2d 01:00 khach: missed.too-late", "hop -2d 01:00 khach: missed.too-late"});
}

TEST_CASE("the first start sends no past and records none as missed", "[4.3]") {
    auto world = down_for_a_while();
    world.reminding.weekly = {group("thanh-vien")};
    const auto agenda = world.at("2026-11-20T01:00:00Z");
    CHECK(agenda.deliveries.empty());
    CHECK(agenda.unsent.empty());
    CHECK(iso(agenda.first_start) == "2026-11-20T01:00:00Z");
}

TEST_CASE("several late ones to one member become due together, whatever their instants", "[4.3]") {
    World world;
    world.plan.entries = {
        plan::Observance{told_by("gan", {"-3d 08:00", "-2d 09:17"}), on("25/11/2026")},
        plan::Observance{told_by("xa", {"-9d 08:00"}), on("1/12/2026")}};
    const auto agenda = world.at("2026-11-24T02:00:00Z", "2026-11-20T00:00:00Z");
    REQUIRE(agenda.deliveries.size() == 6);
    std::map<MemberId, std::set<Instant>> instants;
    for (const auto& delivery : agenda.deliveries) {
        CHECK(is_late(delivery, instant("2026-11-24T02:00:00Z")));
        instants[delivery.key.member].insert(delivery.not_before);
    }
    REQUIRE(instants.size() == 2);
    for (const auto& [member, at] : instants) CHECK(at.size() == 1);
}

TEST_CASE("late is what fell due more than ten minutes ago", "[4.3]") {
    Delivery delivery{{{EntryId::parse("le").value(), day("2026-11-25")},
                       "0d 08:00",
                       member("hoa"),
                       channel("email")},
                      instant("2026-11-25T01:00:00Z"),
                      instant("2026-11-25T17:00:00Z"),
                      instant("2026-11-25T01:00:00Z"),
                      instant("2026-11-24T17:00:00Z")};
    CHECK_FALSE(is_late(delivery, instant("2026-11-25T01:10:00Z")));
    CHECK(is_late(delivery, instant("2026-11-25T01:10:01Z")));
}

TEST_CASE("a backlog is spread by its pace, whoever has the nearest event first", "[4.3]") {
    World world;
    world.reminding.backlog_a_minute = 2;
    world.add("an", {group("mot")});
    world.add("cuc", {group("hai")});
    for (const auto* id : {"mot", "hai"}) world.people.groups.push_back({group(id), {}, {}});
    world.plan.entries = {
        plan::Observance{told_by("a-xa", {"-9d 08:00 mot", "-8d 08:00 khach"}), on("1/12/2026")},
        plan::Observance{told_by("b-gan", {"-1d 08:00 hai"}), on("25/11/2026")}};
    const auto agenda = world.at("2026-11-24T02:00:00Z", "2026-11-20T00:00:00Z");
    std::map<std::string, std::string> turns;
    for (const auto& d : agenda.deliveries) turns[d.key.member.str()] = iso(d.not_before);
    // The same event: by the key, "-8d" before "-9d".
    CHECK(turns == std::map<std::string, std::string>{{"cuc", "2026-11-24T02:00:00Z"},
                                                      {"khach", "2026-11-24T02:00:30Z"},
                                                      {"an", "2026-11-24T02:01:00Z"}});
}

TEST_CASE("what falls due now does not wait for the backlog", "[4.3]") {
    World world;
    world.reminding.backlog_a_minute = 1;
    world.plan.entries = {plan::Observance{told_by("cu", {"-5d 08:00"}), on("27/11/2026")},
                          plan::Observance{told_by("nay", {"-1d 08:00 khach"}), on("25/11/2026")}};
    const auto agenda = world.at("2026-11-24T01:00:00Z", "2026-11-20T00:00:00Z");
    for (const auto& delivery : agenda.deliveries)
        if (delivery.key.occurrence.entry.str() == "nay")
            CHECK(iso(delivery.not_before) == "2026-11-24T01:00:00Z");
    CHECK(agenda.deliveries.size() == 3);
}

TEST_CASE("a turn in the backlog is no reason to come too late", "[4.3]") {
    World world;
    world.reminding.backlog_a_minute = 1;
    world.add("an", {});
    world.the("an").groups = {group("thanh-vien")};
    world.plan.entries = {meeting("hop", "24/11/2026", LocalHour::at(9, 0), {"-1d 08:00"})};
    // A minute and a half before it begins: the third turn would be half a minute late.
    const auto agenda = world.at("2026-11-24T01:58:30Z", "2026-11-20T00:00:00Z");
    REQUIRE(agenda.deliveries.size() == 3);
    for (const auto& delivery : agenda.deliveries)
        CHECK(delivery.not_before < delivery.useful_until);
}

TEST_CASE("what quiet hours hold until it is too late is missed with that reason", "[4.3]") {
    World world;
    world.choose("khach", "quiet", "06:00-12:00");
    world.plan.entries = {
        meeting("hop", "24/11/2026", LocalHour::at(9, 0), {"0d 07:00 khach", "-1d 08:00 khach"})};
    const auto agenda = world.at("2026-11-24T00:00:00Z", "2026-11-23T00:00:00Z");
    CHECK(untold(agenda.unsent) == Lines{"hop 0d 07:00 khach: missed.quiet"});
    // The late one may have gone at noon of the day before; now it is judged when it is sent.
    REQUIRE(agenda.deliveries.size() == 1);
    CHECK(world.verdict(agenda.deliveries[0], "2026-11-24T00:00:00Z") == "missed.quiet");
}
