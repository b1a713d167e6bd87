// The history of attempts, what commands read of the outbox, and rows asked for again.
#include "store/deliveries.hpp"
#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;
using store::Hold;
using store::Outcome;
using store::RowId;

namespace {

const ChannelId email = ChannelId::parse("email").value();
constexpr const char* now = "2026-11-24T01:00:00Z";

/// A daemon's database, and what a command beside it sees.
struct Office {
    TemporaryDirectory directory;
    std::unique_ptr<store::Database> db = store::open(directory.path()).value();
    std::unique_ptr<store::RecordBook> book = store::open_record_book(directory.path()).value();

    void plan(std::vector<reminder::Delivery> deliveries) {
        REQUIRE(run(db->record(an_agenda(std::move(deliveries), now), at(now))));
    }
    std::vector<store::Bundle> due(const std::string& when) {
        return run(db->due(email, at(when), 100, Hold::none, {})).value();
    }
    /// The first bundle due is sent, with that result.
    store::Bundle attempt(const std::string& when, const store::FrozenMessage& message,
                          Outcome outcome) {
        auto bundle = due(when).at(0);
        REQUIRE(run(db->claim({bundle.id, bundle.ids(), message}, at(when))));
        outcome.at = at(when);
        if (outcome.state != State::deferred) outcome.next_at = at(when);
        REQUIRE(run(db->record_result(bundle.ids(), outcome)));
        return bundle;
    }
    store::DeliveryFile file(RowId row) {
        return store::delivery(directory.path(), row).value().value();
    }
    std::vector<RowId> listed(const store::Selection& selection) {
        std::vector<RowId> ids;
        const auto records = store::deliveries(directory.path(), selection).value();
        for (const auto& record : records) ids.push_back(record.row.id);
        return ids;
    }
    int count(const char* query) const {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open((directory.path() + "/nhaclich.db").c_str(), &raw) == SQLITE_OK);
        int result = -1;
        const auto read = [](void* into, int, char** values, char**) {
            *static_cast<int*>(into) = std::stoi(values[0]);
            return 0;
        };
        CHECK(sqlite3_exec(raw, query, +read, &result, nullptr) == SQLITE_OK);
        sqlite3_close(raw);
        return result;
    }
};

Outcome outcome(State state, const std::string& answer, const std::string& next = now) {
    Outcome result{state, at(now), at(next), answer};
    result.address = "lan@example.org";
    result.server = "relay.example.org";
    return result;
}

reminder::Delivery another(const std::string& member) {
    auto delivery = a_delivery(member, now);
    delivery.key.rule = "-3d 08:00";
    return delivery;
}

}  // namespace

TEST_CASE("every attempt of a message is kept once, however many rows share it") {
    Office office;
    office.plan({a_delivery("lan", now), another("lan")});
    const char* const later = "2026-11-24T01:05:00Z";
    office.attempt(now, {"<1@x>", "thư"}, outcome(State::deferred, "RCPT: 450 bận", later));
    const auto bundle = office.attempt(later, {"<1@x>", "thư"}, outcome(State::sent, "250 ok"));
    REQUIRE(bundle.rows.size() == 2);
    CHECK(office.count("SELECT count(*) FROM attempt") == 2);
    for (const auto row : bundle.ids()) {
        const auto file = office.file(row);
        CHECK(file.record.message_id == "<1@x>");
        CHECK(file.record.address == "lan@example.org");
        CHECK(file.record.server == "relay.example.org");
        CHECK(file.message == store::FrozenMessage{"<1@x>", "thư"});
        REQUIRE(file.attempts.size() == 2);
        CHECK(file.attempts[0] == store::Attempt{at(now), State::deferred, "RCPT: 450 bận", false,
                                                 "<1@x>", "lan@example.org", "relay.example.org",
                                                 ""});
        CHECK(file.attempts[1].at == at(later));
        CHECK(file.attempts[1].state == State::sent);
    }
    CHECK_FALSE(store::delivery(office.directory.path(), 99).value());
}

TEST_CASE("whoever passed a message on stands in the history before who answered for it") {
    Office office;
    office.plan({a_delivery("lan", now)});
    auto taken = outcome(State::sent, "250");
    taken.tls = "TLSv1.3";
    taken.passed_on = {{"AUTH: 535", "first.example.org", "TLSv1.2"}};
    office.attempt(now, {"<a@x>", "octets"}, taken);
    const auto file = office.file(1);
    REQUIRE(file.attempts.size() == 2);
    CHECK(file.attempts[0].answer == "AUTH: 535");
    CHECK(file.attempts[0].state == State::deferred);
    CHECK(file.attempts[0].server == "first.example.org");
    CHECK(file.attempts[0].tls == "TLSv1.2");
    CHECK(file.attempts[1].answer == "250");
    CHECK(file.attempts[1].tls == "TLSv1.3");
    CHECK(file.record.server == "relay.example.org");
    CHECK_FALSE(file.record.doubtful);
}

