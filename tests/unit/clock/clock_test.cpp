#include "clock/event.hpp"
#include "clock/sleep.hpp"
#include "clock/system_clock.hpp"
#include "clock/task_group.hpp"
#include "clock/turn.hpp"
#include "support/run.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <catch2/catch.hpp>
#include <sys/resource.h>
#include <vector>

using namespace nhaclich;
using namespace nhaclich::test;
namespace asio = boost::asio;

namespace {

const Instant morning = parse_iso_instant("2026-11-24T01:00:00Z").value();

TaskGroup::Report ignored() {
    return [](const std::string&, const std::string&) {};
}

asio::awaitable<void> note_after(Clock& clock, Instant when, std::vector<std::string>& notes,
                                 std::string note) {
    co_await end_when_asked();
    co_await clock.sleep_until(when);
    notes.push_back(iso(clock.now()) + " " + note);
}

/// Ends only when nothing else is left to ask with.
asio::awaitable<void> stubborn(bool& ended) {
    const auto executor = co_await asio::this_coro::executor;
    asio::steady_timer never(executor, asio::steady_timer::time_point::max());
    try {
        co_await never.async_wait(asio::use_awaitable);
    } catch (...) {
        ended = true;
        throw;
    }
}

asio::awaitable<void> count_wakes(Clock& clock, Event& event, int& woken) {
    co_await end_when_asked();
    const Instant tomorrow = clock.now() + std::chrono::days{1};
    while (true) {
        co_await sleep_until_or(clock, tomorrow, event);
        ++woken;
    }
}

asio::awaitable<void> take_a_turn(Queue& queue, Clock& clock, Instant until,
                                  std::vector<std::string>& notes, std::string name) {
    co_await end_when_asked();
    Turn turn(queue);
    co_await turn.come();
    notes.push_back(name + " comes");
    co_await clock.sleep_until(until);
    notes.push_back(name + " leaves");
}

asio::awaitable<void> faulty() {
    throw std::runtime_error("a bug");
    co_return;
}

}  // namespace

TEST_CASE("virtual time passes from sleeper to sleeper, in order") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    std::vector<std::string> notes;
    TaskGroup tasks(loop.get_executor(), ignored());
    tasks.spawn("b", note_after(clock, morning + std::chrono::hours{2}, notes, "b"));
    tasks.spawn("a", note_after(clock, morning + std::chrono::hours{1}, notes, "a"));
    clock.run_until(morning + std::chrono::minutes{90});
    CHECK(notes == std::vector<std::string>{"2026-11-24T02:00:00Z a"});
    clock.run_until(morning + std::chrono::hours{3});
    CHECK(notes.size() == 2);
    CHECK(iso(clock.now()) == "2026-11-24T04:00:00Z");
    CHECK(tasks.empty());
}

TEST_CASE("an event that came before the wait is not lost, and wakes a sleeper early") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    Event event;
    int woken = 0;
    TaskGroup tasks(loop.get_executor(), ignored());
    event.wake();
    event.wake();
    tasks.spawn("waiting", count_wakes(clock, event, woken));
    clock.settle();
    CHECK(woken == 1);
    event.wake();
    clock.settle();
    CHECK(woken == 2);
    run_to_its_end(loop, tasks.stop(std::chrono::seconds{10}));
    CHECK(tasks.empty());
}

TEST_CASE("a group ends who can end when asked, and cuts off who cannot") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    std::vector<std::string> notes;
    bool cut_off = false;
    std::vector<std::string> reports;
    TaskGroup tasks(loop.get_executor(), [&](const std::string& task, const std::string& what) {
        reports.push_back(task + ": " + what);
    });
    tasks.spawn("sleeper", note_after(clock, morning + std::chrono::hours{1}, notes, "late"));
    tasks.spawn("stubborn", stubborn(cut_off));
    tasks.spawn("faulty", faulty());
    clock.settle();
    CHECK(reports == std::vector<std::string>{"faulty: a bug"});
    CHECK(tasks.size() == 2);
    run_to_its_end(loop, tasks.stop(std::chrono::milliseconds{1}));
    CHECK(cut_off);
    CHECK(notes.empty());
    CHECK(reports.size() == 1);
}

