// What goes on while transfers hang.
#include "unit/outbox/post.hpp"

#include <catch2/catch.hpp>
#include <utility>

using namespace nhaclich;
using namespace nhaclich::outbox::tests;
using namespace nhaclich::test;
using channel::Accepted;

TEST_CASE("a transfer that hangs delays no other and is sent again after a restart") {
    Post post;
    post.email->hangs_for = "hoa@example.org";
    post.plan({a_delivery("hoa", "2026-11-24T00:00:00Z"), a_delivery("lan", morning),
               a_delivery("mai", morning)});
    post.run_until("2026-11-24T01:01:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent},
                                  {"hoa/email", State::sending},
                                  {"mai/email", State::sent}});
    post.email->hangs_for.clear();
    post.restart();
    post.run_until("2026-11-24T01:02:00Z");
    CHECK(post.states()["hoa/email"] == State::sent);
    CHECK(post.copies()["hoa@example.org"] == 2);
    CHECK(post.copies()["lan@example.org"] == 1);
}

TEST_CASE("while a transfer hangs, what falls due later goes out at its time") {
    Post post;
    post.email->hangs_for = "lan@example.org";
    post.plan({a_delivery("lan", morning), a_delivery("hoa", "2026-11-24T01:00:30Z"),
               a_delivery("mai", "2026-11-24T01:02:00Z")});
    post.run_until("2026-11-24T01:02:01Z");
    CHECK(post.states() == States{{"lan/email", State::sending},
                                  {"hoa/email", State::sent},
                                  {"mai/email", State::sent}});
    CHECK(post.email->transfers.at(1).at == at("2026-11-24T01:00:30Z"));
}

TEST_CASE("a channel that finds a way past what holds it up is asked again") {
    Post post;
    post.email->hangs_for = "lan@example.org";
    post.email->most_at_once = 1;
    post.run_until("2026-11-24T01:00:01Z");  // the start's own looks are over
    post.plan({a_delivery("lan", "2026-11-24T00:00:00Z"), a_delivery("hoa", morning)});
    post.run_until("2026-11-24T01:00:05Z");
    CHECK(post.states() == States{{"lan/email", State::sending}, {"hoa/email", State::pending}});
    post.email->most_at_once = 2;
    post.run_until("2026-11-24T01:01:00Z");
    CHECK(post.states() == States{{"lan/email", State::sending}, {"hoa/email", State::sent}});
}

TEST_CASE("what was given back while all places hang is handed over once there is another") {
    Post post;
    post.email->hangs_for = "lan@example.org";
    post.email->most_at_once = 1;
    post.email->most_ahead = 10;
    // Each that is accepted lets one more be claimed ahead.
    for (const auto* member : {"a", "b", "c", "d", "e", "g"})
        post.plan({a_delivery(member, morning)});
    post.run_until("2026-11-24T01:00:01Z");
    bool first = true;
    post.email->answer = [&](const Transfer& transfer) -> channel::SendResult {
        if (transfer.to == "hoa@example.org" && std::exchange(first, false))
            return channel::Unsent{};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", "2026-11-24T00:00:00Z"), a_delivery("hoa", morning)});
    post.run_until("2026-11-24T01:00:05Z");
    REQUIRE_FALSE(first);
    CHECK(post.states()["hoa/email"] == State::pending);
    post.email->most_at_once = 2;
    post.run_until("2026-11-24T01:01:00Z");
    CHECK(post.states()["lan/email"] == State::sending);
    CHECK(post.states()["hoa/email"] == State::sent);
}
