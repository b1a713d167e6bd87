// SPEC 4.10: one bad member, server or plan never holds up the others.
#include "reminder/burst.hpp"
#include "reminder/unreached.hpp"
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>
#include <fmt/format.h>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const std::string now = "2026-11-24T02:00:00Z";

/// Due so many minutes before `now`, about that entry to that member.
Delivery due_ago(int minutes, int entry, int who, const std::string& rule = "-1d 08:00") {
    const Instant due = instant(now) - std::chrono::minutes{minutes};
    return {{{EntryId::parse(fmt::format("viec-{}", entry)).value(), day("2026-11-25")},
             rule,
             member(fmt::format("m-{}", who)),
             channel("email")},
            due,
            instant("2026-11-25T17:00:00Z"),
            due,
            instant("2026-11-25T00:00:00Z")};
}

/// So many members, each told of so many entries.
Agenda of(int members, int entries, int minutes_ago, const std::string& rule = "-1d 08:00") {
    Agenda agenda;
    for (int who = 0; who < members; ++who)
        for (int entry = 0; entry < entries; ++entry)
            agenda.deliveries.push_back(due_ago(minutes_ago, entry, who, rule));
    return agenda;
}

World a_board() {
    World world;
    world.the("hoa").addresses[channel("zalo")] = line("1234");
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00"}), on("25/11/2026")}};
    return world;
}

/// What failed for that member by that channel.
Failure failed(const World& world, const std::string& who, const std::string& by,
               const Lines& tried) {
    for (auto& delivery : world.in_the_year())
        if (delivery.key.member == member(who) && delivery.key.channel == channel(by)) {
            Failure failure{7, delivery, {}, false};
            for (const auto& one : tried) failure.tried.insert(channel(one));
            return failure;
        }
    throw std::runtime_error(who);
}

Agenda answered(const World& world, const Failure& failure, const std::string& at = now) {
    Facts facts{instant(at), {failure}};
    return world.at(at, facts);
}

}  // namespace

