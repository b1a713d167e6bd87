// What becomes of the feed's stamps over edits, restarts, crashes and wrong clocks.
#include "service/boards.hpp"

#include "store/open.hpp"
#include "support/a_configuration.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <list>

using namespace nhaclich;
using namespace nhaclich::test;
using std::chrono::hours;

namespace {

const Instant monday = instant("2026-01-05T01:00:00Z");
constexpr std::chrono::days a_day{1};
const std::string quiet = "Họp";
const std::string usual = "08";

/// One office from start to start: its files, its database, its clock.
class Office {
  public:
    Office() { start(); }

    void start() {
        db_ = store::open_for_simulation(directory_.path()).value();
        boards_ = std::make_unique<service::Boards>(
            [this] { return tl::expected<config::Configuration, std::vector<Error>>{files_}; },
            *db_, *db_, clock_);
        reload();
    }
    void stop() {
        REQUIRE(run(boards_->withdraw()));
        crash();
    }
    void crash() {
        boards_.reset();
        db_.reset();
    }
    void reload() { REQUIRE(run(boards_->reload()).empty()); }

    /// Of the only entry, which is on 8/3/2026 and may be moved to another day of March; saved an
    /// hour later than the last time.
    void save(const std::string& title, const std::string& on_day) {
        clock_.set(clock_.now() + hours{1});
        auto head = titled(title);
        if (on_day != usual) head.moved[day("2026-03-08")].to = day("2026-03-" + on_day);
        files_.plan.entries = {plan::Observance{head, on("8/3/2026")}};
        files_.edited_at = clock_.now();
    }
    void empty_the_plan() {
        clock_.set(clock_.now() + hours{1});
        files_.plan.entries.clear();
        files_.edited_at = clock_.now();
    }
    void rename_the_calendar(const std::string& name, hours later) {
        clock_.set(clock_.now() + later);
        files_.settings.feed.name = {line(name), {}};
        files_.edited_at = clock_.now();
    }
    void edit(const std::string& title, const std::string& on_day) {
        save(title, on_day);
        reload();
    }
    /// As a phone that gets the feed.
    plan::Revision fetch() {
        boards_->hand_out();
        return event();
    }
    plan::Revision event() const {
        const auto& all = boards_->current().board->revisions();
        REQUIRE(all.size() == 1);
        return all[0];
    }
    store::FeedStamp stamp() const { return boards_->current().stamp; }
    const std::string& feed() const { return boards_->current().board->feed(); }
    std::vector<plan::Revision> stored() { return run(db_->revisions()).value(); }
    VirtualClock& clock() { return clock_; }

  private:
    boost::asio::io_context loop_;
    VirtualClock clock_{loop_, monday};
    TemporaryDirectory directory_;
    config::Configuration files_ = as_on_monday();
    std::unique_ptr<store::Database> db_;
    std::unique_ptr<service::Boards> boards_;

    static config::Configuration as_on_monday() {
        auto files = a_configuration(monday);
        files.plan.entries = {plan::Observance{titled(quiet), on("8/3/2026")}};
        return files;
    }
    static plan::EntryHead titled(const std::string& title) {
        auto head = entry("le");
        head.title.vi = line(title);
        return head;
    }
};

/// A store that takes its time to publish.
class SlowStore : public store::RevisionStore {
  public:
    explicit SlowStore(store::RevisionStore& store) : store_(store) {}
    boost::asio::awaitable<Result<std::vector<plan::Revision>>> revisions() override {
        return store_.revisions();
    }
    boost::asio::awaitable<Result<void>> publish(const std::vector<plan::Revision>& revisions,
                                                 const store::FeedStamp& stamp) override {
        const int number = ++publishing;
        if (held) {
            Event& released = waiting_.emplace_back();
            while (held) co_await released.wait();
        }
        // Whoever comes again stands behind those who wait.
        co_await boost::asio::post(co_await boost::asio::this_coro::executor,
                                   boost::asio::use_awaitable);
        if (number == fails) co_return fail("store.failed"_msg, {{"reason", "full"}});
        co_return co_await store_.publish(revisions, stamp);
    }
    boost::asio::awaitable<Result<std::optional<store::FeedStamp>>> feed_stamp() override {
        return store_.feed_stamp();
    }

