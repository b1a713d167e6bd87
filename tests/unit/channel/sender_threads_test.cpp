#include "channel/sender_threads.hpp"

#include "unit/channel/samples.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <deque>
#include <latch>
#include <mutex>
#include <set>

using namespace nhaclich::channel;
using namespace nhaclich::channel::tests;
namespace asio = boost::asio;

namespace {

/// Delivers at once, except a payload whose octets are "wait": that one blocks until it is stopped.
SendResult deliver(const Payload& payload, const std::stop_token& stop, std::latch* begun) {
    if (payload.octets == "throw") throw std::runtime_error("a bug");
    if (payload.octets != "wait") return Accepted{payload.octets};
    if (begun != nullptr) begun->count_down();
    std::mutex mutex;
    std::condition_variable_any woken;
    std::unique_lock lock(mutex);
    woken.wait(lock, stop, [] { return false; });
    return Doubtful{"stopped"};
}

Payload payload(std::string octets) {
    return {"<a@b.c>", std::move(octets), line("a@example.org")};
}

std::function<Worker()> workers(std::latch* begun = nullptr) {
    return [begun] {
        return Worker{[begun](const Payload& what, const std::stop_token& stop) {
                          return deliver(what, stop, begun);
                      },
                      [] {}};
    };
}

struct Spawned {
    Handover handover;
    std::exception_ptr thrown;
    std::string answer;
    std::string kind;
    bool keeps_place = false;
    asio::cancellation_signal signal;
};

void spawn(asio::io_context& io, SenderThreads& threads, const Payload& what, Spawned& seen) {
    asio::co_spawn(
        io, threads.send(what, seen.handover),
        asio::bind_cancellation_slot(seen.signal.slot(),
                                     [&seen](std::exception_ptr fault, const SendResult& result) {
                                         seen.thrown = std::move(fault);
                                         if (!seen.thrown) seen.answer = answer_of(result);
                                         seen.kind = kind_of(result);
                                         if (!seen.keeps_place) seen.handover.place.reset();
                                     }));
}

}  // namespace

TEST_CASE("every payload gets the answer to itself, on the loop's thread") {
    asio::io_context io(1);
    SenderThreads threads(3, workers());
    std::set<std::string> answers;
    std::vector<Payload> payloads;
    std::deque<Handover> handovers;
    for (int i = 0; i < 200; ++i) payloads.push_back(payload(std::to_string(i)));
    const auto loop = std::this_thread::get_id();
    for (const auto& what : payloads) {
        auto& handover = handovers.emplace_back();
        asio::co_spawn(io, threads.send(what, handover),
                       [&](std::exception_ptr fault, const SendResult& result) {
                           CHECK(!fault);
                           CHECK(std::this_thread::get_id() == loop);
                           answers.insert(answer_of(result));
                           handover.place.reset();
                       });
    }
    io.run();
    CHECK(answers.size() == 200);
}

TEST_CASE("a worker that throws leaves its delivery in doubt and serves the next") {
    asio::io_context io(1);
    SenderThreads threads(1, workers());
    const auto bad = payload("throw");
    const auto good = payload("good");
    Spawned first;
    Spawned second;
    spawn(io, threads, bad, first);
    spawn(io, threads, good, second);
    io.run();
    CHECK(first.answer == "a bug");
    CHECK(second.answer == "good");
}

TEST_CASE("a delivery under way can be given up, and so can one that waits") {
    std::latch begun(1);
    asio::io_context io(1);
    SenderThreads threads(1, workers(&begun));
    const auto blocking = payload("wait");
    const auto waiting = payload("waiting");
    const auto last = payload("last");
    Spawned first;
    Spawned second;
    Spawned third;
    spawn(io, threads, blocking, first);
    spawn(io, threads, waiting, second);
    spawn(io, threads, last, third);
    io.poll();
    begun.wait();
    second.signal.emit(asio::cancellation_type::terminal);
    first.signal.emit(asio::cancellation_type::terminal);
    io.run();
    CHECK(first.thrown);
    CHECK(second.thrown);
    CHECK(third.answer == "last");
}

TEST_CASE("frames destroyed with their loop take their deliveries along") {
    std::latch begun(1);
    SenderThreads threads(1, workers(&begun));
    const auto blocking = payload("wait");
    Spawned seen;
    {
        asio::io_context io(1);
        spawn(io, threads, blocking, seen);
        io.poll();
        begun.wait();
    }
    CHECK_FALSE(seen.thrown);
    asio::io_context io(1);
    const auto good = payload("good");
    Spawned next;
    spawn(io, threads, good, next);
    io.run();
    CHECK(next.answer == "good");
}

TEST_CASE("nothing is begun in the place of a message whose result is not safe") {
    asio::io_context io(1);
    SenderThreads threads(1, workers());
    const auto message = payload("message");
    const auto other = payload("other");
    Spawned first;
    Spawned second;
    first.keeps_place = true;
    std::vector<std::string> notes;
    const bool noted = GENERATE(true, false);
    first.handover.accepted = [&](const Accepted& accepted) {
        notes.push_back(accepted.answer);
        return noted;
    };
    std::latch begun(1);
    second.handover.accepted = [&](const Accepted&) {
        begun.count_down();
        return true;
    };
    spawn(io, threads, message, first);
    while (first.kind.empty()) io.run_one();
    CHECK(notes == std::vector<std::string>{"message"});
    io.restart();
    spawn(io, threads, other, second);
    io.poll();
    if (!noted) {
        threads.give_back();  // it has not begun
        io.run();
        CHECK(second.kind == "unsent");
        io.restart();
        spawn(io, threads, other, second);
        io.poll();
        CHECK_FALSE(begun.try_wait());
        first.handover.place.reset();
    }
    begun.wait();
    io.run();
    CHECK(second.answer == "other");
}
