#include "store/sqlite/change_group.hpp"

#include "store/open.hpp"
#include "store/sqlite/connection.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <sqlite3.h>
#include <stdexcept>

using namespace nhaclich;
using namespace nhaclich::test;
using store::sqlite::Change;
using store::sqlite::ChangeGroup;
using store::sqlite::Statements;

namespace {

/// A group on a table of numbers, and how often it commits.
struct Numbers {
    std::unique_ptr<SQLite::Database> database = store::sqlite::connect_in_memory().value();
    Statements prepared{*database};
    int commits = 0;
    int asked_for = 0;
    bool failing = false;
    ChangeGroup group{[this](const auto& change) {
        return store::sqlite::guard("numbers", [&] { return change(prepared); });
    }};

    Numbers() {
        database->exec("CREATE TABLE number (value INTEGER PRIMARY KEY)");
        const auto on_commit = [](void* numbers) {
            auto& self = *static_cast<Numbers*>(numbers);
            ++self.commits;
            return self.failing ? 1 : 0;
        };
        sqlite3_commit_hook(database->getHandle(), on_commit, this);
    }

    /// Inserts the value, and then says so or not.
    std::shared_ptr<Change> added(int value, bool is_right = true) {
        const auto change = std::make_shared<Change>([value, is_right](Statements& statements) {
            auto& insert = statements.of("INSERT INTO number VALUES (?1)");
            insert.bind(1, value);
            insert.exec();
            return is_right;
        });
        if (group.add(change)) ++asked_for;
        return change;
    }
    int count() { return database->execAndGet("SELECT count(*) FROM number").getInt(); }
};

bool is_done(const std::shared_ptr<Change>& change) { return change->answer.value_or(false); }

}  // namespace

TEST_CASE("changes that came meanwhile share a transaction, and a lone one waits for nobody") {
    Numbers numbers;
    const auto first = numbers.added(1);
    const auto second = numbers.added(2);
    const auto third = numbers.added(3);
    numbers.group.carry_out();
    CHECK((is_done(first) && is_done(second) && is_done(third)));
    CHECK(numbers.commits == 1);
    CHECK(numbers.asked_for == 1);
    const auto lone = numbers.added(4);
    numbers.group.carry_out();
    CHECK(is_done(lone));
    CHECK(numbers.commits == 2);
    CHECK(numbers.asked_for == 2);
    CHECK(numbers.count() == 4);
}

TEST_CASE("a change that is not to be is undone alone") {
    Numbers numbers;
    const auto first = numbers.added(1);
    const auto wrong = numbers.added(2, false);
    const auto third = numbers.added(3);
    numbers.group.carry_out();
    CHECK((is_done(first) && is_done(third)));
    CHECK(wrong->answer.has_value());
    CHECK_FALSE(is_done(wrong));
    CHECK(numbers.count() == 2);
}

TEST_CASE("a change that the database refuses has the error alone") {
    Numbers numbers;
    const auto first = numbers.added(1);
    const auto same = numbers.added(1);
    const auto third = numbers.added(3);
    numbers.group.carry_out();
    CHECK((is_done(first) && is_done(third)));
    CHECK_FALSE(same->answer.has_value());
    CHECK(numbers.count() == 2);
}

TEST_CASE("a commit that fails is told to all who shared it") {
    Numbers numbers;
    numbers.failing = true;
    const auto first = numbers.added(1);
    const auto second = numbers.added(2);
    numbers.group.carry_out();
    CHECK_FALSE(first->answer.has_value());
    CHECK_FALSE(second->answer.has_value());
    CHECK(numbers.commits == 1);
    CHECK(numbers.count() == 0);
}

TEST_CASE("claims at once are each durable when answered, and one of no waiting row hurts none") {
    constexpr int many = 30;
    const TemporaryDirectory directory;
    const auto db = store::open(directory.path()).value();
    std::vector<reminder::Delivery> deliveries;
    for (int i = 0; i < many; ++i)
        deliveries.push_back(a_delivery("m" + std::to_string(i), "2026-11-24T01:00:00Z"));
    const auto now = at("2026-11-24T01:00:00Z");
    REQUIRE(run(db->record(an_agenda(deliveries, "2026-11-24T01:00:00Z"), now)));
    REQUIRE(run(db->claim({7, {7}, {"<7@x>", "thư"}}, now)));

    boost::asio::io_context loop;
    std::map<store::RowId, bool> claimed;
    const auto claim = [&](store::RowId row) -> boost::asio::awaitable<void> {
        const store::Claim its{row, {row}, {"<" + std::to_string(row) + "@x>", "thư"}};
        const auto result = co_await db->claim(its, now);
        claimed[row] = result.has_value();
        // What another connection sees is on the disk.
        SQLite::Database other(directory.path() + "/nhaclich.db");
        SQLite::Statement state(other, "SELECT state FROM outbox WHERE id = ?1");
        state.bind(1, row);
        CHECK(state.executeStep());
        CHECK(state.getColumn(0).getString() == "sending");
    };
    for (int row = 1; row <= many; ++row)
        boost::asio::co_spawn(loop, claim(row), [](const std::exception_ptr& error) {
            if (error) std::rethrow_exception(error);
        });
    loop.run();
    REQUIRE(claimed.size() == many);
    for (const auto& [row, done] : claimed) CHECK(done == (row != 7));
}

TEST_CASE("a bug in one change is told to everybody who may have shared it") {
    Numbers numbers;
    const auto first = numbers.added(1);
    const auto bug =
        std::make_shared<Change>([](Statements&) -> bool { throw std::logic_error("a bug"); });
    numbers.group.add(bug);
    numbers.group.carry_out();
    CHECK(first->bug != nullptr);
    CHECK(bug->bug != nullptr);
    CHECK(numbers.count() == 0);
}
