#include "store/sqlite/sqlite_database.hpp"

#include "store/sqlite/bounce_rows.hpp"
#include "store/sqlite/claim_rows.hpp"
#include "store/sqlite/feed_rows.hpp"
#include "store/sqlite/outbox_rows.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/revision_rows.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <sqlite3.h>

namespace nhaclich::store::sqlite {

using boost::asio::awaitable;

namespace {

/// After a failed fsync SQLite's cache may be ahead of the disk, and a failed rollback leaves a
/// transaction open: such a connection is closed and the next call opens a new one. A full disk is
/// neither, and on it nothing could be opened anew.
bool is_spoiled(const SQLite::Database& database, int code) {
    constexpr unsigned primary = 0xFF;
    const auto kind = static_cast<int>(static_cast<unsigned>(code) & primary);
    return kind == SQLITE_IOERR || kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB ||
           sqlite3_get_autocommit(database.getHandle()) == 0;
}

/// What a failed fsync left in the log looks committed, yet may never reach the disk, nor anything
/// behind it: before the connection is used, it is synced as part of the database and the log
/// begins anew.
Result<std::unique_ptr<SQLite::Database>> reconnected(const std::string& path) {
    auto database = connect(path, Access::join);
    if (!database) return database;
    const auto busy = guard(
        path, [&] { return (*database)->execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt(); });
    if (!busy) return tl::unexpected(busy.error());
    if (*busy != 0)
        return fail("store.failed"_msg, {{"path", path}, {"reason", sqlite3_errstr(SQLITE_BUSY)}});
    return database;
}

/// Not cancellable: what has begun to be written is always waited for.
awaitable<void> until_told(Change& change) {
    namespace asio = boost::asio;
    const auto start = [&change](auto handler) {
        const auto kept = std::make_shared<decltype(handler)>(std::move(handler));
        change.told = [kept] {
            const auto executor = asio::get_associated_executor(*kept);
            asio::post(executor, std::move(*kept));
        };
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>&, void()>(start,
                                                                          asio::use_awaitable);
}

}  // namespace

SqliteDatabase::SqliteDatabase(Lock lock, std::string path,
                               std::unique_ptr<SQLite::Database> database, Worker::On on)
    : lock_(std::move(lock)),
      path_(std::move(path)),
      database_(std::move(database)),
      statements_(std::in_place, *database_),
      changes_(
          [this](const auto& change) { return guarded([&] { return change(*statements_); }); }),
      accepted_(path_ == ":memory:" ? "" : path_ + "-accepted"),
      worker_(on) {}

void SqliteDatabase::forget_connection() {
    statements_.reset();
    database_.reset();
    records_.reset();
}

template <class Query>
auto SqliteDatabase::guarded(Query query) -> Result<decltype(query())> {
    if (!database_) {
        auto again = reconnected(path_);
        if (!again) return tl::unexpected(again.error());
        database_ = std::move(*again);
        statements_.emplace(*database_);
    }
    int code = SQLITE_OK;
    const auto noting_the_code = [&] {
        const Statements::Work work(*statements_);
        try {
            return query();
        } catch (const SQLite::Exception& error) {
            code = error.getErrorCode();  // the roll-back that follows hides it
            throw;
        }
    };
    auto result = guard(path_, noting_the_code);
    if (!result && is_spoiled(*database_, code)) forget_connection();
    return result;
}

template <class Query>
auto SqliteDatabase::answered(Query query) -> awaitable<Result<decltype(query())>> {
    const auto work = [&] { return guarded(query); };
    co_return co_await worker_.run(work);
}

/// Another connection's writes move the file's data_version, ours do not; we write pauses and
/// suspensions only.
std::shared_ptr<const reminder::Records> SqliteDatabase::fresh_records() {
    auto& pragma = statements_->of("PRAGMA data_version");
    pragma.executeStep();
    const int version = pragma.getColumn(0).getInt();
    if (!records_ || version != data_version_) {
        auto read = sqlite::records(*statements_);
        if (!records_ || *records_ != read)
            records_ = std::make_shared<const reminder::Records>(std::move(read));
        data_version_ = version;
    }
    return records_;
}

awaitable<Result<std::shared_ptr<const reminder::Records>>> SqliteDatabase::records() {
    const auto query = [this] { return fresh_records(); };
    co_return co_await answered(query);
}

awaitable<Result<reminder::Facts>> SqliteDatabase::facts() {
    const auto query = [this] {
        const Statements::Snapshot moment(*statements_);
        return sqlite::facts(*statements_);
    };
    co_return co_await answered(query);
}

awaitable<Result<std::optional<std::vector<reminder::Announced>>>> SqliteDatabase::announced() {
    const auto query = [this] { return sqlite::announced(*database_); };
    co_return co_await answered(query);
}

awaitable<Result<reminder::Told>> SqliteDatabase::told(
    const std::vector<plan::OccurrenceId>& occurrences) {
    const auto query = [&] {
        const Statements::Snapshot moment(*statements_);
        return sqlite::told(*statements_, occurrences);
    };
    co_return co_await answered(query);
}

awaitable<Result<int>> SqliteDatabase::record(const reminder::Agenda& agenda, Instant now) {
    const auto query = [&] {
        if (agenda.burst) data_version_ = 0;
        return sqlite::record(*statements_, agenda, now);
    };
    co_return co_await answered(query);
}

awaitable<Result<void>> SqliteDatabase::choose(const Choice& choice) {
    const auto query = [&] {
        data_version_ = 0;
        add_choice(*database_, choice);
        return true;
    };
    const auto chosen = co_await answered(query);
    if (!chosen) co_return tl::unexpected(chosen.error());
    co_return Result<void>{};
}

awaitable<Result<std::vector<Waiting>>> SqliteDatabase::waiting(Hold hold, Instant now) {
    const auto query = [&] {
        const Statements::Snapshot moment(*statements_);
        return sqlite::waiting(*statements_, hold, now);
    };
    co_return co_await answered(query);
}

awaitable<Result<std::vector<Bundle>>> SqliteDatabase::due(const ChannelId& channel, Instant now,
                                                           int limit, Hold hold,
                                                           std::set<MemberId> others) {
    const auto query = [&] {
        return due_bundles(*statements_, channel, now, limit, hold, std::move(others));
    };
    co_return co_await answered(query);
}

/// On behalf of all who wait, so that none of them being cancelled stops it.
void SqliteDatabase::carry_out_changes(const boost::asio::any_io_executor& loop) {
    const auto carry_out = [this] { return changes_.carry_out(); };
    const auto tell = [](const Changes& done) {
        for (const auto& change : done) std::exchange(change->told, nullptr)();
    };
    worker_.start(loop, carry_out, tell);
}

awaitable<Result<void>> SqliteDatabase::changed(std::function<bool(Statements&)> apply,
                                                const std::vector<RowId>& rows) {
    const auto change = std::make_shared<Change>(std::move(apply));
    const auto loop = co_await boost::asio::this_coro::executor;
    // Whoever is about to add another does so first.
    if (changes_.add(change)) boost::asio::post(loop, [this, loop] { carry_out_changes(loop); });
    co_await until_told(*change);
    if (change->bug) std::rethrow_exception(change->bug);
    if (!change->answer) co_return tl::unexpected(change->answer.error());
    if (!*change->answer)
        co_return fail("store.no-row"_msg, {{"row", std::to_string(rows.front())}});
    co_return Result<void>{};
}

awaitable<Result<bool>> SqliteDatabase::claim(const Claim& claim, Instant now) {
    bool is_current = false;
    const auto apply = [&](Statements& statements) {
        is_current = !claim.records || fresh_records() == claim.records;
        return !is_current || sqlite::claim(statements, claim, now);
    };
    auto work = changed(apply, claim.rows);
    const auto result = co_await std::move(work);
    if (!result) co_return tl::unexpected(result.error());
    co_return is_current;
}

awaitable<Result<void>> SqliteDatabase::release(const std::vector<RowId>& rows, Instant now) {
    const auto apply = [&rows, now](Statements& statements) {
        sqlite::release(statements, rows, now);
        return true;
    };
    return changed(apply, rows);
}

bool SqliteDatabase::note(const Acceptance& acceptance) { return accepted_.put(acceptance); }

awaitable<Result<void>> SqliteDatabase::record_result(const std::vector<RowId>& rows,
                                                      const Outcome& outcome) {
    const auto apply = [&](Statements& statements) {
        return sqlite::record_result(statements, rows, outcome);
    };
    // Noted, it is safe from all but a power cut.
    if (worker_.has_thread() && accepted_.holds(rows.front())) co_await results_.wait();
    auto work = changed(apply, rows);
    auto result = co_await std::move(work);
    if (result) accepted_.drop(rows.front());
    co_return result;
}

awaitable<Result<int>> SqliteDatabase::rescue(Instant now) {
    const auto query = [&] { return sqlite::rescue(*statements_, accepted_.left(), now); };
    co_return co_await answered(query);
}

awaitable<Result<int>> SqliteDatabase::realign(Instant now) {
    const auto query = [&] { return sqlite::realign(*database_, now); };
    co_return co_await answered(query);
}

awaitable<Result<std::vector<OutboxRow>>> SqliteDatabase::ledger(DueWindow due) {
    const auto query = [&] { return rows_due_in(*database_, due); };
    co_return co_await answered(query);
}

awaitable<Result<int>> SqliteDatabase::prune(Instant before) {
    const auto query = [&] { return sqlite::prune(*database_, before); };
    co_return co_await answered(query);
}

awaitable<Result<std::vector<plan::Revision>>> SqliteDatabase::revisions() {
    const auto query = [this] { return sqlite::revisions(*database_); };
    const auto read = co_await answered(query);
    if (!read) co_return tl::unexpected(read.error());
    co_return *read;
}

awaitable<Result<void>> SqliteDatabase::publish(const std::vector<plan::Revision>& revisions,
                                                const FeedStamp& stamp) {
    const auto query = [&] { sqlite::publish(*database_, revisions, stamp); };
    co_return co_await answered(query);
}

awaitable<Result<std::optional<FeedStamp>>> SqliteDatabase::feed_stamp() {
    const auto query = [this] { return sqlite::feed_stamp(*database_); };
    co_return co_await answered(query);
}

awaitable<Result<Returned>> SqliteDatabase::record_bounce(const bounce::Bounce& bounce,
                                                          int suspend_after, Instant now) {
    const auto query = [&] {
        data_version_ = 0;
        return sqlite::record_bounce(*database_, bounce, suspend_after, now);
    };
    co_return co_await answered(query);
}

awaitable<Result<std::optional<MboxPlace>>> SqliteDatabase::mbox_place(const std::string& path) {
    const auto query = [&] { return sqlite::mbox_place(*database_, path); };
    co_return co_await answered(query);
}

awaitable<Result<void>> SqliteDatabase::record_mbox_place(const std::string& path,
                                                          const MboxPlace& place) {
    const auto query = [&] { set_mbox_place(*database_, path, place); };
    co_return co_await answered(query);
}

awaitable<Result<std::optional<KnownFeed>>> SqliteDatabase::feed_of(const std::string& digest) {
    const auto query = [&] { return sqlite::feed_of(*database_, digest); };
    co_return co_await answered(query);
}

awaitable<Result<void>> SqliteDatabase::keep_shown(FeedId feed, const std::string& shown) {
    const auto query = [&] { sqlite::keep_shown(*database_, feed, shown); };
    co_return co_await answered(query);
}

awaitable<Result<void>> SqliteDatabase::note_uses(const std::vector<FeedUse>& uses) {
    const auto query = [&] { sqlite::note_uses(*database_, uses); };
    co_return co_await answered(query);
}

}  // namespace nhaclich::store::sqlite
