// SPEC 4.9: what a member chooses.
#include "unit/reminder/world.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::reminder;
using namespace nhaclich::test;

namespace {

const auto night = plan::QuietHours::parse("21:00-06:00").value();

template <class T>
Preferences with(std::optional<T> Preferences::*choice, T value) {
    Preferences chosen;
    chosen.*choice = std::move(value);
    return chosen;
}

Preferences who_stopped() {
    Preferences chosen;
    chosen.stopped = true;
    return chosen;
}

World a_week() {
    World world;
    world.the("khach").groups = {group("thanh-vien")};
    world.plan.entries = {
        plan::Observance{told_by("le", {"-1d 08:00", "0d 06:00 thanh-vien"}), on("25/11/2026")},
        meeting("hop", "26/11/2026", LocalHour::at(9, 0), {"-1d 08:00"}),
        deadline("nop", "27/11/2026", {"-1d 08:00"})};
    return world;
}

/// "ENTRY RULE" of what that member is told.
Lines told_to(const World& world, const std::string& id) {
    Lines lines;
    for (const auto& d : world.in("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z"))
        if (d.key.member == member(id))
            lines.push_back(d.key.occurrence.entry.str() + " " + d.key.rule);
    return lines;
}

}  // namespace

TEST_CASE("every choice has its good values, and an empty one takes it back", "[4.9]") {
    struct Row {
        std::string key, value;
        Preferences expected;
    };
    using plan::Kind;
    using Kinds = std::set<Kind>;
    using Rules = std::vector<plan::Rule>;
    using Channels = std::vector<ChannelId>;
    const std::vector<Row> rows{
        {"kinds", "meeting", with(&Preferences::kinds, Kinds{Kind::meeting})},
        {"kinds", " observance, campaign ,deadline,meeting,task",
         with(&Preferences::kinds,
              Kinds{Kind::observance, Kind::campaign, Kind::deadline, Kind::meeting, Kind::task})},
        {"kinds", "meeting,meeting", with(&Preferences::kinds, Kinds{Kind::meeting})},
        {"offsets", "-1d 08:00", with(&Preferences::offsets, Rules{rule("-1d 08:00")})},
        {"offsets", "-5wd 08:00, -2h,+1d 07:00",
         with(&Preferences::offsets, Rules{rule("-5wd 08:00"), rule("-120m"), rule("+1d 07:00")})},
        {"digest", "none", with(&Preferences::digest, plan::Digest::none)},
        {"digest", "weekly", with(&Preferences::digest, plan::Digest::weekly)},
        {"digest", "monthly", with(&Preferences::digest, plan::Digest::monthly)},
        {"language", "vi", with(&Preferences::language, Language::vi)},
        {"language", "en", with(&Preferences::language, Language::en)},
        {"channels", "email", with(&Preferences::channels, Channels{channel("email")})},
        {"channels", "zalo, email",
         with(&Preferences::channels, Channels{channel("zalo"), channel("email")})},
        {"quiet", "21:00-06:00", with(&Preferences::quiet, night)},
        {"pause", "2026-08-01T00:00:00Z",
         with(&Preferences::paused_until, instant("2026-08-01T00:00:00Z"))},
        {"stop", "yes", who_stopped()}};
    for (const auto& row : rows) {
        CAPTURE(row.key, row.value);
        Preferences chosen;
        REQUIRE(choose(chosen, row.key, row.value));
        CHECK(chosen == row.expected);
        CHECK(chosen != Preferences{});
        REQUIRE(choose(chosen, row.key, ""));
        CHECK(chosen == Preferences{});
        CHECK(std::ranges::count(preference_keys(), row.key) == 1);
    }
    CHECK(preference_keys().size() == 8);
    auto again = who_stopped();
    REQUIRE(choose(again, "stop", "no"));
    CHECK_FALSE(again.stopped);
}