    void let_go() {
        held = false;
        for (auto& one : waiting_) one.wake();
    }

    bool held = false;
    int publishing = 0;  ///< how often so far
    int fails = 0;       ///< which one

  private:
    store::RevisionStore& store_;
    std::list<Event> waiting_;
};

/// Boards of a slow store, and files to be edited.
struct Overtaking {
    Overtaking() { REQUIRE(run(boards.reload()).empty()); }
    void name(const char* name) { files.settings.feed.name = {line(name), {}}; }
    std::string in_force() const {
        return boards.current().board->configuration().settings.feed.name.vi.str();
    }
    void begin(boost::asio::awaitable<std::vector<Error>> edition) {
        ++under_way;
        boost::asio::co_spawn(
            loop, std::move(edition),
            [this](const std::exception_ptr&, const std::vector<Error>&) { --under_way; });
        loop.restart();
        loop.poll();
    }
    void let_go() {
        store.let_go();
        while (under_way > 0) loop.run_one();
    }

    boost::asio::io_context loop;
    VirtualClock clock{loop, monday};
    std::unique_ptr<store::Database> db = store::open_for_simulation("").value();
    SlowStore store{*db};
    config::Configuration files = a_configuration(monday);
    service::Boards boards{
        [this] { return tl::expected<config::Configuration, std::vector<Error>>{files}; }, store,
        *db, clock};
    int under_way = 0;
};

bool grew(const plan::Revision& before, const plan::Revision& after) {
    return after.sequence > before.sequence && after.last_modified > before.last_modified &&
           after.created == before.created;
}

}  // namespace

TEST_CASE("stamps outlive restarts and reloads, and only an edit moves them") {
    Office office;
    const auto first = office.fetch();
    office.edit(quiet, "09");
    const auto moved = office.fetch();
    CHECK(grew(first, moved));
    const auto octets = office.feed();
    const auto stamp = office.stamp();
    const bool cleanly = GENERATE(true, false);
    cleanly ? office.stop() : office.crash();
    office.start();
    CHECK(office.event() == moved);
    office.save(quiet, "09");
    office.reload();
    CHECK(office.event() == moved);
    CHECK(office.feed() == octets);
    CHECK(office.stamp() == stamp);
}

TEST_CASE("an edit undone after somebody had it goes on from it") {
    Office office;
    const auto first = office.fetch();
    office.edit(quiet, "09");
    const auto moved = office.fetch();
    office.edit(quiet, usual);
    const auto undone = office.event();
    CHECK(grew(first, moved));
    CHECK(grew(moved, undone));
    CHECK(office.stamp().last_modified > moved.last_modified);
}

TEST_CASE("an edit undone before anybody had it leaves no trace") {
    Office office;
    office.fetch();
    const auto octets = office.feed();
    const auto stamp = office.stamp();
    const auto stored = office.stored();
    office.edit(quiet, "09");
    CHECK(office.feed() != octets);
    office.edit("Hợp", "09");
    office.edit(quiet, usual);
    CHECK(office.feed() == octets);
    CHECK(office.stamp() == stamp);
    CHECK(office.stored() == stored);
}

TEST_CASE("of several edits before the next phone asks only the last one counts") {
    Office office;
    const auto first = office.fetch();
    office.edit(quiet, "09");
    office.edit(quiet, "10");
    office.edit(quiet, "11");
    CHECK(office.event().sequence == first.sequence + 1);
    CHECK(grew(first, office.event()));
}

TEST_CASE("an edit that nobody had is taken back with a clean stop, and counts after a crash") {
    Office office;
    const auto first = office.fetch();
    const auto octets = office.feed();
    const auto stamp = office.stamp();
    office.edit(quiet, "09");
    const auto moved = office.event();
    SECTION("stopped and undone") {
        office.stop();
        office.save(quiet, usual);
        office.start();
        CHECK(office.feed() == octets);
        CHECK(office.stamp() == stamp);
    }
    SECTION("stopped and kept") {
        office.stop();
        office.start();
        CHECK(office.event() == moved);
    }
    SECTION("crashed and undone: who had it, nobody knows") {
        office.crash();
        office.save(quiet, usual);
        office.start();
        CHECK(grew(moved, office.event()));
        CHECK(grew(first, office.event()));
    }
    SECTION("fetched, stopped and undone") {
        office.fetch();
        office.stop();
        office.save(quiet, usual);
        office.start();
        CHECK(grew(moved, office.event()));
    }
}