TEST_CASE("exactly the limit is allowed, one more stops everything", "[4.10]") {
    struct Row {
        std::string what;
        Agenda agenda;
        bool burst;
    };
    const std::vector<Row> rows{
        {"nothing", {}, false},
        {"five to one", of(1, 5, 60), false},
        {"six to one", of(1, 6, 60), true},
        {"two hundred in all", of(40, 5, 60), false},
        {"two hundred and one to as many", of(201, 1, 60), true},
        {"due now", of(100, 6, 0), false},
        {"ten minutes ago", of(100, 6, 10), false},
        {"eleven minutes ago", of(100, 6, 11), true},
        {"notices, however soon", of(1, 6, -10, "notice 1"), true},
        {"five notices", of(1, 5, -10, "notice 1"), false},
        {"words about failures", of(1, 6, 0, "unreached hoa -1d 08:00"), false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(is_burst(row.agenda, {}, instant(now)) == row.burst);
    }
}

TEST_CASE("several messages of one occurrence count once for a member, each of them in all",
          "[4.10]") {
    Agenda agenda;
    for (int rule = 0; rule < 20; ++rule)
        agenda.deliveries.push_back(due_ago(60, 1, 1, fmt::format("-{}d 08:00", rule + 1)));
    CHECK_FALSE(is_burst(agenda, {}, instant(now)));
    CHECK_FALSE(is_burst(agenda, {1, 20}, instant(now)));
    CHECK(is_burst(agenda, {1, 19}, instant(now)));
    CHECK(is_burst(agenda, {0, 20}, instant(now)));
}

TEST_CASE("a mailbox that refuses much at once does not stop the board", "[4.10]") {
    auto world = a_board();
    world.plan.entries.clear();
    for (int i = 0; i < 6; ++i)
        world.plan.entries.emplace_back(
            plan::Observance{told_by(fmt::format("le-{}", i), {"-1d 08:00"}), on("25/11/2026")});
    world.choose("hoa", "channels", "email");
    Facts facts{instant(now), {}};
    for (const auto& delivery : world.in_the_year())
        if (delivery.key.member == member("hoa"))
            facts.failures.push_back({1, delivery, {channel("email")}, false});
    world.choose("hoa", "channels", "");
    const auto agenda = world.at(now, facts);
    REQUIRE(agenda.deliveries.size() == 6);
    CHECK(is_late(agenda.deliveries[0], instant(now)));
    CHECK_FALSE(is_burst(agenda, world.reminding.burst, instant(now)));
}

TEST_CASE("the standing members are told of a stop by every channel of theirs", "[4.10]") {
    auto world = a_board();
    world.the("binh").addresses[channel("zalo")] = line("99");
    world.choose("binh", "channels", "email,zalo");
    const auto messages = burst_messages(world.sources(), world.records, instant(now));
    CHECK(routes(messages) ==
          Lines{"burst 2026-11-24T02:00:00Z binh email", "burst 2026-11-24T02:00:00Z binh zalo"});
    for (const auto& message : messages) {
        CHECK(purpose(message.key) == Purpose::burst);
        CHECK(message.key.occurrence.entry == own_entry());
        CHECK(iso(message.useful_until) == "2026-12-08T02:00:00Z");
    }
    world.reminding.standing.clear();
    CHECK(burst_messages(world.sources(), world.records, instant(now)).empty());
}

TEST_CASE("what failed for good goes by the next address, then to who picks up the phone",
          "[4.10]") {
    struct Row {
        std::string what;
        std::function<void(World&)> edit;
        Lines tried;
        bool reached;
        Lines expected;
    };
    const auto nothing = [](World&) {};
    const auto choose = [](const std::string& key, const std::string& value) {
        return [=](World& world) { world.choose("hoa", key, value); };
    };
    const std::string word = "unreached hoa -1d 08:00 binh email";
    const std::vector<Row> rows{
        {"another address", nothing, {"email"}, false, {"-1d 08:00 hoa zalo"}},
        {"reached by another", nothing, {"email", "zalo"}, true, {}},
        {"none left", nothing, {"email", "zalo"}, false, {word}},
        {"the other one is not to be used", choose("channels", "email"), {"email"}, false, {word}},
        {"chosen anew", choose("channels", "zalo"), {"email"}, false, {"-1d 08:00 hoa zalo"}},
        {"chosen without an address",
         choose("channels", "telegram"),
         {"email"},
         false,
         {"-1d 08:00 hoa zalo"}},
        {"wants nothing any more", choose("stop", "yes"), {"email"}, false, {}},
        {"wants nothing any more, none left", choose("stop", "yes"), {"email", "zalo"}, false, {}},
        {"quiet until it is too late",
         choose("pause", "2026-12-01T00:00:00Z"),
         {"email"},
         false,
         {word}},
        {"no address any more",
         [](World& world) { world.the("hoa").addresses.clear(); },
         {"email"},
         false,
         {word}},
        {"left",
         [](World& world) { std::erase(world.people.members, world.the("hoa")); },
         {"email"},
         false,
         {}},
        {"nobody standing",
         [](World& world) { world.reminding.standing.clear(); },
         {"email", "zalo"},
         false,
         {}},
    };
    for (const auto& row : rows) {
        CAPTURE(row.what);
        auto world = a_board();
        auto failure = failed(world, "hoa", "email", row.tried);
        failure.reached = row.reached;
        row.edit(world);
        const auto agenda = answered(world, failure);
        CHECK(routes(agenda.deliveries) == row.expected);
        CHECK(agenda.handled == std::vector<std::int64_t>{7});
    }
}

TEST_CASE("by another address it keeps its identity but for the channel, and waits for quiet hours",
          "[4.10]") {
    auto world = a_board();
    world.choose("hoa", "quiet", "08:00-10:00");
    const auto failure = failed(world, "hoa", "email", {"email"});
    const auto agenda = answered(world, failure);
    REQUIRE(agenda.deliveries.size() == 1);
    auto expected = failure.delivery;
    expected.key.channel = channel("zalo");
    expected.not_before = instant("2026-11-24T03:00:00Z");
    CHECK(agenda.deliveries[0] == expected);
    CHECK(world.verdict(agenda.deliveries[0], "2026-11-24T03:00:00Z") == "wanted");
}

TEST_CASE("a failure that is of no use any more, or of a word about one, leads to nothing",
          "[4.10]") {
    struct Row {
        std::string rule, at;
        std::size_t words;
    };
    const auto row = GENERATE(values<Row>({
        {"-1d 08:00", "2026-11-25T16:59:59Z", 1},
        {"-1d 08:00", "2026-11-25T17:00:00Z", 0},
        {"nag 2026-11-24", now, 1},
        {"notice 1", now, 1},
        {"weekly", now, 1},
        {"unreached khach -1d 08:00", now, 0},
        {"burst 2026-11-24T01:00:00Z", now, 0},
        {"endpoint zalo 2026-11-24T01:00:00Z", now, 0},
    }));
    CAPTURE(row.rule, row.at);
    const auto world = a_board();
    auto failure = failed(world, "hoa", "email", {"email", "zalo"});
    failure.delivery.key.rule = row.rule;
    const auto agenda = answered(world, failure, row.at);
    CHECK(agenda.deliveries.size() == row.words);
    CHECK(agenda.handled == std::vector<std::int64_t>{7});
    if (row.words > 0) CHECK(agenda.deliveries[0].key.rule == "unreached hoa " + row.rule);
}

TEST_CASE("a word that a pause of the standing member swallows is recorded", "[4.10]") {
    auto world = a_board();
    world.choose("binh", "pause", "2027-01-01T00:00:00Z");
    const auto agenda = answered(world, failed(world, "hoa", "email", {"email", "zalo"}));
    CHECK(agenda.deliveries.empty());
    CHECK(untold(agenda.unsent) == Lines{"le unreached hoa -1d 08:00 binh: missed.paused"});
}

TEST_CASE("a member without any address holds up nobody", "[4.10]") {
    const auto world = a_board();
    const auto agenda = world.at("2026-11-24T01:00:00Z", "2026-11-24T00:00:00Z");
    CHECK(routes(agenda.deliveries) ==
          Lines{"-1d 08:00 hoa email", "-1d 08:00 hoa zalo", "-1d 08:00 binh email"});
    CHECK(agenda.unsent.empty());
}
