// One contract, however the database is opened.
#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <functional>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;
using store::Hold;
using store::Outcome;

namespace {

struct Engine {
    std::string name;
    std::function<std::unique_ptr<store::Database>(const TemporaryDirectory&)> make;
};

std::unique_ptr<store::Database> memory(const TemporaryDirectory&) {
    return store::open_for_simulation("").value();
}

std::unique_ptr<store::Database> sqlite(const TemporaryDirectory& directory) {
    return store::open(directory.path()).value();
}

const ChannelId email = ChannelId::parse("email").value();

std::vector<store::Bundle> due(store::Database& db, const std::string& now) {
    return run(db.due(email, at(now), 100, Hold::none, {})).value();
}

std::vector<std::string> members(const std::vector<store::Bundle>& bundles) {
    std::vector<std::string> names;
    for (const auto& bundle : bundles) names.push_back(bundle.first().key.member.str());
    return names;
}

Result<bool> claim(store::Database& db, const store::Bundle& bundle,
                   const store::FrozenMessage& message, Instant now) {
    return run(db.claim({bundle.id, bundle.ids(), message}, now));
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

reminder::Delivery a_notice(const std::string& rule, const char* due) {
    auto notice = a_delivery("mai", due);
    notice.key.rule = rule;
    notice.before = a_revision("bao-cao", 0).occurrence;
    notice.before->id = notice.key.occurrence;
    return notice;
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
    agenda.unsent.push_back({a_delivery("lan", "2026-11-20T01:00:00Z"), "missed.too-late"_msg});
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
    const auto bundle = due(*db, "2026-11-24T01:00:00Z").at(0);
    const store::FrozenMessage first{"<1@x>", std::string("a\0\r\nb", 5), "basis", 0};
    REQUIRE(claim(*db, bundle, first, now));
    CHECK(due(*db, "2026-11-24T01:00:00Z").empty());
    CHECK(claim(*db, bundle, first, now).error().id == "store.no-row"_msg);

    const auto later = at("2026-11-24T01:05:00Z");
    REQUIRE(run(db->record_result(bundle.ids(), {State::deferred, now, later, "450 bận"})));
    CHECK(run(db->waiting(Hold::none, now)).value() ==
          std::vector{store::Waiting{email, later, false, later}});
    CHECK(run(db->waiting(Hold::none, later)).value() == std::vector{store::Waiting{email, later}});
    CHECK(due(*db, "2026-11-24T01:04:59Z").empty());
    const auto again = due(*db, "2026-11-24T01:05:00Z").at(0);
    CHECK(again.rows.at(0).ledger.attempts == 1);
    CHECK(again.rows.at(0).ledger.state == State::deferred);
    CHECK(again.rows.at(0).ledger.last_answer == "450 bận");
    CHECK(again.message == first);
    CHECK_FALSE(again.doubtful);

    REQUIRE(claim(*db, again, {"<2@x>", "khác", "basis", 0}, later));
    REQUIRE(run(db->record_result(again.ids(), {State::deferred, later, later, "?", true})));
    const auto doubtful = due(*db, "2026-11-24T01:05:00Z").at(0);
    CHECK(doubtful.message == first);
    CHECK(doubtful.doubtful);
    REQUIRE(claim(*db, doubtful, {"<3@x>", "mới", "other", 1}, later));
    REQUIRE(run(db->record_result(doubtful.ids(), {State::sent, later, later, "250 ok"})));
    const auto sent = run(db->ledger({at("2026-01-01T00:00:00Z"), later})).value().at(0);
    CHECK(sent.ledger.attempts == 3);
    CHECK(sent.ledger.state == State::sent);
    CHECK(run(db->waiting(Hold::none, now)).value().empty());
}

TEST_CASE("what one member has to be told goes out as one message, the nearest event first") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    auto far = a_delivery("lan", now);
    far.key.rule = "-30d 08:00";
    far.event = at("2026-12-24T01:00:00Z");
    auto near = a_delivery("lan", now);
    near.event = at("2026-11-25T01:00:00Z");
    auto later = a_delivery("lan", now);
    later.key.rule = "-1d 08:00";
    later.not_before = at("2026-11-24T02:00:00Z");
    REQUIRE(run(db->record(an_agenda({far, near, later, a_delivery("hoa", now)}, now), at(now))));
    const auto bundles = due(*db, now);
    CHECK(members(bundles) == std::vector<std::string>{"hoa", "lan"});
    const auto& together = bundles.at(1);
    REQUIRE(together.rows.size() == 2);
    CHECK(together.rows[0].ledger.delivery == near);
    CHECK(together.rows[1].ledger.delivery == far);
    REQUIRE(claim(*db, together, {"<1@x>", "thư"}, at(now)));
    const Outcome deferred{State::deferred, at(now), at("2026-11-24T03:00:00Z"), "450"};
    REQUIRE(run(db->record_result(together.ids(), deferred)));
    // What falls due meanwhile is another message; the first stays as it is.
    const auto third = due(*db, "2026-11-24T02:00:00Z");
    CHECK(third.at(0).ids() == std::vector<store::RowId>{3});
    REQUIRE(claim(*db, third.at(0), {"<2@x>", "thư nữa"}, at(now)));
    const auto last = due(*db, "2026-11-24T03:00:00Z");
    CHECK(members(last) == std::vector<std::string>{"hoa", "lan"});
    CHECK(last.at(1).ids() == together.ids());
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
    const auto bundle = due(*db, "2026-11-24T01:00:00Z").at(0);
    REQUIRE(claim(*db, bundle, {"<1@x>", "thư"}, now));
    CHECK(run(db->rescue(at("2026-11-24T02:00:00Z"))).value() == 1);
    CHECK(run(db->rescue(at("2026-11-24T02:00:00Z"))).value() == 0);
    const auto bundles = due(*db, "2026-11-24T02:00:00Z");
    REQUIRE(bundles.size() == 2);
    CHECK(bundles[0].message == store::FrozenMessage{"<1@x>", "thư"});
    CHECK(bundles[0].doubtful);
    CHECK_FALSE(bundles[1].doubtful);
}

TEST_CASE("what was deferred while the clock was ahead is due once the clock is right") {
    const auto engine = GENERATE(values<Engine>({{"memory", memory}, {"sqlite", sqlite}}));
    CAPTURE(engine.name);
    const TemporaryDirectory directory;
    const auto db = engine.make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const auto agenda = an_agenda({a_delivery("ahead", now), a_delivery("right", now)}, now);
    REQUIRE(run(db->record(agenda, at(now))));
    for (const auto& bundle : due(*db, now)) {
        const bool ahead = bundle.first().key.member.str() == "ahead";
        const Instant then = at(ahead ? "2027-11-24T01:00:00Z" : now);
        const Outcome deferred{State::deferred, then, then + std::chrono::minutes{5}, "450 busy"};
        REQUIRE(claim(*db, bundle, {"<1@x>", "thư"}, then));
        REQUIRE(run(db->record_result(bundle.ids(), deferred)));
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
    CHECK(run(db->waiting(Hold::none, now)).value() ==
          std::vector{store::Waiting{email, at("2026-11-24T00:30:00Z")},
                      store::Waiting{zalo, at("2026-11-24T00:10:00Z")}});
    CHECK(members(run(db->due(email, now, 1, Hold::none, {})).value()) ==
          std::vector<std::string>{"hoa"});
    CHECK(members(run(db->due(zalo, now, 9, Hold::none, {})).value()) ==
          std::vector<std::string>{"lan"});
}

TEST_CASE("published revisions come back as the feed shows them") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    CHECK(run(db->revisions()).value().empty());
    CHECK_FALSE(run(db->feed_stamp()).value().has_value());
    std::vector revisions{a_revision("b", 3), a_revision("a", 0)};
    revisions[0].wording = "fingerprint";
    revisions[0].aside = plan::Aside{{GroupId::parse("ban").value()},
                                     {},
                                     {GroupId::parse("truong-ban").value()},
                                     "-3600 ban\n",
                                     at("2026-01-02T00:00:00Z")};
    revisions[1].aside = plan::Aside{};
    const store::FeedStamp stamp{"\"abc\"", at("2026-03-01T00:00:00Z")};
    REQUIRE(run(db->publish(revisions, stamp)));
    CHECK(run(db->revisions()).value() == revisions);
    CHECK(run(db->feed_stamp()).value() == stamp);
    REQUIRE(run(db->publish({a_revision("a", 1)}, stamp)));
    CHECK(run(db->revisions()).value() == std::vector{a_revision("a", 1)});
}

TEST_CASE("what was given up while the clock was ahead is looked at again, a sent one is not") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const char* const ahead = "2027-11-24T01:00:00Z";
    auto agenda = an_agenda({a_delivery("sent", now)}, ahead);
    agenda.unsent.push_back({a_delivery("late", "2026-12-24T01:00:00Z"), "missed.too-late"_msg});
    agenda.unsent.push_back({a_delivery("told", now), "cancelled.noticed"_msg});
    REQUIRE(run(db->record(agenda, at(ahead))));
    const auto bundle = due(*db, ahead).at(0);
    REQUIRE(claim(*db, bundle, {"<1@x>", "thư"}, at(ahead)));
    REQUIRE(run(db->record_result(bundle.ids(), {State::sent, at(ahead), at(ahead), "250"})));
    CHECK(run(db->realign(at(now))).value() == 1);
    CHECK(members(due(*db, now)) == std::vector<std::string>{"late"});
}

