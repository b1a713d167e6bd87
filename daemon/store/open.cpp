#include "store/open.hpp"

#include "store/deliveries.hpp"
#include "store/feeds.hpp"
#include "store/record_book.hpp"
#include "store/sqlite/attempt_rows.hpp"
#include "store/sqlite/outbox_rows.hpp"
#include "store/sqlite/record_rows.hpp"
#include "store/sqlite/revision_rows.hpp"
#include "store/sqlite/sqlite_database.hpp"
#include "store/sqlite/sqlite_feed_book.hpp"
#include "store/sqlite/sqlite_record_book.hpp"

#include <cerrno>
#include <filesystem>
#include <sys/stat.h>
#include <system_error>

namespace nhaclich::store {

namespace {

std::string database_path(const std::string& directory) { return directory + "/nhaclich.db"; }

Result<void> make_directory(const std::string& directory) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path(directory).parent_path(), error);
    if (::mkdir(directory.c_str(), S_IRWXU) == 0 || errno == EEXIST) return {};
    return fail("store.directory"_msg,
                {{"path", directory}, {"reason", std::system_category().message(errno)}});
}

/// Reads by a connection of its own; `otherwise` where there is no database yet.
template <class T, class Read>
Result<T> read(const std::string& directory, T otherwise, Read query,
               sqlite::Access access = sqlite::Access::read) {
    const auto path = database_path(directory);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return otherwise;
    const auto connection = sqlite::connect(path, access);
    if (!connection) return tl::unexpected(connection.error());
    return sqlite::guard(path, [&] { return query(**connection); });
}

std::unique_ptr<Database> database(sqlite::Lock lock, const std::string& path,
                                   std::unique_ptr<SQLite::Database> connection,
                                   sqlite::Worker::On on) {
    return std::make_unique<sqlite::SqliteDatabase>(std::move(lock), path, std::move(connection),
                                                    on);
}

Result<std::unique_ptr<Database>> open_in(const std::string& directory,
                                          sqlite::Durability durability, sqlite::Worker::On on) {
    if (const auto made = make_directory(directory); !made) return tl::unexpected(made.error());
    auto lock = sqlite::Lock::take(directory + "/nhaclich.lock");
    if (!lock) return tl::unexpected(lock.error());
    const auto path = database_path(directory);
    auto connection = sqlite::connect(path, sqlite::Access::own, durability);
    if (!connection) return tl::unexpected(connection.error());
    return database(std::move(*lock), path, std::move(*connection), on);
}

}  // namespace

Result<std::unique_ptr<Database>> open(const std::string& directory) {
    return open_in(directory, sqlite::Durability::power_cut, sqlite::Worker::On::own_thread);
}

Result<std::unique_ptr<Database>> open_for_simulation(const std::string& directory) {
    if (!directory.empty())
        return open_in(directory, sqlite::Durability::process, sqlite::Worker::On::the_loop);
    auto connection = sqlite::connect_in_memory();
    if (!connection) return tl::unexpected(connection.error());
    return database(sqlite::Lock::none(), ":memory:", std::move(*connection),
                    sqlite::Worker::On::the_loop);
}

Result<std::vector<plan::Revision>> published_revisions(const std::string& directory) {
    return read(directory, Result<std::vector<plan::Revision>>{}, sqlite::revisions)
        .and_then([](auto rows) { return rows; });
}

Result<Snapshot> snapshot(const std::string& directory) {
    return read(directory, Snapshot{}, [](SQLite::Database& database) {
        sqlite::Statements statements(database);
        return Snapshot{sqlite::records(statements), sqlite::facts(statements),
                        sqlite::announced(database)};
    });
}

Result<reminder::Told> told(const std::string& directory,
                            const std::vector<plan::OccurrenceId>& occurrences) {
    return read(directory, reminder::Told{}, [&](SQLite::Database& database) {
        sqlite::Statements statements(database);
        return sqlite::told(statements, occurrences);
    });
}

Result<std::vector<DeliveryRecord>> deliveries(const std::string& directory,
                                               const Selection& selection) {
    const auto query = [&](SQLite::Database& database) {
        return sqlite::deliveries(database, selection);
    };
    return read(directory, std::vector<DeliveryRecord>{}, query, sqlite::Access::read_newest);
}

Result<std::optional<DeliveryFile>> delivery(const std::string& directory, RowId row) {
    const auto query = [&](SQLite::Database& database) { return sqlite::delivery(database, row); };
    return read(directory, std::optional<DeliveryFile>{}, query, sqlite::Access::read_newest);
}

namespace {

template <class Book, class SqliteBook>
Result<std::unique_ptr<Book>> open_book(const std::string& directory) {
    const auto path = database_path(directory);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return fail("store.absent"_msg, {{"path", path}});
    auto connection = sqlite::connect(path, sqlite::Access::join);
    if (!connection) return tl::unexpected(connection.error());
    return std::make_unique<SqliteBook>(path, std::move(*connection));
}

}  // namespace

Result<std::unique_ptr<RecordBook>> open_record_book(const std::string& directory) {
    return open_book<RecordBook, sqlite::SqliteRecordBook>(directory);
}

Result<std::unique_ptr<FeedBook>> open_feed_book(const std::string& directory) {
    return open_book<FeedBook, sqlite::SqliteFeedBook>(directory);
}

}  // namespace nhaclich::store
