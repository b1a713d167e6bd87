#include "store/sqlite/connection.hpp"

#include "store/sqlite/schema.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace nhaclich::store::sqlite {

namespace {

constexpr int busy_milliseconds = 5000;
constexpr int newest = static_cast<int>(migrations.size());

/// A file only its owner reads, and durable itself: the directory entry is synced too.
void create(const std::string& path) {
    const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) return;  // it exists, or opening it will say why not
    ::close(file);
    const auto parent = std::filesystem::path(path).parent_path();
    const int directory = ::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    ::fsync(directory);
    ::close(directory);
}

int pragma(SQLite::Database& database, const std::string& name) {
    return database.execAndGet("PRAGMA " + name).getInt();
}

void harden(SQLite::Database& database, Access access) {
    sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    database.exec(
        "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON;");
    if (access == Access::read) return;
    // FULL, not NORMAL: after a power cut a "sent" that was rolled back would be sent again.
    database.exec(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
        "PRAGMA journal_size_limit = 16777216;");
}

Result<void> refuse_unless_ours(SQLite::Database& database, const std::string& path) {
    const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (!empty && pragma(database, "application_id") != application_id)
        return fail("store.foreign"_msg, {{"path", path}});
    const int version = pragma(database, "user_version");
    if (version > newest)
        return fail("store.newer"_msg, {{"path", path},
                                        {"version", std::to_string(version)},
                                        {"ours", std::to_string(newest)}});
    const auto sound = database.execAndGet("PRAGMA quick_check(1)").getString();
    if (sound != "ok") return fail("store.damaged"_msg, {{"path", path}, {"reason", sound}});
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

Result<std::unique_ptr<SQLite::Database>> opened(const std::string& path, Access access) {
    const int flags = access == Access::write ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY;
    auto database = std::make_unique<SQLite::Database>(path, flags, busy_milliseconds);
    if (const auto ours = refuse_unless_ours(*database, path); !ours)
        return tl::unexpected(ours.error());
    harden(*database, access);
    if (access == Access::write) migrate(*database);
    return database;
}

}  // namespace

Result<std::unique_ptr<SQLite::Database>> connect(const std::string& path, Access access) {
    if (access == Access::write) create(path);
    try {
        return opened(path, access);
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode();
        if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
            return fail("store.damaged"_msg, {{"path", path}, {"reason", error.what()}});
        return fail("store.failed"_msg, {{"path", path}, {"reason", error.what()}});
    }
}

}  // namespace nhaclich::store::sqlite
