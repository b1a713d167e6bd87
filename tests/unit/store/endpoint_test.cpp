// How an endpoint fares is written with the result that shows it.
#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;

namespace {

constexpr const char* now = "2026-11-24T01:00:00Z";
const ChannelId email = ChannelId::parse("email").value();

std::vector<store::Bundle> due(store::Database& db, const std::string& when) {
    return run(db.due(email, at(when), 100, store::Hold::none, {})).value();
}

std::vector<reminder::Endpoint> endpoints(store::Database& db) {
    return run(db.facts()).value().endpoints;
}

store::Outcome outcome(State state, const std::string& when, store::Health health) {
    return {state, at(when), at(when), "", false, health};
}

}  // namespace

TEST_CASE("failures of an endpoint count from the first since it was well") {
    const auto db = store::open_for_simulation("").value();
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now)}, now), at(now))));
    const auto rows = due(*db, now).at(0).ids();
    const auto note = [&](const std::string& when, store::Health health) {
        REQUIRE(run(db->record_result(rows, outcome(State::pending, when, health))));
    };
    note("2026-11-24T01:00:00Z", store::Health::failing);
    note("2026-11-24T02:00:00Z", store::Health::unknown);
    note("2026-11-24T03:00:00Z", store::Health::failing);
    const reminder::Endpoint failing{email, at("2026-11-24T01:00:00Z"), at("2026-11-24T03:00:00Z"),
                                     2};
    CHECK(endpoints(*db) == std::vector{failing});
    CHECK_FALSE(run(db->waiting(store::Hold::none, at(now))).value().at(0).closed);
    auto warning = an_agenda({}, now);
    warning.endpoints_warned = {email};
    REQUIRE(run(db->record(warning, at(now))));
    CHECK(endpoints(*db).at(0).warned);
    note("2026-11-24T04:00:00Z", store::Health::well);
    CHECK(endpoints(*db).empty());
    // The next time it is told again.
    note("2026-11-24T04:30:00Z", store::Health::failing);
    CHECK_FALSE(endpoints(*db).at(0).warned);
    note("2026-11-24T04:40:00Z", store::Health::well);

    note("2026-11-24T05:00:00Z", store::Health::gone);
    note("2026-11-24T06:00:00Z", store::Health::well);
    REQUIRE(endpoints(*db).size() == 1);
    CHECK(endpoints(*db)[0].closed == at("2026-11-24T05:00:00Z"));
    CHECK(endpoints(*db)[0].gone);
    CHECK(run(db->waiting(store::Hold::none, at(now))).value().at(0).closed);
    auto agenda = an_agenda({}, now);
    agenda.endpoints_told = {email};
    REQUIRE(run(db->record(agenda, at(now))));
    CHECK(endpoints(*db)[0].told);
}

TEST_CASE("the word that a channel fails is taken back when it works again") {
    const auto db = store::open_for_simulation("").value();
    auto word = a_delivery("binh", now, "2026-12-24T01:00:00Z", "zalo");
    word.key.rule = "failing email 2026-11-24T00:00:00Z";
    auto other = word;
    other.key.rule = "failing sms 2026-11-24T00:00:00Z";
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now), word, other}, now), at(now))));
    const auto rows = due(*db, now).at(0).ids();
    const auto waiting = [&] {
        int count = 0;
        const auto all = run(db->ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
        for (const auto& row : all)
            count += row.ledger.delivery.key.channel.str() == "zalo" &&
                     row.ledger.state == State::pending;
        return count;
    };
    const auto well = outcome(State::pending, now, store::Health::well);
    REQUIRE(run(db->record_result(rows, well)));
    CHECK(waiting() == 2);  // it never failed
    REQUIRE(run(db->record_result(rows, outcome(State::pending, now, store::Health::failing))));
    REQUIRE(run(db->record_result(rows, well)));
    CHECK(waiting() == 1);
}

TEST_CASE("an endpoint that only fails is closed by an agenda, and opened with what waits there") {
    const TemporaryDirectory directory;
    const auto db = store::open(directory.path()).value();
    REQUIRE(
        run(db->record(an_agenda({a_delivery("lan", now), a_delivery("hoa", now)}, now), at(now))));
    const auto bundles = due(*db, now);
    REQUIRE(run(db->record_result(bundles.at(0).ids(),
                                  outcome(State::failed, now, store::Health::failing))));
    const auto later = "2026-11-24T09:00:00Z";
    REQUIRE(run(db->record_result(bundles.at(1).ids(),
                                  outcome(State::pending, later, store::Health::failing))));
    auto agenda = an_agenda({}, now);
    agenda.endpoints_closed = {email};
    REQUIRE(run(db->record(agenda, at(now))));
    CHECK(endpoints(*db).at(0).closed == at(now));
    CHECK_FALSE(endpoints(*db)[0].gone);
    const auto book = store::open_record_book(directory.path()).value();
    CHECK(book->enable(email, at("2026-11-24T02:00:00Z")) == 2);
    CHECK(endpoints(*db).empty());
    CHECK(due(*db, "2026-11-24T02:00:00Z").size() == 2);
    // Of no use any more: it stays what it became.
    REQUIRE(run(db->record_result(bundles.at(0).ids(),
                                  outcome(State::failed, now, store::Health::unknown))));
    CHECK(book->enable(email, at("2036-11-24T02:00:00Z")) == 1);
}