TEST_CASE("setting the virtual clock wakes every sleeper, as a jump of the real one does") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    std::vector<std::string> notes;
    TaskGroup tasks(loop.get_executor(), ignored());
    tasks.spawn("a", note_after(clock, morning + std::chrono::hours{1}, notes, "a"));
    clock.settle();
    clock.set(morning - std::chrono::hours{24});
    CHECK(notes == std::vector<std::string>{"2026-11-23T01:00:00Z a"});
}

TEST_CASE("the system clock does not sleep for what is past, and can be woken from the rest") {
    asio::io_context loop;
    SystemClock clock;
    std::vector<std::string> notes;
    TaskGroup tasks(loop.get_executor(), ignored());
    tasks.spawn("past", note_after(clock, Instant{}, notes, "past"));
    tasks.spawn("far", note_after(clock, clock.now() + std::chrono::hours{1}, notes, "far"));
    while (notes.empty()) loop.run_one();
    CHECK(tasks.size() == 1);
    run_to_its_end(loop, tasks.stop(std::chrono::seconds{10}));
    CHECK(notes.size() == 1);
}

TEST_CASE("a turn comes to each in the order they came, also when somebody gives up waiting") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    Queue queue;
    std::vector<std::string> notes;
    TaskGroup some(loop.get_executor(), ignored());
    TaskGroup impatient(loop.get_executor(), ignored());
    using std::chrono::minutes;
    some.spawn("a", take_a_turn(queue, clock, morning + minutes{2}, notes, "a"));
    impatient.spawn("b", take_a_turn(queue, clock, morning + minutes{3}, notes, "b"));
    some.spawn("c", take_a_turn(queue, clock, morning + minutes{4}, notes, "c"));
    clock.run_until(morning + minutes{1});
    run_to_its_end(loop, impatient.stop(std::chrono::seconds{1}));
    clock.run_until(morning + minutes{5});
    CHECK(notes == std::vector<std::string>{"a comes", "a leaves", "c comes", "c leaves"});
    CHECK(queue.empty());
}

TEST_CASE("a turn goes on to the next when whoever has it is stopped") {
    asio::io_context loop;
    VirtualClock clock(loop, morning);
    Queue queue;
    std::vector<std::string> notes;
    TaskGroup first(loop.get_executor(), ignored());
    TaskGroup second(loop.get_executor(), ignored());
    using std::chrono::minutes;
    first.spawn("a", take_a_turn(queue, clock, morning + minutes{9}, notes, "a"));
    second.spawn("b", take_a_turn(queue, clock, morning + minutes{1}, notes, "b"));
    clock.settle();
    run_to_its_end(loop, first.stop(std::chrono::seconds{1}));
    clock.run_until(morning + minutes{2});
    CHECK(notes == std::vector<std::string>{"a comes", "b comes", "b leaves"});
    run_to_its_end(loop, second.stop(std::chrono::seconds{1}));
}

TEST_CASE("without a descriptor for a timer it sleeps all the same") {
    SystemClock clock;
    asio::io_context loop;
    rlimit before{};
    REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
    const rlimit none{0, before.rlim_max};
    Event never;
    // Asio and the sanitizers need descriptors of their own at first.
    run(loop, sleep_until_or(clock, Instant{}, never));
    loop.restart();
    bool woken = false;
    std::exception_ptr failure;
    asio::co_spawn(loop, sleep_until_or(clock, clock.now() + std::chrono::seconds{1}, never),
                   [&](const std::exception_ptr& error) {
                       woken = true;
                       failure = error;
                   });
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &none) == 0);
    loop.poll();  // it falls asleep
    REQUIRE(::setrlimit(RLIMIT_NOFILE, &before) == 0);
    CHECK_FALSE(woken);
    while (!woken) loop.run_one();
    CHECK_FALSE(failure);
}