TEST_CASE("what a first start published and nobody had may still be said otherwise") {
    Office office;
    office.edit(quiet, "09");
    CHECK(office.event().sequence == 0);
    CHECK(office.event().created == office.event().last_modified);
    const auto before = office.event();
    office.stop();
    office.start();
    CHECK(office.event() == before);
}

TEST_CASE("what is removed is struck, and returns with higher stamps") {
    Office office;
    const auto first = office.fetch();
    office.empty_the_plan();
    office.reload();
    const auto gone = office.fetch();
    CHECK(gone.occurrence.status == plan::Status::cancelled);
    CHECK(grew(first, gone));
    const bool restarted = GENERATE(true, false);
    if (restarted) {
        office.stop();
        office.start();
        CHECK(office.event() == gone);
    }
    office.edit(quiet, usual);
    CHECK(grew(gone, office.event()));
    CHECK(office.event().occurrence.status == plan::Status::confirmed);
}

TEST_CASE("a clock set back moves no stamp back") {
    Office office;
    office.fetch();
    office.edit(quiet, "09");
    const auto moved = office.fetch();
    const auto stamp = office.stamp();
    office.clock().set(monday - 30 * a_day);
    office.reload();
    CHECK(office.event() == moved);
    CHECK(office.stamp() == stamp);
    office.edit(quiet, "10");
    CHECK(grew(moved, office.event()));
    CHECK(office.stamp().last_modified >= office.event().last_modified);
    CHECK(office.stamp().last_modified > stamp.last_modified);
}

TEST_CASE("another copy has another date, however soon it comes") {
    Office office;
    office.fetch();
    auto before = office.stamp();
    for (const auto* title : {"Một", "Hai", "Ba"}) {
        CAPTURE(title);
        office.rename_the_calendar(title, hours{0});
        office.reload();
        office.fetch();
        CHECK(office.stamp().etag != before.etag);
        CHECK(office.stamp().last_modified > before.last_modified);
        before = office.stamp();
    }
}

TEST_CASE("a clock years ahead and set right again costs no event its history") {
    Office office;
    office.fetch();
    office.edit(quiet, "09");
    const auto moved = office.fetch();
    const auto octets = office.feed();
    office.clock().set(monday + 3 * 366 * a_day);
    office.reload();
    office.stop();
    office.start();
    CHECK(office.feed().find("BEGIN:VEVENT") == std::string::npos);
    office.clock().set(monday + a_day);
    office.reload();
    CHECK(office.event() == moved);
    CHECK(office.feed() == octets);
}

TEST_CASE("a renamed calendar is another copy, and no event of it has changed") {
    Office office;
    const auto event = office.fetch();
    const auto stamp = office.stamp();
    office.rename_the_calendar("Tên khác", hours{1});
    office.reload();
    CHECK(office.event() == event);
    CHECK(office.stamp().etag != stamp.etag);
    CHECK(office.stamp().last_modified == office.clock().now());
}

TEST_CASE("what is read from the files later comes into force later, however long anything takes") {
    Overtaking boards;
    boards.name("Một");
    boards.store.held = true;
    boards.begin(boards.boards.reload());
    REQUIRE(boards.store.publishing == 2);
    // A fetch has the edition that is being written made anew.
    boards.boards.hand_out();
    boards.name("Hai");
    boards.begin(boards.boards.reload());
    boards.let_go();
    CHECK(boards.in_force() == "Hai");
}

TEST_CASE("an edit that the store kept back is not forgotten over one that came before it") {
    Overtaking boards;
    boards.name("Một");
    boards.store.held = true;
    boards.begin(boards.boards.reload());
    boards.name("Hai");
    boards.begin(boards.boards.reload());
    boards.store.fails = 3;
    boards.let_go();
    CHECK(boards.in_force() == "Một");
    CHECK(boards.boards.is_behind());
    boards.begin(boards.boards.roll());
    boards.let_go();
    CHECK(boards.in_force() == "Hai");
    CHECK_FALSE(boards.boards.is_behind());
}
