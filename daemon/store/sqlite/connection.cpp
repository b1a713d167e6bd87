#include "store/sqlite/connection.hpp"

#include "store/sqlite/schema.hpp"

#include <SQLiteCpp/Transaction.h>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::store::sqlite {

namespace {

constexpr int busy_milliseconds = 5000;
constexpr int newest = static_cast<int>(migrations.size());

int pragma(SQLite::Database& database, const std::string& name) {
    return database.execAndGet("PRAGMA " + name).getInt();
}

/// By itself SQLite counts its memory, under a mutex at each allocation; nobody asks for it.
/// To be said before anything else is (sqlite3_config).
void count_no_memory() {
    static const int told = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    static_cast<void>(told);
}

bool is_reading(Access access) { return access == Access::read || access == Access::read_newest; }

void harden(SQLite::Database& database, Access access, Durability durability) {
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    database.exec(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON;");
    if (is_reading(access)) return;
    // FULL, not NORMAL: after a power cut a "sent" that was rolled back would be sent again.
    database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA journal_size_limit = 16777216;");
    if (durability == Durability::process) database.exec("PRAGMA synchronous = OFF;");
}

tl::unexpected<Error> damaged(const std::string& path, const std::string& reason) {
    return fail("store.damaged"_msg, {{"path", path}, {"reason", reason}});
}

Result<void> refuse_unless_ours(SQLite::Database& database, const std::string& path,
                                Access access) {
    if (pragma(database, "application_id") != application_id)
        return fail("store.foreign"_msg, {{"path", path}});
    const int version = pragma(database, "user_version");
    if (version > newest)
        return fail("store.newer"_msg, {{"path", path},
                                        {"version", std::to_string(version)},
                                        {"ours", std::to_string(newest)}});
    // Reads all of it, years of it: the daemon's start may take that long, a command may not.
    if (access != Access::own) return {};
    const auto sound = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (sound != "ok") return damaged(path, sound);
    return {};
}

void migrate(SQLite::Database& database) {
    for (int version = pragma(database, "user_version"); version < newest; ++version) {
        SQLite::Transaction step(database);
        database.exec(migrations.at(static_cast<std::size_t>(version)));
        database.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {};",
                                  application_id, version + 1));
        step.commit();
    }
}

tl::unexpected<Error> failed(const std::string& path, int error) {
    return fail("store.failed"_msg,
                {{"path", path}, {"reason", std::system_category().message(error)}});
}

/// A new name is durable only when its directory is (fsync(2)).
Result<void> sync_directory_of(const std::string& path) {
    const auto parent = std::filesystem::path(path).parent_path();
    const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return failed(parent, errno);
    const bool synced = ::fsync(directory) == 0;
    const int error = errno;
    ::close(directory);
    if (!synced) return failed(parent, error);
    return {};
}

/// Made under another name and given its own when complete: an empty file under that is therefore
/// a damaged database, never a new one. Only its owner reads it.
Result<void> create(const std::string& path) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored)) return {};
    // It would be replayed into the new one.
    if (std::filesystem::exists(path + "-wal", ignored)) return damaged(path, "only -wal is left");
    const auto draft = path + ".new";
    std::filesystem::remove(draft, ignored);
    std::filesystem::remove(draft + "-journal", ignored);
    const int file =
        ::open(draft.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return failed(draft, errno);
    ::close(file);
    {
        SQLite::Database database(draft, SQLite::OPEN_READWRITE);
        migrate(database);
    }
    if (std::rename(draft.c_str(), path.c_str()) != 0) return failed(path, errno);
    return sync_directory_of(path);
}

Result<std::unique_ptr<SQLite::Database>> opened(const std::string& path, Access access,
                                                 Durability durability) {
    if (access == Access::own)
        if (const auto made = create(path); !made) return tl::unexpected(made.error());
    std::error_code unreadable;
    if (std::filesystem::file_size(path, unreadable) == 0) return damaged(path, "0 octets");
    // No mutex: whoever holds a connection uses it on one thread at a time.
    const int flags = SQLite::OPEN_NOMUTEX |
                      (is_reading(access) ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE);
    auto database = std::make_unique<SQLite::Database>(path, flags, busy_milliseconds);
    if (const auto ours = refuse_unless_ours(*database, path, access); !ours)
        return tl::unexpected(ours.error());
    const bool any_version = access == Access::own || access == Access::read;
    if (!any_version && pragma(*database, "user_version") < newest)
        return fail("store.older"_msg, {{"path", path}});
    harden(*database, access, durability);
    if (access == Access::own) migrate(*database);
    return database;
}

}  // namespace

Result<std::unique_ptr<SQLite::Database>> connect_in_memory() {
    count_no_memory();
    const std::string path = ":memory:";
    return guard(path, [&] {
        auto database =
            std::make_unique<SQLite::Database>(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        migrate(*database);
        return database;
    });
}

Result<std::unique_ptr<SQLite::Database>> connect(const std::string& path, Access access,
                                                  Durability durability) {
    count_no_memory();
    try {
        return opened(path, access, durability);
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode();
        if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT) return damaged(path, error.what());
        return fail("store.failed"_msg, {{"path", path}, {"reason", error.what()}});
    }
}

}  // namespace nhaclich::store::sqlite
