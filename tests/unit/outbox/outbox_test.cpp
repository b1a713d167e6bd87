#include "unit/outbox/post.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <stdexcept>

using namespace nhaclich;
using namespace nhaclich::outbox::tests;
using namespace nhaclich::test;
using channel::Accepted;
using channel::Deferred;
using channel::Doubtful;
using channel::Refused;
using channel::SendResult;

TEST_CASE("what is due is sent once, the earliest first, and what is not yet due waits") {
    Post post;
    post.plan({a_delivery("lan", "2026-11-24T01:00:00Z"), a_delivery("hoa", "2026-11-24T00:30:00Z"),
               a_delivery("mai", "2026-11-24T03:00:00Z")});
    post.run_until("2026-11-24T02:00:00Z");
    REQUIRE(post.email->transfers.size() == 2);
    CHECK(post.email->transfers[0].to == "hoa@example.org");
    post.run_until("2026-11-24T04:00:00Z");
    REQUIRE(post.email->transfers.size() == 3);
    CHECK(iso(post.email->transfers[2].at) == "2026-11-24T03:00:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent},
                                  {"hoa/email", State::sent},
                                  {"mai/email", State::sent}});
    CHECK(post.troubles.empty());
}

TEST_CASE("a refusal is final and a deferral is tried again with the same octets") {
    Post post;
    int busy = 3;
    post.email->answer = [&](const Transfer& transfer) -> SendResult {
        if (transfer.to == "hoa@example.org") return Refused{"550 no such user"};
        if (busy-- > 0) return Deferred{"450 busy", false, std::nullopt};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", morning), a_delivery("hoa", morning)});
    post.run_until("2026-11-24T05:00:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent}, {"hoa/email", State::failed}});
    CHECK(post.copies() ==
          std::map<std::string, int>{{"lan@example.org", 4}, {"hoa@example.org", 1}});
    std::set<std::string> octets;
    for (const auto& transfer : post.email->transfers)
        if (transfer.to == "lan@example.org") octets.insert(transfer.message_id + transfer.octets);
    CHECK(octets.size() == 1);
}

TEST_CASE("what may have been accepted is sent again to the octet") {
    Post post;
    bool first = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (std::exchange(first, false)) return Doubtful{"cut after the dot"};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T02:00:00Z");
    REQUIRE(post.email->transfers.size() == 2);
    CHECK(post.email->transfers[0].octets == post.email->transfers[1].octets);
    CHECK(post.email->transfers[0].message_id == post.email->transfers[1].message_id);
}

TEST_CASE("a dead relay costs one attempt a pause, not one a row, and all go out when it is back") {
    Post post;
    bool dead = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (dead) return Deferred{"connection refused", true, std::nullopt};
        return Accepted{"250 ok"};
    };
    std::vector<reminder::Delivery> many;
    for (int i = 0; i < 50; ++i) many.push_back(a_delivery("m" + std::to_string(i), morning));
    post.plan(many);
    post.run_until("2026-11-24T03:00:00Z");
    // Pauses of 1, 2, 4, 8 and then 15 minutes after the first handful under way at once.
    CHECK(post.email->transfers.size() <= 4 + 11);
    dead = false;
    post.run_until("2026-11-24T06:00:00Z");
    for (const auto& [who, state] : post.states()) CHECK(state == State::sent);
}

TEST_CASE("past its use a reminder is not sent, and says so") {
    Post post;
    post.email->answer = [](const Transfer&) -> SendResult {
        return Deferred{"450 busy", false, std::nullopt};
    };
    post.plan({a_delivery("lan", morning, "2026-11-24T01:10:00Z"),
               a_delivery("hoa", "2026-11-24T00:00:00Z", "2026-11-24T00:30:00Z")});
    post.run_until("2026-11-24T05:00:00Z");
    CHECK(post.states() == States{{"lan/email", State::missed}, {"hoa/email", State::missed}});
    // At once, after a minute, after five more; then after half of what is left, and half of that.
    CHECK(post.copies().size() == 1);
    CHECK(post.email->transfers.size() >= 4);
    CHECK(post.email->transfers.back().at >= at("2026-11-24T01:08:00Z"));
}

TEST_CASE("what a server in trouble says is no attempt of the message's") {
    Post post;
    std::vector<SendResult> answers{Deferred{"421", true}, Deferred{"421", true},
                                    Deferred{"450", false}, Accepted{"250"}};
    post.email->answer = [&](const Transfer&) {
        auto answer = answers.front();
        if (answers.size() > 1) answers.erase(answers.begin());
        return answer;
    };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T02:00:00Z");
    REQUIRE(post.email->transfers.size() == 4);
    // After the server's trouble the first refusal for now costs the pause of a first one.
    CHECK(post.email->transfers[3].at - post.email->transfers[2].at <= std::chrono::seconds{72});
    REQUIRE(post.outcomes.size() == 4);
    CHECK_FALSE(post.outcomes[1].counted);
    CHECK(post.outcomes[2].counted);
}

TEST_CASE("a Retry-After holds back the whole channel") {
    Post post;
    post.email->answer = [&](const Transfer& transfer) -> SendResult {
        if (transfer.at < at("2026-11-24T01:20:00Z"))
            return Deferred{"HTTP 429", true, std::chrono::minutes{20}};
        return Accepted{"200"};
    };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T01:00:01Z");
    post.plan({a_delivery("hoa", morning)});
    post.run_until("2026-11-24T02:00:00Z");
    CHECK(post.email->transfers.size() == 3);
    CHECK(post.email->transfers[1].at == at("2026-11-24T01:20:00Z"));
}

TEST_CASE("a message that need not come back soon does not hold back the others") {
    Post post;
    const auto after = [&](std::chrono::seconds patience) {
        Deferred gap{"HTTP 404", true};
        gap.patience = patience;
        return gap;
    };
    post.email->answer = [&](const Transfer& transfer) -> SendResult {
        if (transfer.at < at("2026-11-24T01:00:30Z")) return after(std::chrono::hours{1});
        return Accepted{"200"};
    };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T01:00:10Z");
    post.plan({a_delivery("hoa", morning)});
    post.run_until("2026-11-24T01:30:00Z");
    CHECK(post.states() == States{{"lan/email", State::deferred}, {"hoa/email", State::sent}});
    post.run_until("2026-11-24T02:30:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent}, {"hoa/email", State::sent}});
}

TEST_CASE("of what servers say is told once a message, not once a row") {
    Post post;
    post.email->passed_on = {Deferred{"AUTH: 535", true}};
    auto other = a_delivery("lan", morning);
    other.key.rule = "-1d 08:00";
    post.plan({a_delivery("lan", morning), other});
    post.run_until("2026-11-24T01:00:01Z");
    REQUIRE(post.outcomes.size() == 2);
    CHECK(post.outcomes[0].passed_on.size() == 1);
    CHECK(post.outcomes[1].passed_on.empty());
}

TEST_CASE("who took a message, by which TLS, and who passed it on comes with the result") {
    Post post;
    post.email->passed_on = {Deferred{"AUTH: 535", true, std::nullopt, true, {"first", "TLSv1.2"}}};
    post.email->answer = [](const Transfer&) { return Accepted{"250", {"second", "TLSv1.3"}}; };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T01:00:01Z");
    REQUIRE(post.outcomes.size() == 1);
    CHECK(post.outcomes[0].server == "second");
    CHECK(post.outcomes[0].tls == "TLSv1.3");
    CHECK(post.outcomes[0].passed_on ==
          std::vector{store::PassedOn{"AUTH: 535", "first", "TLSv1.2"}});
    // One relay in doubt beside another that is well leaves the channel open.
    post.email->answer = [](const Transfer&) { return Doubtful{"cut", false}; };
    post.plan({a_delivery("hoa", morning), a_delivery("mai", morning), a_delivery("cuc", morning)});
    post.run_until("2026-11-24T01:00:02Z");
    CHECK(post.email->transfers.size() == 4);
    CHECK(run(post.memory->facts()).value().endpoints.empty());
}

TEST_CASE("what an edit put off is tried for as long as it is of use by now") {
    Post post;
    int refusals = 3;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (refusals-- > 0) return Deferred{"450 busy", false, std::nullopt};
        return Accepted{"250 ok"};
    };
    post.moved_to = at("2026-11-24T05:00:00Z");
    post.plan({a_delivery("lan", morning, "2026-11-24T01:10:00Z")});
    post.run_until("2026-11-24T05:00:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent}});
}

TEST_CASE("one whose message cannot be made holds up nobody") {
    Post post;
    post.refusals = {{"hoa", Error{"template.unknown-name"_msg, {}, {}}},
                     {"mai", Error{"missed.member-left"_msg, {}, {}}}};
    post.plan({a_delivery("hoa", "2026-11-24T00:00:00Z"), a_delivery("mai", "2026-11-24T00:10:00Z"),
               a_delivery("lan", "2026-11-24T00:20:00Z")});
    post.run_until("2026-11-24T01:01:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent},
                                  {"hoa/email", State::failed},
                                  {"mai/email", State::missed}});
}

TEST_CASE("a channel that is no longer configured is recorded, not waited for") {
    Post post;
    post.plan(
        {a_delivery("lan", morning, "2026-12-31T00:00:00Z", "zalo"), a_delivery("lan", morning)});
    post.run_until("2026-11-24T01:01:00Z");
    CHECK(post.states() == States{{"lan/zalo", State::missed}, {"lan/email", State::sent}});
}

TEST_CASE("settings that change while the store is read send by the new channel") {
    Post post;
    const auto other = std::make_shared<ScriptedChannel>(post.clock);
    post.store.while_reading = [&] {
        const auto email = ChannelId::parse("email").value();
        post.outbox->use({{email, other}});
    };
    post.plan({a_delivery("lan", morning)});
    post.clock.settle();
    CHECK(post.states() == States{{"lan/email", State::sent}});
    CHECK(post.email->transfers.empty());
    CHECK(other->transfers.size() == 1);
}

TEST_CASE("whichever call of the store fails, nothing is lost and nothing is sent twice") {
    const auto effect = GENERATE(FailingStore::Effect::none, FailingStore::Effect::full);
    for (int nth = 1;; ++nth) {
        Post post;
        post.store.fail_at(nth, effect);
        post.plan({a_delivery("lan", morning), a_delivery("hoa", morning)});
        post.run_until("2026-11-24T02:00:00Z");
        CAPTURE(nth);
        CHECK(post.states() == States{{"lan/email", State::sent}, {"hoa/email", State::sent}});
        CHECK(post.copies() ==
              std::map<std::string, int>{{"lan@example.org", 1}, {"hoa@example.org", 1}});
        if (!post.store.has_failed()) break;
        CHECK_FALSE(post.troubles.empty());
        REQUIRE(nth < 100);
    }
}

TEST_CASE("a bug in composing one message fails that one and stops nobody") {
    Post post;
    post.plan({a_delivery("bug", "2026-11-24T00:00:00Z"), a_delivery("lan", morning)});
    post.run_until("2026-11-24T03:00:00Z");
    CHECK(post.states() == States{{"bug/email", State::failed}, {"lan/email", State::sent}});
}

TEST_CASE("a bug in sending leaves it open whether it was accepted: the same octets go again") {
    Post post;
    bool first = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (std::exchange(first, false)) throw std::runtime_error("a bug");
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", morning)});
    post.run_until("2026-11-24T03:00:00Z");
    CHECK(post.states() == States{{"lan/email", State::sent}});
    REQUIRE(post.email->transfers.size() == 2);
    CHECK(post.email->transfers[0].octets == post.email->transfers[1].octets);
}

TEST_CASE("what was deferred while the clock was ahead is not put off until then") {
    Post post;
    post.clock.set(at("2027-11-24T01:00:00Z"));
    bool first = true;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (std::exchange(first, false)) return Deferred{"450 busy", false, std::nullopt};
        return Accepted{"250 ok"};
    };
    post.plan({a_delivery("lan", "2027-11-24T01:00:00Z", "2028-01-01T00:00:00Z")});
    post.clock.settle();
    REQUIRE(post.states() == States{{"lan/email", State::deferred}});
    post.clock.set(at(morning));
    CHECK(post.states() == States{{"lan/email", State::sent}});
}

