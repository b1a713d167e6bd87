#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"
#include "support/source_file.hpp"
#include "support/temporary_directory.hpp"

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace nhaclich;
using namespace nhaclich::test;
using store::Hold;

namespace {

const ChannelId email = ChannelId::parse("email").value();

std::string database_in(const TemporaryDirectory& directory) {
    return directory.path() + "/nhaclich.db";
}

void execute(const std::string& path, const char* sql) {
    sqlite3* raw = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &raw) == SQLITE_OK);
    CHECK(sqlite3_exec(raw, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(raw);
}

/// Runs `work` in a process that then dies without any clean-up.
template <class Work>
void in_a_process_that_dies(Work work) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(status == 0);
}

}  // namespace

TEST_CASE("what was committed outlives a process that dies") {
    const TemporaryDirectory directory;
    in_a_process_that_dies([&] {
        auto db = store::open(directory.path()).value();
        const auto agenda =
            an_agenda({a_delivery("lan", "2026-11-24T01:00:00Z")}, "2026-11-24T01:00:00Z");
        if (!run(db->record(agenda, at("2026-11-24T01:00:00Z")))) ::_exit(1);
        if (!run(db->claim({1, {1}, {"<1@x>", "thư"}}, at("2026-11-24T01:00:00Z")))) ::_exit(1);
        db.release();  // NOLINT: its destructor must not run, as in a kill
    });
    const auto db = store::open(directory.path()).value();
    CHECK(run(db->rescue(at("2026-11-24T02:00:00Z"))).value() == 1);
    const auto rows = run(db->due(email, at("2026-11-24T02:00:00Z"), 9, Hold::none, {})).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].message == store::FrozenMessage{"<1@x>", "thư"});
    CHECK(run(db->facts()).value().planned_until == at("2026-11-24T01:00:00Z"));
}

TEST_CASE("one daemon a database, and a dead one leaves no lock") {
    const TemporaryDirectory directory;
    in_a_process_that_dies([&] { store::open(directory.path()).value().release(); });
    const auto db = store::open(directory.path());
    REQUIRE(db.has_value());
    const auto second = store::open(directory.path());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().id == "store.locked"_msg);
    CHECK(second.error().args.at(0).value == directory.path() + "/nhaclich.lock");
}

