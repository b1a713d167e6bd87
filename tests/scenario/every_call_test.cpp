// A fixed week in which the n-th call to the world fails, for n = 1, 2, … until none does.
#include "scenario/sim_board.hpp"
#include "scenario/sim_daemon.hpp"
#include "service/daemon.hpp"
#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/failing_store.hpp"
#include "support/run.hpp"
#include "support/scripted_channel.hpp"
#include "support/temporary_directory.hpp"
#include "support/virtual_clock.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <catch2/catch.hpp>
#include <stdexcept>

using namespace nhaclich;
using namespace nhaclich::test;
using std::chrono::days;
using std::chrono::hours;

namespace {

SimBoard office() {
    SimBoard board;
    const Day monday = make_day(2026, 3, 2);
    board.members["an"] = {{"chung", "thuong-truc"}, "", false};
    board.members["binh"] = {{"chung"}, "tk-1", false};
    board.members["cuc"] = {{"hai"}, "tk-2", false};
    board.entries["le"] = {SimKind::observance, monday + days{2}, 9, false, 0, "chung",
                           {{-1, 8}, {0, 6}}};
    board.entries["hop"] = {SimKind::meeting,       monday + days{3}, 14, false, 0, "hai",
                            {{-1, 8}, {2, 0, true}}};
    board.entries["bao-cao"] = {SimKind::deadline, monday + days{4}, 9, false, 0,
                                "chung",           {{-3, 8}, {0, 8}}};
    board.entries["dot"] = {SimKind::observance, monday + days{5}, 9, false, 0, "hai", {{-4, 8}}};
    return board;
}

/// Sleeps are cut short from the outside, as by a jump of the clock.
class RestlessClock final : public Clock {
  public:
    explicit RestlessClock(VirtualClock& clock) : clock_(clock) {}
    Instant now() const override { return clock_.now(); }
    boost::asio::awaitable<bool> slept_until(Instant when) override {
        failed = failed || left == 1;
        if (left > 0 && --left == 0) return clock_.slept_until(clock_.now());
        return clock_.slept_until(when);
    }

    int left = 0;
    bool failed = false;

  private:
    VirtualClock& clock_;
};

/// What the n-th call that fails is made to do.
enum class Fault { none, store, store_after_effect, defers, doubtful, throws, clock };

class Week {
  public:
    Week(Fault fault, int nth) : fault_(fault), left_(nth) {
        restless_.left = fault == Fault::clock ? nth : 0;
        channel_->answer = [this](const Transfer&) { return answer(); };
        if (fault == Fault::store) store_.fail_at(nth);
        if (fault == Fault::store_after_effect) store_.fail_at(nth, FailingStore::Effect::full);
    }
    ~Week() { stop(); }
    Week(const Week&) = delete;
    Week& operator=(const Week&) = delete;

    void live() {
        start();
        clock_.run_until(clock_.now() + hours{36});
        board_.entries["hop"].day += days{1};
        boost::asio::co_spawn(loop_, daemon_->reload(),
                              [](const std::exception_ptr&, const std::vector<Error>&) {});
        clock_.run_until(clock_.now() + hours{24});
        tk_1_has_reported();
        clock_.run_until(clock_.now() + hours{24});
        stop();
        start();
        clock_.run_until(clock_.now() + days{6});
    }

    /// Whether the fault came to pass.
    bool met() const { return store_.has_failed() || restless_.failed || answered_; }
    /// By which rule of what each member was told, whatever went out together.
    std::set<std::string> told() {
        std::set<std::string> sent;
        for (const auto& row : ledger())
            if (row.ledger.state == reminder::State::sent)
                sent.insert(words(row.ledger.delivery.key));
        return sent;
    }
    std::size_t copies() const {
        std::set<std::string> ids;
        for (const auto& transfer : channel_->transfers) ids.insert(transfer.message_id);
        return channel_->transfers.size() - ids.size();
    }
    bool copies_are_alike() const {
        std::map<std::string, std::string> octets;
        return std::ranges::all_of(channel_->transfers, [&](const Transfer& transfer) {
            return octets.try_emplace(transfer.message_id, transfer.octets).first->second ==
                   transfer.octets;
        });
    }
    std::vector<std::string> unsettled() {
        std::vector<std::string> left;
        for (const auto& row : ledger())
            if (row.ledger.state != reminder::State::sent &&
                row.ledger.state != reminder::State::cancelled)
                left.push_back(words(row.ledger.delivery.key) + " " +
                               std::string(code(row.ledger.state)) + " " + row.ledger.last_answer);
        return left;
    }