TEST_CASE("a choice that is none is refused with its reason and changes nothing", "[4.9]") {
    struct Row {
        std::string key, value, error;
    };
    const auto row = GENERATE(values<Row>({
        {"kinds", "meetings", "preference.value"},
        {"kinds", "meeting,", "preference.value"},
        {"kinds", ",", "preference.value"},
        {"kinds", " ", "preference.value"},
        {"kinds", "Meeting", "preference.value"},
        {"offsets", "1d", "rule.format"},
        {"offsets", "-1d", "rule.hour-missing"},
        {"offsets", "-1d 08:00,", "rule.format"},
        {"offsets", "-1d 8:00", "hour.format"},
        {"offsets", "-1d 24:00", "hour.range"},
        {"offsets", "+2h", "rule.after-start"},
        {"offsets", "-401d 08:00", "rule.too-far"},
        {"offsets", "-1d 08:00 truong-ban", "preference.value"},
        {"offsets", "-1d 08:00 Trưởng", "id.format"},
        {"digest", "daily", "preference.value"},
        {"digest", "weekly,monthly", "preference.value"},
        {"digest", " weekly", "preference.value"},
        {"language", "fr", "preference.value"},
        {"language", "VI", "preference.value"},
        {"channels", "e-mail!", "id.format"},
        {"channels", "email,", "id.format"},
        {"quiet", "21:00", "quiet.format"},
        {"quiet", "21:00-21:00", "quiet.format"},
        {"quiet", "21h-06:00", "hour.format"},
        {"quiet", "21:00-26:00", "hour.range"},
        {"pause", "tomorrow", "instant.iso"},
        {"pause", "2026-08-01", "instant.iso"},
        {"stop", "maybe", "preference.value"},
        {"stop", "true", "preference.value"},
        {"", "yes", "preference.key"},
        {"colour", "red", "preference.key"},
        {"Stop", "yes", "preference.key"},
        {"colour", "", "preference.key"},
    }));
    CAPTURE(row.key, row.value);
    auto full = who_stopped();
    full.kinds = {{plan::Kind::meeting}};
    full.offsets = {{rule("-1d 08:00")}};
    full.digest = plan::Digest::weekly;
    full.language = Language::en;
    full.channels = {{channel("email")}};
    full.quiet = night;
    full.paused_until = instant("2026-08-01T00:00:00Z");
    const auto before = full;
    const auto chosen = choose(full, row.key, row.value);
    REQUIRE_FALSE(chosen);
    CHECK(chosen.error().id.key == row.error);
    CHECK(full == before);
}

TEST_CASE("a member is told as he chose, and another still as the plan says", "[4.9]") {
    struct Row {
        std::string key, value;
        Lines expected;
    };
    const auto row = GENERATE(values<Row>({
        {"kinds", "", {"le -1d 08:00", "le 0d 06:00", "hop -1d 08:00", "nop -1d 08:00"}},
        {"kinds", "meeting", {"hop -1d 08:00"}},
        {"kinds", "deadline,observance", {"le -1d 08:00", "le 0d 06:00", "nop -1d 08:00"}},
        {"kinds", "campaign", {}},
        // Rules that name a group are the board's, not the member's to move.
        {"offsets", "-2d 07:00", {"le -2d 07:00", "hop -2d 07:00", "le 0d 06:00", "nop -2d 07:00"}},
        {"stop", "yes", {}},
    }));
    CAPTURE(row.key, row.value);
    auto world = a_week();
    const auto others = told_to(world, "binh");
    world.choose("hoa", row.key, row.value);
    CHECK(told_to(world, "hoa") == row.expected);
    CHECK(told_to(world, "binh") == others);
    CHECK(others.size() == 4);
}

TEST_CASE("an offset chosen reaches nobody whom the entry does not concern", "[4.9]") {
    auto world = a_week();
    world.choose("khach", "offsets", "-2d 07:00");
    CHECK(told_to(world, "khach") == Lines{"le -2d 07:00", "hop -2d 07:00", "le 0d 06:00"});
    world.the("khach").groups = {group("khach")};
    CHECK(told_to(world, "khach").empty());
}

TEST_CASE("a member is reached by the addresses he chose, by all if he has none of those",
          "[4.9]") {
    struct Row {
        std::string chosen;
        Lines expected;
    };
    const auto row = GENERATE(values<Row>({
        {"", {"email", "sms", "zalo"}},
        {"zalo", {"zalo"}},
        {"zalo,email", {"email", "zalo"}},
        {"zalo,telegram", {"zalo"}},
        {"telegram", {"email", "sms", "zalo"}},
    }));
    CAPTURE(row.chosen);
    World world;
    auto& hoa = world.the("hoa");
    hoa.addresses[channel("zalo")] = line("1234");
    hoa.addresses[channel("sms")] = line("0900");
    world.choose("hoa", "channels", row.chosen);
    Lines channels;
    for (const auto& one : channels_of(hoa, world.choices_of("hoa"))) channels.push_back(one.str());
    CHECK(channels == row.expected);
    CHECK(channels_of(world.the("vang"), {}).empty());
}
