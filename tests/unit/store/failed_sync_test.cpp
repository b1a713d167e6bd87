#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/failing_sync.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using reminder::State;
using store::Hold;

namespace {

const char* const now = "2026-11-24T01:00:00Z";
const char* const later = "2026-11-24T01:01:00Z";
const store::FrozenMessage message{"<1@x>", "thư"};

/// What lies in the file, read by somebody else.
State state_on_disk(const std::string& directory) {
    sqlite3* raw = nullptr;
    const auto path = directory + "/nhaclich.db";
    REQUIRE(sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(raw, "SELECT state FROM outbox", -1, &statement, nullptr) ==
            SQLITE_OK);
    REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
    const std::string found(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    sqlite3_close(raw);
    for (const auto state : {State::pending, State::sending, State::deferred, State::sent})
        if (reminder::code(state) == found) return state;
    throw std::logic_error(found);
}

State state_in(store::Database& db) {
    const auto rows = run(db.ledger({at(now) - std::chrono::hours{1}, at(later)})).value();
    REQUIRE(rows.size() == 1);
    return rows[0].ledger.state;
}

store::Outcome deferred() { return {State::deferred, at(now), at(later), "disk"}; }

}  // namespace

TEST_CASE("after a failed sync of a commit the connection is closed and the file read anew") {
    FailingSync disk;
    const TemporaryDirectory directory;
    const auto db = store::open(directory.path()).value();
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now)}, now), at(now))));
    const int opened = disk.opened();

    disk.fail_next(1);
    const auto claimed = run(db->claim({1, {1}, message}, at(now)));
    REQUIRE_FALSE(claimed);
    CHECK(claimed.error().id == "store.failed"_msg);
    REQUIRE(disk.left() == 0);

    CHECK(state_in(*db) == state_on_disk(directory.path()));
    CHECK(disk.opened() == opened + 2);  // by the next call, and by this test
    REQUIRE(run(db->record_result({1}, deferred())));
    REQUIRE(run(db->claim({1, {1}, message}, at(later))));
    CHECK(state_on_disk(directory.path()) == State::sending);
}

TEST_CASE("as long as syncs fail nothing is said to be written, and all is once they succeed") {
    FailingSync disk;
    const TemporaryDirectory directory;
    const auto db = store::open(directory.path()).value();
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now)}, now), at(now))));
    REQUIRE(run(db->claim({1, {1}, message}, at(now))));

    disk.fail_next(1000);
    // The second finds in the log what the first wrote, and could call its work done.
    for (int attempt = 0; attempt < 3; ++attempt)
        CHECK_FALSE(run(db->record_result({1}, {State::sent, at(now), at(now), "250"})));
    disk.fail_next(0);
    REQUIRE(run(db->record_result({1}, {State::sent, at(now), at(now), "250"})));
    CHECK(state_on_disk(directory.path()) == State::sent);
    CHECK(run(db->due(ChannelId::parse("email").value(), at(later), 9, Hold::none, {}))
              .value()
              .empty());
}
