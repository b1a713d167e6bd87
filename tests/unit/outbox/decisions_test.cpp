#include "channel/breaker.hpp"
#include "outbox/retry.hpp"
#include "support/a_delivery.hpp"

#include <catch2/catch.hpp>
#include <set>

using namespace nhaclich;
using namespace nhaclich::outbox;
using namespace nhaclich::test;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const Instant now = at("2026-11-24T01:00:00Z");

seconds pause(const std::string& member, int attempts,
              std::optional<seconds> retry_after = std::nullopt) {
    const auto next =
        next_attempt(a_delivery(member, "2026-11-24T01:00:00Z"), attempts, now, retry_after);
    REQUIRE(next.has_value());
    return *next - now;
}

}  // namespace

TEST_CASE("pauses grow to an hour, each within a fifth of the plan") {
    struct Row {
        int attempts;
        minutes planned;
    };
    const auto row = GENERATE(values<Row>({{1, minutes{1}},
                                           {2, minutes{5}},
                                           {3, minutes{15}},
                                           {4, minutes{30}},
                                           {5, minutes{60}},
                                           {6, minutes{60}},
                                           {50, minutes{60}}}));
    for (const auto* member : {"lan", "hoa", "mai", "cuc", "dao"}) {
        CHECK(pause(member, row.attempts) >= seconds{row.planned} * 4 / 5);
        CHECK(pause(member, row.attempts) <= seconds{row.planned} * 6 / 5);
    }
}

TEST_CASE("rows that failed together do not come back together, yet a restart reckons the same") {
    std::set<seconds> pauses;
    for (int i = 0; i < 20; ++i) pauses.insert(pause("m" + std::to_string(i), 3));
    CHECK(pauses.size() > 10);
    CHECK(pause("lan", 3) == pause("lan", 3));
}

TEST_CASE("a server's Retry-After counts from the planned pause to an hour, or twice the pause") {
    const auto planned = pause("lan", 2);
    CHECK(pause("lan", 2, seconds{1}) == planned);
    CHECK(pause("lan", 2, planned + seconds{30}) == planned + seconds{30});
    CHECK(pause("lan", 2, std::chrono::hours{24}) == std::chrono::hours{1});
    CHECK(pause("lan", 6, std::chrono::hours{24}) == 2 * pause("lan", 6));
}

TEST_CASE(
    "where a pause would outlast the use, half of what is left is waited, to the last minute") {
    const auto short_lived = a_delivery("lan", "2026-11-24T01:00:00Z", "2026-11-24T01:10:00Z");
    const Instant end = short_lived.useful_until;
    CHECK(*next_attempt(short_lived, 1, now, std::nullopt) - now <= seconds{72});
    CHECK(next_attempt(short_lived, 3, now, std::nullopt) == now + minutes{5});
    CHECK(next_attempt(short_lived, 9, end - minutes{2}, std::nullopt) == end - minutes{1});
    CHECK_FALSE(next_attempt(short_lived, 9, end - seconds{119}, std::nullopt).has_value());
    CHECK_FALSE(next_attempt(short_lived, 9, end + minutes{1}, std::nullopt).has_value());
}

TEST_CASE(
    "while its server is in trouble a delivery comes back soon after the pause, not in hours") {
    const auto due = at("2026-11-24T01:00:00Z");
    for (const auto* member : {"lan", "hoa", "mai", "cuc", "dao"}) {
        const auto delivery = a_delivery(member, "2026-11-24T01:00:00Z");
        const auto wait = [&](seconds overdue, seconds paused) {
            const Instant time = due + overdue;
            return *after_trouble(delivery, time, time + paused) - time;
        };
        struct Row {
            seconds overdue, paused, least;
        };
        for (const auto& row : std::vector<Row>{{seconds{0}, seconds{0}, minutes{1}},
                                                {seconds{0}, minutes{1}, minutes{1}},
                                                {minutes{7}, minutes{4}, minutes{7}},
                                                {minutes{90}, minutes{4}, minutes{15}},
                                                {minutes{90}, minutes{60}, minutes{60}}}) {
            CHECK(wait(row.overdue, row.paused) > row.least);
            CHECK(wait(row.overdue, row.paused) <= row.least * 6 / 5);
        }
    }
    const auto short_lived = a_delivery("lan", "2026-11-24T01:00:00Z", "2026-11-24T01:10:00Z");
    CHECK(after_trouble(short_lived, due, due + minutes{15}) == due + minutes{5});
}

TEST_CASE(
    "a channel in trouble is left alone for a minute, then two, at most a quarter of an hour") {
    channel::Breaker breaker;
    CHECK_FALSE(breaker.paused_until(now).has_value());
    Instant time = now;
    for (const int planned : {1, 2, 4, 8, 15, 15}) {
        breaker.troubled(time);
        CHECK(breaker.paused_until(time) == time + minutes{planned});
        CHECK(breaker.on_probation());
        time += minutes{planned};
        CHECK_FALSE(breaker.paused_until(time).has_value());
    }
    breaker.well();
    CHECK_FALSE(breaker.on_probation());
    breaker.troubled(time);
    CHECK(breaker.paused_until(time) == time + minutes{1});
}

TEST_CASE("a clock set back by days does not keep a channel paused for days") {
    channel::Breaker breaker;
    breaker.troubled(now);
    CHECK_FALSE(breaker.paused_until(now - std::chrono::days{3}).has_value());
}

TEST_CASE("a server that asks for more time gets it, an hour at most") {
    channel::Breaker breaker;
    breaker.troubled(now, minutes{10});
    CHECK(breaker.paused_until(now) == now + minutes{10});
    breaker.troubled(now, std::chrono::hours{24});
    CHECK(breaker.paused_until(now) == now + minutes{60});
    breaker.troubled(now, seconds{1});
    CHECK(breaker.paused_until(now) == now + minutes{60});
    CHECK_FALSE(breaker.paused_until(now + minutes{60}).has_value());
}

TEST_CASE("attempts that were under way together and fail together count as one") {
    channel::Breaker breaker;
    for (int each = 0; each < 4; ++each) breaker.troubled(now + seconds{each});
    CHECK(breaker.paused_until(now + seconds{3}) == now + minutes{1});
}