TEST_CASE("a deferred message that would tell something else by now is made anew") {
    Post post;
    bool first = true;
    const bool doubtful = GENERATE(false, true);
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (!std::exchange(first, false)) return Accepted{"250 ok"};
        if (doubtful) return Doubtful{"cut"};
        return Deferred{"450 busy", false, std::nullopt};
    };
    post.plan({a_delivery("lan", morning)});
    post.clock.settle();
    post.basis = "moved";
    post.run_until("2026-11-24T02:00:00Z");
    REQUIRE(post.email->transfers.size() == 2);
    const auto& [one, other] = std::pair(post.email->transfers[0], post.email->transfers[1]);
    // What may lie in the mailbox already must be known for the same.
    CHECK((one.octets == other.octets) == doubtful);
    CHECK((one.message_id == other.message_id) == doubtful);
}

TEST_CASE("what its company left behind goes out under a name of its own, to the octet") {
    Post post;
    post.held.emplace("-10d 08:00", at("2026-11-24T02:00:00Z"));
    int transfers = 0;
    post.email->answer = [&](const Transfer&) -> SendResult {
        if (++transfers == 2) return Doubtful{"cut"};
        return Accepted{"250 ok"};
    };
    auto second = a_delivery("lan", morning);
    second.key.rule = "-3d 08:00";
    post.plan({a_delivery("lan", morning), second});
    post.run_until("2026-11-24T02:00:30Z");
    REQUIRE(post.email->transfers.size() == 2);
    CHECK(post.email->transfers[0].message_id != post.email->transfers[1].message_id);
    post.restart();
    post.run_until("2026-11-24T04:00:00Z");
    REQUIRE(post.email->transfers.size() == 3);
    CHECK(post.email->transfers[1].message_id == post.email->transfers[2].message_id);
    CHECK(post.email->transfers[1].octets == post.email->transfers[2].octets);
}

