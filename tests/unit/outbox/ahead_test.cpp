#include "unit/outbox/post.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::outbox::tests;
using namespace nhaclich::test;
using channel::Accepted;
using channel::Deferred;
using channel::SendResult;

TEST_CASE("what the channel never began waits as if it had never been claimed") {
    Post post;
    bool first = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (std::exchange(first, false)) return channel::Unsent{};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(post.states() == States{{"lan/email", State::sent}});
    CHECK(post.email->transfers.size() == 2);
    const auto rows = run(post.memory->ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
    CHECK(rows[0].ledger.attempts == 1);
    CHECK(post.troubles.empty());
}

TEST_CASE("a message whose records changed while it was composed is composed anew") {
    Post post;
    int composed = 0;
    post.while_composing = [&] {
        ++composed;
        const store::Choice choice{MemberId::parse("lan").value(), "stop", "yes", at(morning), "x"};
        REQUIRE(run(post.memory->choose(choice)));
        post.basis = "after";
    };
    post.plan({a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(composed == 1);
    CHECK(post.states() == States{{"lan/email", State::sent}});
    REQUIRE(post.email->transfers.size() == 1);
    const auto file = run(post.memory->ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
    CHECK(file[0].ledger.attempts == 1);
    CHECK(post.troubles.empty());
}

TEST_CASE("what an edit overtook while its company was written off is composed anew") {
    Post post;
    const std::string noon = "2026-11-24T12:00:00Z";
    auto too_late = a_delivery("lan", morning, morning);
    too_late.key.rule = "-3d 08:00";
    // Both are composed together; while the first is recorded as missed the second is moved away.
    post.once_composed = [&] { post.held.emplace("-10d 08:00", at(noon)); };
    post.plan({too_late, a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(post.email->transfers.empty());
    post.run_until("2026-11-24T12:00:30Z");
    CHECK(post.email->transfers.size() == 1);
    const auto rows = run(post.memory->ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
    REQUIRE(rows.size() == 2);
    for (const auto& row : rows) {
        const bool late = row.ledger.delivery.key.rule == too_late.key.rule;
        CHECK(row.ledger.state == (late ? State::missed : State::sent));
    }
    CHECK(post.troubles.empty());
}

TEST_CASE("what became useless while its company was written off is not sent") {
    Post post;
    auto too_late = a_delivery("lan", morning, morning);
    too_late.key.rule = "-3d 08:00";
    post.once_composed = [&] { post.moved_to = at(morning); };
    post.plan({too_late, a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(post.email->transfers.empty());
    CHECK(post.states() == States{{"lan/email", State::missed}});
    CHECK(post.troubles.empty());
}

TEST_CASE("the more a server takes the more is claimed ahead, and nothing for one that hangs") {
    const bool hangs = GENERATE(false, true);
    Post post;
    post.email->most_ahead = 8;
    std::vector<reminder::Delivery> many;
    for (int i = 0; i < 60; ++i) many.push_back(a_delivery("m" + std::to_string(i), morning));
    std::size_t most = 0;
    post.email->answer = [&](const Transfer&) -> SendResult {
        const auto states = post.states();
        const auto sending = std::ranges::count_if(
            states, [](const auto& one) { return one.second == State::sending; });
        most = std::max(most, static_cast<std::size_t>(sending));
        if (hangs) return channel::Unsent{};
        return Accepted{"250 ok"};
    };
    post.plan(many);
    if (hangs) {
        for (int i = 0; i < 200; ++i) post.loop.run_one();
        CHECK(most <= channel::Channel::usual_width);
        post.email->answer = nullptr;
    }
    post.clock.settle();
    if (!hangs) CHECK(most > channel::Channel::usual_width);
    CHECK(most <= channel::Channel::usual_width + 8);
    for (const auto& [who, state] : post.states()) CHECK(state == State::sent);
}

TEST_CASE("a relay in trouble, other channels and a stop have what was not begun given back") {
    Post post;
    bool dead = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (dead) return Deferred{"connection refused", true, std::nullopt};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(post.email->given_back == 1);
    dead = false;
    post.outbox->use({{ChannelId::parse("email").value(), post.email}});
    CHECK(post.email->given_back == 2);
    post.close();
    CHECK(post.email->given_back == 3);
}