  private:
    /// As the command beside the daemon writes it down.
    void tk_1_has_reported() {
        const auto book = store::open_record_book(directory_.path()).value();
        const Day friday = board_.entries.at("bao-cao").day;
        const store::ReceiptNote note{{EntryId::parse("bao-cao").value(), friday},
                                      UnitId::parse("tk-1").value(),
                                      reminder::Answer::submitted,
                                      friday,
                                      clock_.now(),
                                      "cli"};
        REQUIRE(book->record(note));
        daemon_->look_again();
    }

    static std::string words(const reminder::DeliveryKey& key) {
        return key.occurrence.entry.str() + " " + iso(key.occurrence.nominal) + " " + key.rule +
               " " + key.member.str();
    }

    std::vector<store::OutboxRow> ledger() {
        const DueWindow ever{Instant{}, Instant{days{40000}}};
        return run(database_->ledger(ever)).value();
    }

    void start() {
        daemon_ = std::make_unique<service::Daemon>(
            service::Seams{
                loop_.get_executor(), restless_, store_, store_, log_, {.letter = plain_letter}},
            [this] { return configuration(board_.files(), clock_.now()); },
            [this](const config::Settings&) -> Result<outbox::Channels> {
                return outbox::Channels{{ChannelId::parse("email").value(), channel_}};
            });
        // Whoever starts a daemon that cannot start tries again.
        for (bool started = false; !started;) {
            boost::asio::co_spawn(
                loop_, daemon_->start(),
                [&](const std::exception_ptr& error, const std::vector<Error>& faults) {
                    started = error == nullptr && faults.empty();
                });
            clock_.settle();
        }
        tasks_ = std::make_unique<TaskGroup>(
            loop_.get_executor(),
            [](const std::string& task, const std::string& what) { FAIL(task << ": " << what); });
        daemon_->run_in(*tasks_);
        clock_.settle();
    }

    void stop() {
        if (!daemon_) return;
        run_to_its_end(loop_, tasks_->stop(std::chrono::seconds{10}));
        tasks_.reset();
        daemon_.reset();
    }

    channel::SendResult answer() {
        const bool mail =
            fault_ == Fault::defers || fault_ == Fault::doubtful || fault_ == Fault::throws;
        if (!mail || left_ == 0 || --left_ > 0) return channel::Accepted{"250 ok"};
        answered_ = true;
        if (fault_ == Fault::throws) throw std::runtime_error("out of memory");
        if (fault_ == Fault::doubtful) return channel::Doubtful{"cut after the dot"};
        return channel::Deferred{"451 later", true, std::nullopt};
    }

    Fault fault_;
    int left_;
    bool answered_ = false;
    SimBoard board_ = office();
    boost::asio::io_context loop_;
    VirtualClock clock_{loop_, parse_iso_instant("2026-03-01T17:00:00Z").value()};
    RestlessClock restless_{clock_};
    service::Log log_{message::Catalogue::builtin(plan::Language::vi), service::Quiet::yes};
    TemporaryDirectory directory_;
    std::unique_ptr<store::Database> database_ =
        store::open_for_simulation(begun_in(directory_.path())).value();
    FailingStore store_{*database_};
    std::shared_ptr<ScriptedChannel> channel_ = std::make_shared<ScriptedChannel>(clock_);
    std::unique_ptr<service::Daemon> daemon_;
    std::unique_ptr<TaskGroup> tasks_;
};

/// Of a week in which nothing fails.
std::set<std::string> all_told() {
    Week week(Fault::none, 0);
    week.live();
    return week.told();
}

struct Row {
    Fault fault;
    const char* what;
    std::size_t copies;  ///< at most: where nobody knows whether the first was accepted
};

constexpr std::array rows{
    Row{Fault::store, "a call of the store", 0}, Row{Fault::store_after_effect, "a commit", 0},
    Row{Fault::defers, "a mail is deferred", 1}, Row{Fault::doubtful, "a mail is cut off", 1},
    Row{Fault::throws, "sending throws", 1},     Row{Fault::clock, "a sleep ends early", 0}};

}  // namespace

TEST_CASE("whichever call of a week fails, everybody is told all the same, and once") {
    const auto expected = all_told();
    REQUIRE(expected.size() >= 8);
    for (const auto& row : rows) {
        int nth = 0;
        for (bool met = true; met;) {
            Week week(row.fault, ++nth);
            week.live();
            met = week.met();
            INFO(row.what << " fails, number " << nth);
            CHECK(week.told() == expected);
            CHECK(week.copies() <= row.copies);
            CHECK(week.copies_are_alike());
            CHECK(week.unsettled() == std::vector<std::string>{});
        }
        INFO(row.what);
        CHECK(nth > 5);  // it did fail, again and again
    }
}
