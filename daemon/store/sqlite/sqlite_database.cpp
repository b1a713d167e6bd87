#include "store/sqlite/sqlite_database.hpp"

#include "store/sqlite/outbox_rows.hpp"
#include "store/sqlite/revision_rows.hpp"

#include <sqlite3.h>

namespace nhaclich::store::sqlite {

using boost::asio::awaitable;

namespace {

Result<void> changed(const Result<bool>& one_row, RowId row) {
    if (!one_row) return tl::unexpected(one_row.error());
    if (!*one_row) return fail("store.no-row"_msg, {{"row", std::to_string(row)}});
    return {};
}

/// After a failed fsync SQLite's cache may be ahead of the disk, and a failed rollback leaves a
/// transaction open: such a connection is closed and the next call opens a new one. A full disk is
/// neither, and on it nothing could be opened anew.
bool is_spoiled(const SQLite::Database& database, int code) {
    constexpr unsigned primary = 0xFF;
    const auto kind = static_cast<int>(static_cast<unsigned>(code) & primary);
    return kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
           sqlite3_get_autocommit(database.getHandle()) == 0;
}

}  // namespace

SqliteDatabase::SqliteDatabase(Lock lock, std::string path,
                               std::unique_ptr<SQLite::Database> database)
    : lock_(std::move(lock)), path_(std::move(path)), database_(std::move(database)) {}

template <class Query>
auto SqliteDatabase::guarded(Query query) -> Result<decltype(query())> {
    if (!database_) {
        auto again = connect(path_, Access::write);
        if (!again) return tl::unexpected(again.error());
        database_ = std::move(*again);
    }
    int code = SQLITE_OK;
    const auto noting_the_code = [&] {
        try {
            return query();
        } catch (const SQLite::Exception& error) {
            code = error.getErrorCode();  // the roll-back that follows hides it
            throw;
        }
    };
    auto result = guard(path_, noting_the_code);
    if (!result && is_spoiled(*database_, code)) database_.reset();
    return result;
}

awaitable<Result<reminder::Facts>> SqliteDatabase::facts() {
    const auto work = [this] {
        return guarded([this] { return reminder::Facts{sqlite::planned_until(*database_)}; });
    };
    co_return co_await worker_.run(work);
}

awaitable<Result<int>> SqliteDatabase::record(const reminder::Agenda& agenda, Instant now) {
    const auto work = [&] {
        return guarded([&] { return sqlite::record(*database_, agenda, now); });
    };
    co_return co_await worker_.run(work);
}

awaitable<Result<std::vector<Waiting>>> SqliteDatabase::waiting() {
    const auto work = [this] { return guarded([this] { return sqlite::waiting(*database_); }); };
    co_return co_await worker_.run(work);
}

awaitable<Result<std::vector<OutboxRow>>> SqliteDatabase::due(const ChannelId& channel, Instant now,
                                                              int limit) {
    const auto work = [&] {
        return guarded([&] { return due_rows(*database_, channel, now, limit); });
    };
    co_return co_await worker_.run(work);
}

awaitable<Result<void>> SqliteDatabase::claim(RowId row, const FrozenMessage& message,
                                              Instant now) {
    const auto work = [&] {
        return guarded([&] { return sqlite::claim(*database_, row, message, now); });
    };
    const auto claimed = co_await worker_.run(work);
    co_return changed(claimed, row);
}

awaitable<Result<void>> SqliteDatabase::record_result(RowId row, const Outcome& outcome) {
    const auto work = [&] {
        return guarded([&] { return sqlite::record_result(*database_, row, outcome); });
    };
    const auto recorded = co_await worker_.run(work);
    co_return changed(recorded, row);
}

awaitable<Result<int>> SqliteDatabase::rescue(Instant now) {
    const auto work = [&] { return guarded([&] { return sqlite::rescue(*database_, now); }); };
    co_return co_await worker_.run(work);
}

awaitable<Result<int>> SqliteDatabase::realign(Instant now) {
    const auto work = [&] { return guarded([&] { return sqlite::realign(*database_, now); }); };
    co_return co_await worker_.run(work);
}

awaitable<Result<std::vector<OutboxRow>>> SqliteDatabase::ledger(DueWindow due) {
    const auto work = [&] { return guarded([&] { return rows_due_in(*database_, due); }); };
    co_return co_await worker_.run(work);
}

awaitable<Result<std::vector<plan::Revision>>> SqliteDatabase::revisions() {
    const auto work = [this] {
        return guarded([this] { return sqlite::revisions(*database_); }).and_then([](auto rows) {
            return rows;
        });
    };
    co_return co_await worker_.run(work);
}

awaitable<Result<void>> SqliteDatabase::publish(const std::vector<plan::Revision>& revisions,
                                                const FeedStamp& stamp) {
    const auto work = [&] {
        return guarded([&] { sqlite::publish(*database_, revisions, stamp); });
    };
    co_return co_await worker_.run(work);
}

awaitable<Result<std::optional<FeedStamp>>> SqliteDatabase::feed_stamp() {
    const auto work = [this] { return guarded([this] { return sqlite::feed_stamp(*database_); }); };
    co_return co_await worker_.run(work);
}

}  // namespace nhaclich::store::sqlite