TEST_CASE("a failure is reported with what became of the other channels, until it is handled") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    REQUIRE(run(db->record(
        an_agenda({a_delivery("lan", now), a_delivery("lan", now, "2026-12-31T00:00:00Z", "zalo")},
                  now),
        at(now))));
    const auto bundle = due(*db, now).at(0);
    REQUIRE(run(db->record_result(bundle.ids(), {State::failed, at(now), at(now), "550"})));
    const auto failures = run(db->facts()).value().failures;
    REQUIRE(failures.size() == 1);
    CHECK(failures[0].delivery.key.channel == email);
    CHECK(failures[0].tried.size() == 2);
    CHECK(failures[0].reached);
    auto answered = an_agenda({}, now);
    answered.handled = {failures[0].row};
    REQUIRE(run(db->record(answered, at(now))));
    CHECK(run(db->facts()).value().failures.empty());
}

TEST_CASE("what is announced is known until something else is") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    CHECK_FALSE(run(db->announced()).value().has_value());
    auto occurrence = a_revision("bao-cao", 0).occurrence;
    occurrence.owed_by = {GroupId::parse("tieu-khu").value()};
    auto agenda = an_agenda({}, now);
    agenda.announced = std::vector{reminder::Announced{occurrence, 2}};
    REQUIRE(run(db->record(agenda, at(now))));
    REQUIRE(run(db->record(an_agenda({}, now), at(now))));
    CHECK(run(db->announced()).value() == agenda.announced);
}

