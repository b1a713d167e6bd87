// One contract, every engine.
#include "store/memory/memory_store.hpp"
#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <functional>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;
using store::Outcome;

namespace {

struct Engine {
    std::string name;
    std::function<std::unique_ptr<store::Database>(const TemporaryDirectory&)> make;
};

std::unique_ptr<store::Database> memory(const TemporaryDirectory&) {
    return std::make_unique<store::MemoryStore>();
}

std::unique_ptr<store::Database> sqlite(const TemporaryDirectory& directory) {
    return store::open(directory.path()).value();
}

const ChannelId email = ChannelId::parse("email").value();

std::vector<store::OutboxRow> due(store::Database& db, const std::string& now) {
    return run(db.due(email, at(now), 100)).value();
}

std::vector<std::string> members(const std::vector<store::OutboxRow>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows) names.push_back(row.ledger.delivery.key.member.str());
    return names;
}

plan::Revision a_revision(const std::string& entry, int sequence) {
    const Day day = parse_iso_day("2028-06-02").value();
    plan::Occurrence occurrence{
        .id = {EntryId::parse(entry).value(), parse_iso_day("2028-06-05").value()},
        .kind = plan::Kind::deadline,
        .title = {Line::parse("Báo cáo; \"6 tháng\", \\").value(), Line::parse("Report").value()},
        .description = {Prose::parse("một\nhai").value(), {}},
        .section = Line::parse("IV.3").value(),
        .place = {},
        .link = {},
        .span = DayRange{day, day + std::chrono::days{1}},
        .status = plan::Status::cancelled,
        .due = day,
        .limit = plan::Limit::before,
        .shifted_from = plan::ShiftedFrom{day + std::chrono::days{2}, calendar::DayOff{true, {}}},
        .audience = {},
        .owed_by = {},
        .submit_to = {},
        .remind = std::nullopt};
    return {occurrence, sequence, at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")};
}

}  // namespace

TEST_CASE("what is planned is written once, whatever is planned again") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    CHECK_FALSE(run(db->facts()).value().planned_until.has_value());
    const auto agenda = an_agenda(
        {a_delivery("lan", "2026-11-24T01:00:00Z"), a_delivery("hoa", "2026-11-24T00:00:00Z")},
        "2026-11-24T01:00:00Z");
    CHECK(run(db->record(agenda, at("2026-11-24T01:00:00Z"))).value() == 2);
    CHECK(run(db->facts()).value().planned_until == at("2026-11-24T01:00:00Z"));
    auto moved = agenda;
    moved.deliveries[0].due = at("2026-11-24T05:00:00Z");
    CHECK(run(db->record(moved, at("2026-11-24T02:00:00Z"))).value() == 0);
    CHECK(members(due(*db, "2026-11-24T01:00:00Z")) == std::vector<std::string>{"hoa", "lan"});
}

TEST_CASE("missed deliveries are on record and never due") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    auto agenda = an_agenda({}, "2026-11-24T01:00:00Z");
    agenda.missed.push_back({a_delivery("lan", "2026-11-20T01:00:00Z"), "missed.too-late"_msg});
    CHECK(run(db->record(agenda, at("2026-11-24T01:00:00Z"))).value() == 1);
    CHECK(due(*db, "2027-01-01T00:00:00Z").empty());
    const auto rows = run(db->ledger({at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")}));
    REQUIRE(rows->size() == 1);
    CHECK(rows->front().ledger.state == State::missed);
    CHECK(rows->front().ledger.last_answer == "missed.too-late");
}

TEST_CASE("a claim freezes the message, and a result says when to go on") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const auto now = at("2026-11-24T01:00:00Z");
    REQUIRE(run(db->record(
        an_agenda({a_delivery("lan", "2026-11-24T01:00:00Z")}, "2026-11-24T01:00:00Z"), now)));
    const auto id = due(*db, "2026-11-24T01:00:00Z").at(0).id;
    const store::FrozenMessage first{"<1@x>", std::string("a\0\r\nb", 5)};
    REQUIRE(run(db->claim(id, first, now)));
    CHECK(due(*db, "2026-11-24T01:00:00Z").empty());
    CHECK(run(db->claim(id, first, now)).error().id == "store.no-row"_msg);

    const auto later = at("2026-11-24T01:05:00Z");
    REQUIRE(run(db->record_result(id, Outcome{State::deferred, now, later, "450 bận"})));
    CHECK(run(db->waiting()).value() == std::vector{store::Waiting{email, later}});
    CHECK(due(*db, "2026-11-24T01:04:59Z").empty());
    const auto again = due(*db, "2026-11-24T01:05:00Z").at(0);
    CHECK(again.ledger.attempts == 1);
    CHECK(again.ledger.state == State::deferred);
    CHECK(again.ledger.last_answer == "450 bận");
    CHECK(again.message == first);

    REQUIRE(run(db->claim(id, {"<2@x>", "khác"}, later)));
    REQUIRE(run(db->record_result(id, Outcome{State::sent, later, later, "250 ok"})));
    const auto sent = run(db->ledger({at("2026-01-01T00:00:00Z"), later})).value().at(0);
    CHECK(sent.message == first);
    CHECK(sent.ledger.attempts == 2);
    CHECK(sent.ledger.state == State::sent);
    CHECK(run(db->waiting()).value().empty());
}

TEST_CASE("what a dead process was sending is taken up again with its octets") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const auto now = at("2026-11-24T01:00:00Z");
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", "2026-11-24T01:00:00Z"),
                                      a_delivery("hoa", "2026-11-24T01:00:00Z")},
                                     "2026-11-24T01:00:00Z"),
                           now)));
    const auto id = due(*db, "2026-11-24T01:00:00Z").at(0).id;
    REQUIRE(run(db->claim(id, {"<1@x>", "thư"}, now)));
    CHECK(run(db->rescue(at("2026-11-24T02:00:00Z"))).value() == 1);
    CHECK(run(db->rescue(at("2026-11-24T02:00:00Z"))).value() == 0);
    const auto rows = due(*db, "2026-11-24T02:00:00Z");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].message == store::FrozenMessage{"<1@x>", "thư"});
}

