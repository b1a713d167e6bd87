#include "store/sqlite/acceptances.hpp"

#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/a_delivery.hpp"
#include "support/failing_sync.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;
using store::Acceptance;
using store::sqlite::Acceptances;

namespace {

const char* const now = "2026-11-24T01:00:00Z";

std::string notes_in(const TemporaryDirectory& directory) {
    return directory.path() + "/nhaclich.db-accepted";
}

Acceptance an_acceptance(store::RowId row) {
    return {row, 1, "<1@x>", at(now), "250 đã nhận", "lan@example.org", "relay"};
}

store::Outcome sent() { return {State::sent, at(now), at(now), "250 ok"}; }

std::unique_ptr<store::Database> with_rows(const TemporaryDirectory& directory, int count) {
    auto db = store::open(directory.path()).value();
    std::vector<reminder::Delivery> deliveries;
    for (int i = 0; i < count; ++i) deliveries.push_back(a_delivery("m" + std::to_string(i), now));
    REQUIRE(run(db->record(an_agenda(deliveries, now), at(now))));
    return db;
}

store::Claim a_claim(store::RowId row) {
    return {row, {row}, {"<" + std::to_string(row) + "@x>", "thư"}};
}

reminder::LedgerRow row_in(store::Database& db) {
    const auto rows = run(db.ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
    REQUIRE(rows.size() == 1);
    return rows[0].ledger;
}

}  // namespace

TEST_CASE("what was noted is read again, and a place is used again once it is recorded") {
    const TemporaryDirectory directory;
    constexpr int many = 1000;
    {
        Acceptances notes(notes_in(directory));
        CHECK(notes.left().empty());
        for (int row = 1; row <= many; ++row) {
            CHECK(notes.put(an_acceptance(row)));
            CHECK(notes.holds(row));
            if (row < many) notes.drop(row);
            CHECK(notes.holds(row) == (row == many));
        }
    }
    CHECK(Acceptances(notes_in(directory)).left() == std::vector{an_acceptance(many)});
    CHECK(std::filesystem::file_size(notes_in(directory)) < 4096);
}

TEST_CASE("what cannot be noted is said not to be") {
    const TemporaryDirectory directory;
    Acceptances nowhere(directory.path() + "/none/notes");
    CHECK_FALSE(nowhere.put(an_acceptance(1)));
    CHECK_FALSE(nowhere.holds(1));
    Acceptances notes(notes_in(directory));
    int taken = 0;
    while (notes.put(an_acceptance(taken + 1))) ++taken;
    CHECK(taken >= 200);
    notes.drop(1);
    CHECK(notes.put(an_acceptance(taken + 1)));
    auto endless = an_acceptance(taken + 2);
    endless.answer.assign(5000, 'x');
    notes.drop(2);
    CHECK_FALSE(notes.put(endless));
}

TEST_CASE("a damaged slip is none") {
    const TemporaryDirectory directory;
    CHECK(Acceptances(notes_in(directory)).put(an_acceptance(1)));
    const auto size = std::filesystem::file_size(notes_in(directory));
    for (std::uintmax_t place = 0; place + 1 < size; ++place) {
        const auto flip = [&] {
            std::fstream file(notes_in(directory), std::ios::in | std::ios::out | std::ios::binary);
            file.seekg(static_cast<std::streamoff>(place));
            const int octet = file.get();
            file.seekp(static_cast<std::streamoff>(place));
            file.put(static_cast<char>(octet ^ 1));
        };
        flip();
        CHECK(Acceptances(notes_in(directory)).left().empty());
        flip();
    }
    CHECK(Acceptances(notes_in(directory)).left().size() == 1);
}

TEST_CASE(
    "a noted acceptance is recorded by the next process, whatever else is among the notes is not") {
    struct Row {
        Acceptance noted;
        State expected;
    };
    auto other_attempt = an_acceptance(1);
    other_attempt.attempt = 2;
    auto other_message = an_acceptance(1);
    other_message.message_id = "<2@x>";
    const auto row = GENERATE_COPY(values<Row>({{an_acceptance(1), State::sent},
                                                {other_attempt, State::pending},
                                                {other_message, State::pending},
                                                {an_acceptance(2), State::pending}}));
    const TemporaryDirectory directory;
    {
        const auto db = with_rows(directory, 1);
        REQUIRE(run(db->claim(a_claim(1), at(now))).value());
        REQUIRE(db->note(row.noted));
    }
    const auto db = store::open(directory.path()).value();
    CHECK(run(db->rescue(at(now))).value() == (row.expected == State::sent ? 0 : 1));
    CHECK(row_in(*db).state == row.expected);
    CHECK(row_in(*db).last_answer == (row.expected == State::sent ? "250 đã nhận" : ""));
    CHECK(run(db->rescue(at(now))).value() == 0);
}

TEST_CASE("what was recorded before the death stays as it was recorded") {
    const TemporaryDirectory directory;
    {
        const auto db = with_rows(directory, 1);
        REQUIRE(run(db->claim(a_claim(1), at(now))).value());
        REQUIRE(db->note(an_acceptance(1)));
        REQUIRE(run(db->record_result({1}, sent())));
    }
    const auto db = store::open(directory.path()).value();
    CHECK(run(db->rescue(at(now))).value() == 0);
    CHECK(row_in(*db).last_answer == "250 ok");
}

TEST_CASE("what was claimed and never begun waits as before") {
    const TemporaryDirectory directory;
    const auto db = with_rows(directory, 1);
    REQUIRE(run(db->claim(a_claim(1), at(now))).value());
    REQUIRE(run(db->release({1}, at(now))));
    CHECK(row_in(*db).state == State::pending);
    CHECK(row_in(*db).attempts == 0);
    REQUIRE(run(db->release({1}, at(now))));  // as after a claim that never took effect
    CHECK(row_in(*db).attempts == 0);
    REQUIRE(run(db->claim(a_claim(1), at(now))).value());
    REQUIRE(run(db->record_result({1}, {State::deferred, at(now), at(now), "450"})));
    REQUIRE(run(db->claim(a_claim(1), at(now))).value());
    REQUIRE(run(db->release({1}, at(now))));
    CHECK(row_in(*db).state == State::deferred);
    CHECK(row_in(*db).attempts == 1);
}

TEST_CASE("a message made from records that are old by now is not claimed") {
    const TemporaryDirectory directory;
    const auto db = with_rows(directory, 1);
    auto claim = a_claim(1);
    claim.records = run(db->records()).value();
    const auto book = store::open_record_book(directory.path()).value();
    REQUIRE(book->choose({MemberId::parse("m0").value(), "stop", "yes", at(now), "test"}));
    CHECK_FALSE(run(db->claim(claim, at(now))).value());
    CHECK(row_in(*db).state == State::pending);
    claim.records = run(db->records()).value();
    CHECK(run(db->claim(claim, at(now))).value());
    CHECK(row_in(*db).state == State::sending);
}

TEST_CASE("claims at once share a commit, and so do results of what was noted") {
    constexpr int many = 20;
    FailingSync disk;
    const TemporaryDirectory directory;
    const auto db = with_rows(directory, many);
    boost::asio::io_context loop;
    const auto all = [&](auto each) {
        int done = 0;
        for (int row = 1; row <= many; ++row)
            boost::asio::co_spawn(loop, each(row),
                                  [&](const std::exception_ptr&, bool right) { done += right; });
        const int before = disk.synced();
        loop.restart();
        loop.run();
        CHECK(done == many);
        return disk.synced() - before;
    };
    const auto claim = [&](store::RowId row) -> boost::asio::awaitable<bool> {
        const auto its = a_claim(row);
        const auto claimed = co_await db->claim(its, at(now));
        co_return claimed.value_or(false);
    };
    CHECK(all(claim) == 1);
    for (int row = 1; row <= many; ++row) REQUIRE(db->note(an_acceptance(row)));
    const auto record = [&](store::RowId row) -> boost::asio::awaitable<bool> {
        const std::vector<store::RowId> rows{row};
        const auto outcome = sent();
        const auto recorded = co_await db->record_result(rows, outcome);
        co_return recorded.has_value();
    };
    CHECK(all(record) == 1);
}
