#include "scenario/sim_year.hpp"

#include "config/load.hpp"
#include "scenario/fast_clock.hpp"
#include "scenario/sim_daemon.hpp"
#include "scenario/sim_edit.hpp"
#include "scenario/sim_model.hpp"
#include "service/daemon.hpp"
#include "store/open.hpp"
#include "store/record_book.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"
#include "support/virtual_clock.hpp"

#include <algorithm>
#include <array>
#include <boost/asio/co_spawn.hpp>
#include <fmt/format.h>
#include <random>

namespace nhaclich::test {

namespace asio = boost::asio;
using reminder::Delivery;
using reminder::DeliveryKey;
using reminder::Purpose;
using std::chrono::days;
using std::chrono::hours;

namespace {

const char* const kinds[] = {"observance", "meeting", "deadline"};

/// One year of one office, and the model that watches.
class Year {
  public:
    Year(std::uint64_t seed, Mutant mutant)
        : chance_(seed), mutant_(mutant), on_disk_(first_board(chance_)) {
        witness_.unsent = [this](const Delivery& delivery, const std::string& reason) {
            model_.judge_unsent(delivery, reason);
        };
        channel_ = std::make_shared<Post>(*this);
        begun_in(directory_.path());
        start();
    }
    ~Year() { stop(); }

    std::string live(const Story& story) {
        for (const auto& event : story) {
            model_.doing = event.text();
            run_for(hours{event.hours});
            model_.facts.undisturbed_from = Instant::max();
            happen(event);
            disturbed();
            if (model_.complaints().size() > enough) break;
        }
        drain();
        const DueWindow ever{Instant{}, Instant{days{40000}}};
        model_.settle_accounts(run(store_->ledger(ever)).value());
        std::string all;
        for (const auto& complaint : model_.complaints()) all += complaint + "\n";
        return all;
    }

  private:
    static constexpr std::size_t enough = 5;

    /// Answers as the year wants it and has every transfer judged.
    class Post final : public channel::Channel {
      public:
        explicit Post(Year& year) : year_(year) {}
        Result<channel::Payload> encode(const message::Message& message, const plan::Address& to,
                                        const DeliveryKey& key, int edition) const override {
            auto id = fmt::format("{}/{}/{}/{}/{}/{}", key.occurrence.entry.str(),
                                  iso(key.occurrence.nominal), key.rule, key.member.str(),
                                  key.channel.str(), edition);
            return channel::Payload{std::move(id), message.subject.str() + message.text, to};
        }
        asio::awaitable<channel::SendResult> send(const channel::Payload& payload,
                                                  channel::Handover& handover) override {
            year_.store_->dies();
            auto result = year_.transferred(payload);
            const auto* accepted = std::get_if<channel::Accepted>(&result);
            if (accepted != nullptr) static_cast<void>(handover.accepted(*accepted));
            co_return result;
        }
        std::size_t ahead() const override { return 4; }

      private:
        Year& year_;
    };

    // --- the daemon ---

    std::unique_ptr<store::Database> opened() {
        return store::open_for_simulation(directory_.path()).value();
    }

    void start() {
        if (!daemon_) start(opened());
    }

    void start(std::unique_ptr<store::Database> database) {
        model_.facts.undisturbed_from = Instant::max();
        broken_ = false;  // whoever starts it mends the files first
        const auto planned = run(database->facts()).value().planned_until;
        store_ = std::make_unique<SimStore>(std::move(database), mutant_, witness_);
        const auto load = [this] {
            if (!broken_) read_ = on_disk_;
            const auto files = broken_ ? std::map<std::string, std::string>{} : on_disk_.files();
            return configuration(files, edited_at_);
        };
        const auto channels = [this](const config::Settings&) -> Result<outbox::Channels> {
            model_.facts.board = read_;  // asked for when a board is adopted
            return outbox::Channels{{ChannelId::parse("email").value(), channel_},
                                    {ChannelId::parse("zalo").value(), channel_}};
        };
        daemon_ = std::make_unique<service::Daemon>(
            service::Seams{loop_.get_executor(),
                           mutant_ == Mutant::early_hour ? fast_clock_ : clock(),
                           *store_,
                           *store_,
                           log_,
                           {.letter = plain_letter}},
            load, channels);
        bool started = false;
        asio::co_spawn(loop_, daemon_->start(),
                       [&](const std::exception_ptr& error, const std::vector<Error>& faults) {
                           started = error == nullptr && faults.empty();
                       });
        clock_.settle();
        tasks_ = std::make_unique<TaskGroup>(
            loop_.get_executor(), [this](const std::string& task, const std::string& what) {
                model_.complain("task {} ended: {}", task, what);
            });
        if (!started) {
            if (!store_->crashed()) model_.complain("does not start");
            return;
        }
        if (planned) model_.allow(*planned, clock_.now());
        daemon_->run_in(*tasks_);
        disturbed();
        clock_.settle();
        after_running();
    }

