// An outbox on a memory store, with a channel "email" that answers as told.
#pragma once

#include "outbox/outbox.hpp"
#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/failing_store.hpp"
#include "support/run.hpp"
#include "support/scripted_channel.hpp"
#include "support/virtual_clock.hpp"

#include <catch2/catch.hpp>
#include <functional>
#include <map>
#include <stdexcept>

namespace nhaclich::outbox::tests {

using namespace nhaclich::test;
using reminder::State;

inline const char* const morning = "2026-11-24T01:00:00Z";

struct Post {
    boost::asio::io_context loop;
    VirtualClock clock{loop, at(morning)};
    std::unique_ptr<store::Database> memory = store::open_for_simulation("").value();
    FailingStore store{*memory};
    std::shared_ptr<ScriptedChannel> email = std::make_shared<ScriptedChannel>(clock);
    std::optional<Instant> moved_to;        ///< an edit's new end of use
    std::map<std::string, Error> refusals;  ///< member → why nothing is composed
    std::string basis;                      ///< of every message
    std::map<std::string, Instant> held;    ///< rule → not to be sent before
    std::function<void()> while_composing;  ///< once
    std::function<void()> once_composed;    ///< once
    std::vector<std::string> troubles;
    std::vector<store::Outcome> outcomes;  ///< one a row
    std::unique_ptr<outbox::Outbox> outbox;
    std::unique_ptr<TaskGroup> tasks;

    Post() { open(); }
    ~Post() { close(); }

    void open() {
        outbox = std::make_unique<outbox::Outbox>(
            loop.get_executor(), store, clock,
            [this](const store::Bundle& bundle, const reminder::Records&, Instant) {
                return composed(bundle);
            },
            [](const Error& error) { return std::string(error.id.key); },
            outbox::Observer{[this](const store::OutboxRow&, const store::Outcome& outcome) {
                                 outcomes.push_back(outcome);
                             },
                             [this](const Error& error) { troubles.emplace_back(error.id.key); }});
        outbox->use({{ChannelId::parse("email").value(), email}});
        tasks = std::make_unique<TaskGroup>(
            loop.get_executor(), [this](const std::string& task, const std::string& what) {
                troubles.push_back(task + " " + what);
            });
        tasks->spawn("outbox", outbox->run());
    }
    void close() {
        if (!tasks) return;
        run_to_its_end(loop, tasks->stop(std::chrono::milliseconds{50}));
        tasks.reset();
        outbox.reset();
    }
    void restart() {
        close();
        REQUIRE(run(memory->rescue(clock.now())));
        open();
    }

    Result<outbox::Prepared> composed(const store::Bundle& bundle) {
        const auto member = bundle.first().key.member.str();
        if (while_composing) std::exchange(while_composing, nullptr)();
        if (member == "bug") throw std::out_of_range("map::at");
        if (const auto why = refusals.find(member); why != refusals.end())
            return tl::unexpected(why->second);
        outbox::Prepared prepared;
        for (const auto& row : bundle.rows) {
            const auto hold = held.find(row.ledger.delivery.key.rule);
            if (hold != held.end() && hold->second > clock.now()) {
                prepared.later.push_back({row.id, hold->second});
                continue;
            }
            const Instant useful = moved_to.value_or(row.ledger.delivery.useful_until);
            if (useful <= clock.now())
                prepared.dropped.push_back({row.id, "missed.too-late"_msg});
            else
                prepared.wanted.push_back(row.id);
            prepared.useful_until = std::max(prepared.useful_until, useful);
        }
        // What is composed anew is never the same: only frozen octets are.
        prepared.message.text = iso(clock.now());
        prepared.to = Line::parse(member + "@example.org").value();
        prepared.basis = basis;
        if (once_composed) std::exchange(once_composed, nullptr)();
        return prepared;
    }

    void plan(std::vector<reminder::Delivery> deliveries) {
        REQUIRE(run(memory->record(an_agenda(std::move(deliveries), morning), clock.now())));
        outbox->wake();
    }
    void run_until(const std::string& time) { clock.run_until(at(time)); }

    std::map<std::string, State> states() {
        std::map<std::string, State> result;
        const auto rows = run(memory->ledger({Instant{}, at("2099-01-01T00:00:00Z")})).value();
        for (const auto& row : rows)
            result[row.ledger.delivery.key.member.str() + "/" +
                   row.ledger.delivery.key.channel.str()] = row.ledger.state;
        return result;
    }
    std::map<std::string, int> copies() const {
        std::map<std::string, int> result;
        for (const auto& transfer : email->transfers) ++result[transfer.to];
        return result;
    }
};

using States = std::map<std::string, State>;

}  // namespace nhaclich::outbox::tests