TEST_CASE("who was told of an occurrence, and for whom a notice of it waits") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const auto notice = a_notice("notice 1", now);
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now), a_delivery("hoa", now), notice}, now),
                           at(now))));
    const auto occurrence = notice.key.occurrence;
    const auto hoa = due(*db, now).at(0);
    REQUIRE(claim(*db, hoa, {"<1@x>", "thư"}, at(now)));
    auto told = run(db->told({occurrence})).value();
    CHECK(told.told[occurrence] == std::set{hoa.first().key.member});
    CHECK(told.waiting[occurrence].at(notice.key.member) == notice.before);
    CHECK(told.off_instead[occurrence].empty());
    const auto rows = run(db->ledger({at("2026-01-01T00:00:00Z"), at(now)})).value();
    CHECK(rows.at(2).ledger.delivery == notice);
}

TEST_CASE("for whom a notice waits that a day is off instead of having moved") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const auto notice = a_notice("notice 2 2027-02-03", now);
    REQUIRE(run(db->record(an_agenda({notice}, now), at(now))));
    const plan::OccurrenceId moved_to{notice.key.occurrence.entry,
                                      parse_iso_day("2027-02-03").value()};
    const plan::OccurrenceId another{moved_to.entry, parse_iso_day("2027-02-04").value()};
    auto told = run(db->told({notice.key.occurrence, moved_to, another})).value();
    CHECK(told.off_instead[moved_to].at(notice.key.member) == notice.before);
    CHECK(told.off_instead[another].empty());
    CHECK(told.off_instead[notice.key.occurrence].empty());
    CHECK(told.waiting[moved_to].empty());
}

TEST_CASE("after a burst everything waits but the word of it") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    const auto before = run(db->records()).value();
    CHECK_FALSE(before->paused(at(now)));
    auto word = a_delivery("lan", now);
    word.key.rule = "burst 2026-11-24T01:00:00Z";
    auto agenda = an_agenda({word, a_delivery("lan", now), a_delivery("hoa", now)}, now);
    agenda.burst = true;
    REQUIRE(run(db->record(agenda, at(now))));
    CHECK(run(db->records()).value()->paused(at(now)));
    CHECK(run(db->waiting(Hold::all_but_burst, at(now))).value() ==
          std::vector{store::Waiting{email, at(now)}});
    const auto held = run(db->due(email, at(now), 9, Hold::all_but_burst, {})).value();
    REQUIRE(held.size() == 1);
    // Alone: what else its reader is to be told waits too.
    REQUIRE(held[0].rows.size() == 1);
    CHECK(held[0].first() == word);
}

TEST_CASE("settled rows are forgotten when they are old, open ones never") {
    const TemporaryDirectory directory;
    const auto make = GENERATE(memory, sqlite);
    const auto db = make(directory);
    const char* const now = "2026-11-24T01:00:00Z";
    REQUIRE(
        run(db->record(an_agenda({a_delivery("lan", now), a_delivery("hoa", now)}, now), at(now))));
    const auto bundle = due(*db, now).at(0);
    REQUIRE(claim(*db, bundle, {"<1@x>", "thư"}, at(now)));
    REQUIRE(run(db->record_result(bundle.ids(), {State::sent, at(now), at(now), "250"})));
    CHECK(run(db->prune(at(now))).value() == 0);
    CHECK(run(db->prune(at("2031-11-24T01:00:00Z"))).value() == 1);
    CHECK(members(due(*db, now)) == std::vector<std::string>{"hoa"});
}