TEST_CASE("only the owner reads the directory and the database") {
    const TemporaryDirectory parent;
    const auto path = parent.path() + "/a/b";
    const auto db = store::open(path).value();
    struct stat status {};
    REQUIRE(::stat((path + "/nhaclich.db").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    REQUIRE(::stat(path.c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0700U);
}

TEST_CASE("a database that is not ours is refused by name and left as it is") {
    const TemporaryDirectory directory;
    const auto path = database_in(directory);
    SECTION("of another program") {
        execute(path, "CREATE TABLE other (x)");
        CHECK(store::open(directory.path()).error().id == "store.foreign"_msg);
    }
    SECTION("written by a newer program") {
        store::open(directory.path()).value().reset();
        execute(path, "PRAGMA user_version = 99");
        const auto error = store::open(directory.path()).error();
        CHECK(error.id == "store.newer"_msg);
        CHECK(error.args.at(1).value == "99");
    }
    SECTION("no database at all") {
        std::ofstream(path) << std::string(8192, 'x');
        CHECK(store::open(directory.path()).error().id == "store.damaged"_msg);
    }
    SECTION("damaged inside") {
        store::open(directory.path()).value().reset();
        execute(path, "PRAGMA wal_checkpoint(TRUNCATE)");
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        file << std::string(4096, '\xAA');
        file.close();
        CHECK(store::open(directory.path()).error().id == "store.damaged"_msg);
    }
    CHECK(std::filesystem::file_size(path) > 0);
}

TEST_CASE("an emptied, cut or vanished database is never taken for a new one") {
    const TemporaryDirectory directory;
    const auto path = database_in(directory);
    store::open(directory.path()).value().reset();
    SECTION("emptied") { std::filesystem::resize_file(path, 0); }
    SECTION("cut after the head") { std::filesystem::resize_file(path, 100); }
    SECTION("cut inside") { std::filesystem::resize_file(path, 8192); }
    SECTION("gone, its log left") { std::filesystem::rename(path, path + "-wal"); }
    const auto opened = store::open(directory.path());
    REQUIRE_FALSE(opened);
    CHECK(opened.error().id == "store.damaged"_msg);
    CHECK(opened.error().args.at(0).value == path);
}

TEST_CASE("what a death while creating left behind is no database and in nobody's way") {
    const TemporaryDirectory directory;
    std::ofstream(database_in(directory) + ".new") << "half";
    CHECK(store::open(directory.path()));
    CHECK_FALSE(std::filesystem::exists(database_in(directory) + ".new"));
}

TEST_CASE("a database of an older version is brought up to date, rows and all") {
    const TemporaryDirectory directory;
    const char* const now = "2026-11-24T01:00:00Z";
    const auto path = database_in(directory);
    {
        sqlite3* raw = nullptr;
        REQUIRE(sqlite3_open(path.c_str(), &raw) == SQLITE_OK);
        sqlite3_close(raw);
    }
    std::ifstream old(source_file("tests/data/database/version-2.sql"));
    const std::string sql{std::istreambuf_iterator<char>(old), {}};
    execute(path, sql.c_str());
    execute(path, R"sql(INSERT INTO revision VALUES ('le', '2026-03-08', 2, 1767225600, 1767225600,
        '{"kind":"observance","title":{"vi":"Ngày lễ","en":""},"description":{"vi":"","en":""},
          "section":"","place":"","link":"","status":"confirmed",
          "span":{"first":"2026-03-08","end":"2026-03-09"}}'))sql");
    // A command of the new version before the daemon's first start.
    const auto published = store::published_revisions(directory.path()).value();
    REQUIRE(published.size() == 1);
    CHECK(published[0].sequence == 2);
    CHECK_FALSE(published[0].aside);
    const auto db = store::open(directory.path()).value();
    CHECK(run(db->revisions()).value() == published);
    const auto bundles = run(db->due(email, at(now), 9, Hold::none, {})).value();
    REQUIRE(bundles.size() == 2);
    CHECK(bundles[0].message == store::FrozenMessage{"<1@x>", "thư"});
    CHECK(bundles[0].doubtful);
    CHECK_FALSE(bundles[1].message);
    CHECK(run(db->facts()).value().planned_until == at(now));
    CHECK(run(db->facts()).value().failures.empty());
}

TEST_CASE("a row that no longer parses is set aside and holds up nobody") {
    const TemporaryDirectory directory;
    const char* const now = "2026-11-24T01:00:00Z";
    const auto db = store::open(directory.path()).value();
    const auto agenda = an_agenda({a_delivery("lan", now), a_delivery("hoa", now)}, now);
    REQUIRE(run(db->record(agenda, at(now))));
    execute(database_in(directory), "UPDATE outbox SET member = 'L N' WHERE id = 1");
    const auto rows = run(db->due(email, at(now), 9, Hold::none, {})).value();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].first().key.member.str() == "hoa");
    REQUIRE(run(db->claim({rows[0].id, rows[0].ids(), {"<1@x>", "thư"}}, at(now))));
    CHECK(run(db->waiting(Hold::none, at(now))).value().empty());
}

TEST_CASE("a disk without room is told, changes nothing and is survived") {
    const TemporaryDirectory directory;
    const char* const now = "2026-11-24T01:00:00Z";
    const auto db = store::open(directory.path()).value();
    REQUIRE(run(db->record(an_agenda({a_delivery("lan", now)}, now), at(now))));
    const store::FrozenMessage huge{"<1@x>", std::string(std::size_t{16} << 20U, 'x')};
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    auto small = before;
    small.rlim_cur = rlim_t{1} << 20U;
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
    const auto claimed = run(db->claim({1, {1}, huge}, at(now)));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    std::signal(SIGXFSZ, handler);
    REQUIRE_FALSE(claimed);
    CHECK(claimed.error().id == "store.failed"_msg);
    const auto rows = run(db->due(email, at(now), 9, Hold::none, {})).value();
    REQUIRE(rows.size() == 1);
    CHECK_FALSE(rows[0].message);
    CHECK(run(db->claim({1, {1}, {"<1@x>", "thư"}}, at(now))));
}

TEST_CASE("programs that only look read what was published while the daemon runs") {
    const TemporaryDirectory directory;
    CHECK(store::published_revisions(directory.path()).value().empty());
    const auto db = store::open(directory.path()).value();
    CHECK(store::published_revisions(directory.path()).value().empty());
    std::ofstream(directory.path() + "/x");
    CHECK(store::published_revisions(directory.path() + "/x").value().empty());
}

TEST_CASE("a directory that cannot be made is an error with its reason") {
    const TemporaryDirectory directory;
    std::ofstream(directory.path() + "/file");
    const auto error = store::open(directory.path() + "/file/state").error();
    CHECK(error.id == "store.directory"_msg);
    CHECK_FALSE(error.args.at(1).value.empty());
}
