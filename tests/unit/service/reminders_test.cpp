// What is known of failing channels while the store fails at one call or another.
#include "service/reminders.hpp"

#include "clock/task_group.hpp"
#include "store/open.hpp"
#include "support/a_configuration.hpp"
#include "support/a_delivery.hpp"
#include "support/failing_store.hpp"
#include "support/run.hpp"
#include "support/temporary_directory.hpp"
#include "support/virtual_clock.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;
using std::chrono::minutes;

namespace {

const ChannelId email = ChannelId::parse("email").value();

/// An office whose mail server has not answered for half an hour; nobody has heard of it yet.
class Office {
  public:
    Office(int failing_call, FailingStore::Effect effect) {
        const auto row = a_delivery("an", "2026-01-05T01:00:00Z");
        REQUIRE(run(db_->record(an_agenda({row}, "2026-01-05T01:00:00Z"), clock_.now())));
        for (const auto age : {minutes{30}, minutes{20}, minutes{10}}) {
            store::Outcome outcome;
            outcome.state = reminder::State::deferred;
            outcome.at = clock_.now() - age;
            outcome.next_at = clock_.now() + minutes{600};
            outcome.health = store::Health::failing;
            REQUIRE(run(db_->record_result({1}, outcome)));
        }
        REQUIRE(run(boards_.reload()).empty());
        store_.fail_at(failing_call, effect);
        tasks_.spawn("reminders", reminders_.run());
        clock_.settle();
    }
    ~Office() { run_to_its_end(loop_, tasks_.stop(std::chrono::seconds{10})); }
    Office(const Office&) = delete;
    Office& operator=(const Office&) = delete;

    void wait(minutes time) { clock_.run_until(clock_.now() + time); }
    bool has_failed() const { return store_.has_failed(); }
    /// Health says so.
    bool is_known() const { return reminders_.failing().contains(email); }
    /// It is on record that the standing members hear of it.
    bool is_told() {
        const auto endpoints = run(db_->facts()).value().endpoints;
        REQUIRE(endpoints.size() == 1);
        return endpoints[0].warned;
    }

  private:
    boost::asio::io_context loop_;
    VirtualClock clock_{loop_, instant("2026-01-05T02:00:00Z")};
    TemporaryDirectory directory_;
    std::unique_ptr<store::Database> db_ = store::open_for_simulation(directory_.path()).value();
    FailingStore store_{*db_};
    service::Log log_{message::Catalogue::builtin(plan::Language::vi), service::Quiet::yes};
    service::StoreTroubles troubles_{log_, clock_};
    service::Boards boards_{[this] {
                                return tl::expected<config::Configuration, std::vector<Error>>{
                                    a_configuration(clock_.now())};
                            },
                            *db_, *db_, clock_};
    service::Reminders reminders_{boards_, store_, clock_, log_, troubles_, [] {}};
    TaskGroup tasks_{loop_.get_executor(), [](const std::string& task, const std::string& what) {
                         FAIL(task << ": " << what);
                     }};
};

}  // namespace

TEST_CASE("health does not tell of a failing channel before the members are told") {
    const auto effect = GENERATE(FailingStore::Effect::none, FailingStore::Effect::full);
    int nth = 0;
    for (bool met = true; met;) {
        Office office(++nth, effect);
        CAPTURE(nth);
        met = office.has_failed();
        const bool known = office.is_known();
        CHECK((met || known));
        CHECK((office.is_told() || !known));
        office.wait(minutes{1});
        CHECK(office.is_told());
        CHECK(office.is_known());
    }
    CHECK(nth > 4);
}