TEST_CASE("what was no attempt of the message's own is not counted as one") {
    Office office;
    office.plan({a_delivery("lan", now)});
    auto trouble = outcome(State::deferred, "421", now);
    trouble.counted = false;
    office.attempt(now, {"<a@x>", "octets"}, trouble);
    CHECK(office.file(1).record.row.ledger.attempts == 0);
    CHECK(office.file(1).attempts.size() == 1);
    office.attempt(now, {"<a@x>", "octets"}, outcome(State::deferred, "450"));
    CHECK(office.file(1).record.row.ledger.attempts == 1);
}

TEST_CASE("given up, but it may have arrived: the record says so") {
    Office office;
    office.plan({a_delivery("lan", now)});
    auto doubt = outcome(State::missed, "end of text: timeout");
    doubt.doubtful = true;
    office.attempt(now, {"<a@x>", "octets"}, doubt);
    CHECK(office.file(1).record.doubtful);
    const auto missed = store::deliveries(office.directory.path(), {{State::missed}}).value();
    REQUIRE(missed.size() == 1);
    CHECK(missed[0].doubtful);
}

TEST_CASE("what is settled without an attempt adds none to the history") {
    Office office;
    office.plan({a_delivery("lan", now)});
    const auto bundle = office.due(now).at(0);
    REQUIRE(run(office.db->record_result(bundle.ids(), outcome(State::missed, "missed.too-late"))));
    CHECK(office.file(1).attempts.empty());
    CHECK(office.file(1).record.message_id.empty());
    CHECK_FALSE(office.file(1).message);
}

TEST_CASE("an attempt that a dead process was making stands in the history as unknown") {
    Office office;
    office.plan({a_delivery("lan", now), another("lan")});
    const auto bundle = office.due(now).at(0);
    REQUIRE(run(office.db->claim({bundle.id, bundle.ids(), {"<1@x>", "thư"}}, at(now))));
    REQUIRE(run(office.db->rescue(at("2026-11-24T02:00:00Z"))));
    const auto attempts = office.file(2).attempts;
    REQUIRE(attempts.size() == 1);
    CHECK(attempts[0].doubtful);
    CHECK(attempts[0].message_id == "<1@x>");
}

TEST_CASE("a row left behind by its message keeps the name of the one that carried it") {
    Office office;
    office.plan({a_delivery("lan", now), another("lan")});
    const char* const later = "2026-11-24T01:05:00Z";
    auto bundle = office.attempt(now, {"<1@x>", "hai"}, outcome(State::deferred, "450", later));
    const Outcome put_off{State::pending, at(later), at("2026-11-24T09:00:00Z"), ""};
    REQUIRE(run(office.db->record_result({2}, put_off)));
    REQUIRE(run(office.db->claim({bundle.id, {1}, {"<2@x>", "một", "b", 1}}, at(later))));
    Outcome sent = outcome(State::sent, "250");
    sent.at = at(later);
    REQUIRE(run(office.db->record_result({1}, sent)));
    const char* const last = "2026-11-24T09:00:00Z";
    office.attempt(last, {"<3@x>", "còn lại", "c", 2}, outcome(State::sent, "250"));
    CHECK(office.file(1).record.message_id == "<2@x>");
    CHECK(office.file(1).attempts.size() == 2);
    CHECK(office.file(2).record.message_id == "<3@x>");
}

TEST_CASE("the history is forgotten with its rows, and not before") {
    Office office;
    office.plan({a_delivery("lan", now)});
    office.attempt(now, {"<1@x>", "thư"}, outcome(State::failed, "550"));
    REQUIRE(office.book->retry({1}, at(now), "cli lan").value() == std::vector<RowId>{1});
    office.attempt(now, {"<2@x>", "thư", "", 1}, outcome(State::sent, "250"));
    CHECK(run(office.db->prune(at(now))).value() == 0);
    CHECK(office.count("SELECT count(*) FROM attempt") == 3);
    CHECK(run(office.db->prune(at("2027-01-01T00:00:00Z"))).value() == 1);
    CHECK(office.count("SELECT count(*) FROM attempt") == 0);
}