    void stop() {
        if (!daemon_) return;
        run_to_its_end(loop_, tasks_->stop(std::chrono::seconds{10}));
        tasks_.reset();
        daemon_.reset();
        if (store_->crashed()) ++model_.facts.deaths;
        book_.reset();
        store_.reset();
    }

    void reload() {
        if (!daemon_) return;
        asio::co_spawn(loop_, daemon_->reload(),
                       [](const std::exception_ptr&, const std::vector<Error>&) {});
        clock_.settle();
        after_running();
    }

    void run_for(hours length) {
        clock_.run_until(clock_.now() + length);
        after_running();
    }

    /// Whatever fell due up to here is owed; a death ends the run and a new life begins later.
    void after_running() {
        if (!daemon_) return;
        if (!store_->crashed()) {
            model_.owe(clock_.now());
            return;
        }
        const Instant died = clock_.now();
        stop();
        auto left_behind = opened();
        const auto planned = run(left_behind->facts()).value().planned_until;
        if (planned && !model_.owed_up_to(*planned)) model_.owe(std::min(*planned, died));
        start(std::move(left_behind));
    }

    channel::SendResult transferred(const channel::Payload& payload) {
        const auto carried = store_->claimed(payload.message_id);
        model_.judge_transfer(payload, carried);
        if (outage_) return channel::Deferred{"connection refused", true, std::nullopt};
        const auto at = payload.to.str().find('@');
        const bool mail = at != std::string::npos;
        if (mail && refused_.contains(payload.to.str().substr(0, at)))
            return channel::Refused{"550 unknown"};
        const bool doubt = doubts_ > 0 && doubts_-- > 0;
        model_.accepted(carried, doubt);
        if (doubt) return channel::Doubtful{"cut"};
        return channel::Accepted{"250 ok"};
    }

    /// All faults mended, a fortnight to catch up.
    void drain() {
        model_.doing = "the end";
        outage_ = false;
        doubts_ = 0;
        broken_ = false;
        if (!daemon_) start();
        if (model_.facts.paused) resume();
        open_endpoint();
        run_for(hours{24 * 14});
        if (!daemon_) start();
        // Who dies in the last hours gets a day more to catch up.
        int deaths = 0;
        do {
            deaths = model_.facts.deaths;
            run_for(hours{24});
        } while (deaths != model_.facts.deaths);
    }

    // --- what happens ---

    void happen(const Event& event) {
        const auto what = event.name();
        const Day today{std::chrono::floor<days>(clock_.now().time_since_epoch())};
        if (what == "broken-edit") {
            broken_ = !broken_;
            reload();
        } else if (edit(on_disk_, event, today, added_)) {
            edited_at_ = clock_.now();
            const auto before = model_.facts.board;
            reload();
            if (daemon_ && !store_->crashed() && !broken_) model_.expect_notices(before);
        } else if (!lives(what, event)) {
            tells(what, event);
        }
    }

    /// Retries and a channel at rest take their time.
    void disturbed() {
        constexpr hours settled{2};
        const bool troubled = outage_ || doubts_ > 0 || model_.facts.paused;
        model_.facts.undisturbed_from = troubled ? Instant::max() : clock_.now() + settled;
    }

    Clock& clock() { return clock_; }

    bool lives(std::string_view what, const Event& event) {
        constexpr int longest_jump = 72;
        if (what == "restart" || what == "downtime") {
            stop();
            if (what == "downtime") clock_.run_until(clock_.now() + hours{event.b % 480});
            start();
        } else if (what == "crash") {
            if (daemon_) store_->crash_at(1 + event.b % 40, event.a % 2 == 0);
        } else if (what == "jump-ahead") {
            clock_.set(clock_.now() + hours{1 + event.b % longest_jump});
            after_running();
        } else if (what == "jump-back") {
            const Instant then = clock_.now() - hours{1 + event.b % longest_jump};
            model_.owe_again_from(then);
            clock_.set(then);
            after_running();
        } else if (what == "outage") {
            outage_ = true;
        } else if (what == "mend") {
            outage_ = false;
            refused_.clear();
        } else if (what == "doubt") {
            doubts_ = 1 + event.b % 3;
        } else if (what == "refuse") {
            if (on_disk_.members.empty()) return true;
            const auto& name = chosen(on_disk_.members, event.a)->first;
            refused_.insert(name);
            model_.facts.ever_refused.insert(name);
        } else {
            return what == "wait";
        }
        return true;
    }