TEST_CASE("what was deferred while the clock was ahead is due once the clock is right") {
    const auto engine = GENERATE(values<Engine>({{"memory", memory}, {"sqlite", sqlite}}));
    CAPTURE(engine.name);
    const TemporaryDirectory directory;
    const auto db = engine.make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const auto agenda = an_agenda({a_delivery("ahead", now), a_delivery("right", now)}, now);
    REQUIRE(run(db->record(agenda, at(now))));
    for (const auto& row : due(*db, now)) {
        const bool ahead = row.ledger.delivery.key.member.str() == "ahead";
        const Instant then = at(ahead ? "2027-11-24T01:00:00Z" : now);
        const Outcome deferred{State::deferred, then, then + std::chrono::minutes{5}, "450 busy"};
        REQUIRE(run(db->claim(row.id, {"<1@x>", "thư"}, then)));
        REQUIRE(run(db->record_result(row.id, deferred)));
    }
    CHECK(run(db->realign(at(now))).value() == 1);
    CHECK(members(due(*db, now)) == std::vector<std::string>{"ahead"});
    CHECK(run(db->realign(at(now))).value() == 0);
}

TEST_CASE("channels wait apart, and a limit holds") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const auto zalo = ChannelId::parse("zalo").value();
    const auto now = at("2026-11-24T01:00:00Z");
    REQUIRE(run(db->record(
        an_agenda(
            {a_delivery("lan", "2026-11-24T01:00:00Z"), a_delivery("hoa", "2026-11-24T00:30:00Z"),
             a_delivery("lan", "2026-11-24T00:10:00Z", "2026-12-31T00:00:00Z", "zalo")},
            "2026-11-24T01:00:00Z"),
        now)));
    CHECK(run(db->waiting()).value() ==
          std::vector{store::Waiting{email, at("2026-11-24T00:30:00Z")},
                      store::Waiting{zalo, at("2026-11-24T00:10:00Z")}});
    CHECK(members(run(db->due(email, now, 1)).value()) == std::vector<std::string>{"hoa"});
    CHECK(members(run(db->due(zalo, now, 9)).value()) == std::vector<std::string>{"lan"});
}

TEST_CASE("published revisions come back as the feed shows them") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    CHECK(run(db->revisions()).value().empty());
    CHECK_FALSE(run(db->feed_stamp()).value().has_value());
    const std::vector revisions{a_revision("b", 3), a_revision("a", 0)};
    const store::FeedStamp stamp{"\"abc\"", at("2026-03-01T00:00:00Z")};
    REQUIRE(run(db->publish(revisions, stamp)));
    CHECK(run(db->revisions()).value() == revisions);
    CHECK(run(db->feed_stamp()).value() == stamp);
    REQUIRE(run(db->publish({a_revision("a", 1)}, stamp)));
    CHECK(run(db->revisions()).value() == std::vector{a_revision("a", 1)});
}