TEST_CASE("an endpoint that is gone is asked once; its rows wait until they are of no use") {
    Post post;
    post.email->answer = [&](const Transfer&) -> SendResult { return channel::Gone{"HTTP 410"}; };
    post.plan({a_delivery("lan", morning, "2026-11-24T09:00:00Z")});
    post.run_until("2026-11-24T02:00:00Z");
    post.plan({a_delivery("hoa", morning)});
    post.run_until("2026-11-24T12:00:00Z");
    CHECK(post.email->transfers.size() == 1);
    CHECK(post.states() == States{{"lan/email", State::missed}, {"hoa/email", State::pending}});
    const auto endpoints = run(post.memory->facts()).value().endpoints;
    REQUIRE(endpoints.size() == 1);
    CHECK(endpoints[0].gone);
    CHECK(post.troubles.empty());
}

TEST_CASE("a server that judges the recipient is well, one that only fails is not") {
    for (const auto& [answer, failures] :
         std::vector<std::pair<SendResult, int>>{{Refused{"550"}, 0},
                                                 {Deferred{"450", false, std::nullopt}, 0},
                                                 {Deferred{"HTTP 500", true, std::nullopt}, 2},
                                                 {Doubtful{"cut"}, 2}}) {
        Post post;
        post.email->answer = [&, result = answer](const Transfer&) { return result; };
        post.plan({a_delivery("lan", morning)});
        post.run_until("2026-11-24T01:03:00Z");
        const auto endpoints = run(post.memory->facts()).value().endpoints;
        CHECK((endpoints.empty() ? 0 : endpoints[0].failures) == failures);
    }
}