    /// Opening one takes longer than what is written into it. None outlives the daemon beside it.
    store::RecordBook& book() {
        if (!book_) book_ = store::open_record_book(directory_.path()).value();
        return *book_;
    }

    /// Through the record book, as a command beside the daemon does.
    void tells(std::string_view what, const Event& event) {
        if (store_ && store_->crashed()) return;
        if (what == "pause") {
            model_.facts.paused =
                book().pause({clock_.now(), std::nullopt, "asked"}, "sim").has_value();
        } else if (what == "resume") {
            resume();
        } else if (what == "receipt" || what == "undo") {
            write_receipt(book(), what == "receipt", event);
        } else {
            write_choice(book(), what, event);
        }
        if (daemon_) daemon_->look_again();
        clock_.settle();
        after_running();
    }

    void resume() {
        if (book().resume(clock_.now(), "sim")) model_.facts.paused = false;
        if (daemon_) daemon_->look_again();
        clock_.settle();
        after_running();
    }

    /// A long outage closes it until somebody looks after it.
    void open_endpoint() {
        if (!book().enable(ChannelId::parse("zalo").value(), clock_.now()))
            return model_.complain("endpoint not opened");
        if (daemon_) daemon_->look_again();
        clock_.settle();
        after_running();
    }

    void write_receipt(store::RecordBook& book, bool there, const Event& event) {
        for (const auto& [id, entry] : model_.facts.board.entries) {
            if (entry.kind != SimKind::deadline) continue;
            const std::string unit = event.b % 2 == 0 ? "tk-1" : "tk-2";
            store::ReceiptNote note{{EntryId::parse(id).value(), entry.day},
                                    UnitId::parse(unit).value(),
                                    std::nullopt,
                                    entry.day,
                                    clock_.now(),
                                    "sim"};
            if (there) note.answer = reminder::Answer::submitted;
            if (!book.record(note)) return model_.complain("receipt not recorded");
            auto& units = model_.facts.receipts[{id, entry.day}];
            if (there)
                units.insert(unit);
            else
                units.erase(unit);
            if (units.empty()) model_.facts.receipts.erase({id, entry.day});
            return;
        }
    }

    void write_choice(store::RecordBook& book, std::string_view what, const Event& event) {
        if (model_.facts.board.members.empty()) return;
        const auto& name = chosen(model_.facts.board.members, event.a)->first;
        const auto member = MemberId::parse(name).value();
        if (what == "stop-member") {
            const bool stop = event.b % 3 != 0;
            if (!book.choose({member, "stop", stop ? "yes" : "", clock_.now(), "sim"}))
                return model_.complain("choice not recorded");
            if (stop)
                model_.facts.stopped.insert(name);
            else
                model_.facts.stopped.erase(name);
            return;
        }
        std::string wanted;
        for (int kind = 0; kind < 3; ++kind) {
            model_.facts.muted.erase({name, kind});
            if (kind == event.b % 3)
                model_.facts.muted.insert({name, kind});
            else
                wanted += (wanted.empty() ? "" : ",") + std::string(kinds[kind]);
        }
        if (!book.choose({member, "kinds", wanted, clock_.now(), "sim"}))
            model_.complain("choice not recorded");
    }

    std::mt19937_64 chance_;
    Mutant mutant_;
    TemporaryDirectory directory_;
    SimBoard on_disk_;
    SimBoard read_;
    Instant edited_at_ = parse_iso_instant("2025-12-31T00:00:00Z").value();
    bool broken_ = false;
    int added_ = 0;

    asio::io_context loop_;
    VirtualClock clock_{loop_, parse_iso_instant("2025-12-31T17:00:00Z").value()};
    FastClock fast_clock_{clock_};
    service::Log log_{message::Catalogue::builtin(plan::Language::vi), service::Quiet::yes};
    SimStore::Witness witness_;
    Model model_{clock_, witness_};
    std::unique_ptr<SimStore> store_;
    std::unique_ptr<store::RecordBook> book_;
    std::shared_ptr<Post> channel_;
    std::unique_ptr<service::Daemon> daemon_;
    std::unique_ptr<TaskGroup> tasks_;

    bool outage_ = false;
    int doubts_ = 0;
    std::set<std::string> refused_;
};

}  // namespace

std::string lived_through(std::uint64_t seed, const Story& story, Mutant mutant) {
    return Year(seed, mutant).live(story);
}

}  // namespace nhaclich::test