TEST_CASE("a selection names states, member, channel, time and number") {
    Office office;
    auto webhook = a_delivery("lan", "2026-11-24T00:30:00Z", "2026-12-31T00:00:00Z", "zalo");
    auto far = another("mai");
    far.key.occurrence.nominal = parse_iso_day("2027-03-08").value();
    office.plan({a_delivery("lan", now), a_delivery("hoa", "2026-11-24T00:00:00Z"), webhook, far});
    office.attempt(now, {"<1@x>", "thư"}, outcome(State::failed, "550"));  // hoa
    const auto member = [](const char* name) { return MemberId::parse(name).value(); };
    const auto day = [](const char* text) { return parse_iso_day(text).value(); };

    store::Selection all;
    CHECK(office.listed(all) == std::vector<RowId>{2, 3, 1, 4});
    all.limit = 2;
    CHECK(office.listed(all) == std::vector<RowId>{1, 4});
    store::Selection open;
    open.states = {State::pending, State::deferred};
    CHECK(office.listed(open) == std::vector<RowId>{3, 1, 4});
    open.member = member("lan");
    CHECK(office.listed(open) == std::vector<RowId>{3, 1});
    open.channel = ChannelId::parse("zalo").value();
    CHECK(office.listed(open) == std::vector<RowId>{3});
    store::Selection recent;
    recent.failed_since = at("2026-11-24T01:00:01Z");
    CHECK(office.listed(recent) == std::vector<RowId>{3, 1, 4});
    store::Selection spring;
    spring.nominal = DayRange{day("2027-01-01"), day("2028-01-01")};
    CHECK(office.listed(spring) == std::vector<RowId>{4});
    store::Selection early;
    early.due = DueWindow{at("2026-11-23T00:00:00Z"), at("2026-11-24T00:30:00Z")};
    CHECK(office.listed(early) == std::vector<RowId>{2, 3});
    CHECK(store::deliveries(office.directory.path() + "/none", {}).value().empty());
}

TEST_CASE("what failed, was missed or waits for its next try is due at once when asked for") {
    Office office;
    office.plan({a_delivery("lan", now)});
    const char* const later = "2026-11-24T09:00:00Z";
    struct Case {
        State state;
        bool again;
    };
    constexpr Case cases[] = {{State::failed, true},
                              {State::missed, true},
                              {State::deferred, true},
                              {State::pending, false},
                              {State::sent, false}};
    int edition = 0;
    for (const auto& [state, again] : cases) {
        CAPTURE(reminder::code(state));
        office.attempt(now, {"<1@x>", "thư", "b", edition++}, outcome(state, "vì sao", later));
        const auto done = office.book->retry({1, 77}, at(now), "cli lan").value();
        CHECK(done == (again ? std::vector<RowId>{1} : std::vector<RowId>{}));
        const auto file = office.file(1);
        CHECK((file.attempts.back().by == "cli lan") == again);
        if (!again) continue;
        CHECK(file.attempts.back().state == state);
        CHECK(file.attempts.back().answer == "vì sao");
        CHECK(file.record.row.ledger.state == State::pending);
        CHECK(file.record.row.next_at == at(now));
    }
}

TEST_CASE("a message refused for good is made anew, one perhaps accepted before is not") {
    Office office;
    office.plan({a_delivery("lan", now)});
    const store::FrozenMessage first{"<1@x>", "thư", "basis", 0};
    const char* const later = "2026-11-24T01:05:00Z";
    const bool doubted = GENERATE(false, true);
    auto cut = outcome(State::deferred, "cắt", later);
    cut.doubtful = doubted;
    office.attempt(now, first, cut);
    SECTION("refused in the end") {
        office.attempt(later, first, outcome(State::failed, "550"));
        REQUIRE(office.book->retry({1}, at(later), "cli").value().size() == 1);
        const auto bundle = office.due(later).at(0);
        CHECK(bundle.doubtful == doubted);
        CHECK(bundle.message->octets == "thư");
        CHECK((bundle.message->basis == "basis") == doubted);
    }
    SECTION("only put off") {
        REQUIRE(office.book->retry({1}, at(now), "cli").value().size() == 1);
        CHECK(office.due(now).at(0).message == first);
    }
}

TEST_CASE("a failure after another try is looked at anew") {
    Office office;
    office.plan({a_delivery("lan", now)});
    office.attempt(now, {"<1@x>", "thư"}, outcome(State::failed, "550"));
    auto answered = an_agenda({}, now);
    answered.handled = {1};
    REQUIRE(run(office.db->record(answered, at(now))));
    REQUIRE(office.book->retry({1}, at(now), "cli").value().size() == 1);
    CHECK(run(office.db->facts()).value().failures.empty());
    office.attempt(now, {"<2@x>", "thư", "", 1}, outcome(State::failed, "550"));
    CHECK(run(office.db->facts()).value().failures.size() == 1);
}
