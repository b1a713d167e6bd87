// What follows when mail to an address keeps coming back.
#include "reminder/suspension.hpp"

#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const std::string now = "2026-11-24T02:00:00Z";

World a_board() {
    World world;
    world.plan.entries = {plan::Observance{told_by("le", {"-1d 08:00"}), on("25/11/2026")}};
    return world;
}

void suspend(World& world, const std::string& mailbox, const std::string& who) {
    const Suspension one{1, member(who), instant(now), "bounce: 5.1.1"};
    world.records.suspended.insert_or_assign(mailbox, one);
}

Delivery to(const World& world, const std::string& who) {
    for (auto& delivery : world.in_the_year())
        if (delivery.key.member == member(who)) return delivery;
    throw std::runtime_error(who);
}

}  // namespace

TEST_CASE("a delivery to a suspended address fails, and its word comes back with the rule") {
    auto world = a_board();
    const auto hoa = to(world, "hoa");
    CHECK(world.verdict(hoa, now) == "wanted");
    suspend(world, "hoa@example.org", "hoa");
    CHECK(world.verdict(hoa, now) == "failed.suspended");
    CHECK(world.verdict(to(world, "binh"), now) == "wanted");

    world.the("hoa").addresses[channel("email")] = line("Hoa@Example.org");
    CHECK(world.verdict(hoa, now) == "failed.suspended");
    world.the("hoa").addresses[channel("email")] = line("hoa.moi@example.org");
    CHECK(world.verdict(hoa, now) == "wanted");
}

TEST_CASE("only mail is suspended, not a webhook's address that reads the same") {
    auto world = a_board();
    world.the("hoa").addresses = {{channel("teams"), line("hoa@example.org")}};
    suspend(world, "hoa@example.org", "hoa");
    CHECK(world.verdict(to(world, "hoa"), now) == "wanted");
}

TEST_CASE("what is not wanted any more is no failure, suspended or not") {
    auto world = a_board();
    const auto hoa = to(world, "hoa");
    suspend(world, "hoa@example.org", "hoa");
    world.choose("hoa", "stop", "yes");
    CHECK(world.verdict(hoa, now) == "cancelled.unwanted");
    CHECK(a_board().verdict(hoa, "2026-11-27T00:00:00Z") == "missed.too-late");
}

TEST_CASE("a suspended address is not waited for through quiet hours") {
    auto world = a_board();
    const auto hoa = to(world, "hoa");
    world.choose("hoa", "quiet", "08:00-12:00");
    CHECK(world.verdict(hoa, now).starts_with("not before"));
    suspend(world, "hoa@example.org", "hoa");
    CHECK(world.verdict(hoa, now) == "failed.suspended");
}

TEST_CASE("each suspension is told to the standing members once, and as long as it holds") {
    auto world = a_board();
    suspend(world, "hoa@example.org", "hoa");
    Facts facts{instant(now),
                {},
                std::nullopt,
                {{"hoa@example.org", world.records.suspended.at("hoa@example.org")}}};
    const auto agenda = world.at(now, facts);
    CHECK(agenda.told == std::vector<std::int64_t>{1});
    REQUIRE(brief(agenda.deliveries) ==
            Lines{"suspended hoa hoa@example.org 2026-11-24T02:00:00Z binh"});
    const auto word = agenda.deliveries.front();
    CHECK(purpose(word.key) == Purpose::suspension);
    CHECK(world.verdict(word, now) == "wanted");

    auto lifted = world;
    lifted.records.suspended.clear();
    CHECK(lifted.verdict(word, now) == "cancelled.undone");
    CHECK(world.at(now, Facts{instant(now), {}}).deliveries.empty());
}

TEST_CASE("a word about a suspension that comes back itself is told to nobody") {
    auto world = a_board();
    auto word = to(world, "binh");
    word.key.rule = "suspended hoa hoa@example.org 2026-11-24T02:00:00Z";
    word.useful_until = instant("2026-12-24T02:00:00Z");
    const Failure failure{7, word, {channel("email")}, false};
    const auto agenda = world.at(now, Facts{instant(now), {failure}});
    CHECK(agenda.handled == std::vector<std::int64_t>{7});
    CHECK(agenda.deliveries.empty());
}

TEST_CASE("the rule of a suspension reads back as it was written") {
    const Suspension one{1, member("hoa"), instant(now), {}};
    const auto word = suspension_word(rule_of("a=b+c@example.org", one));
    REQUIRE(word);
    CHECK(word->member == member("hoa"));
    CHECK(word->mailbox == "a=b+c@example.org");
    for (const auto* other :
         {"suspended", "suspended hoa", "suspended hoa x", "burst x", "-1d 08:00"}) {
        INFO(other);
        CHECK_FALSE(suspension_word(other));
    }
}
