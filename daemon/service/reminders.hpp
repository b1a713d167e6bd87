// The planning loop: decide purely, write down, sleep until something may be due.
// In: boards, store, clock. Out: rows in the outbox.
#pragma once

#include "clock/event.hpp"
#include "service/boards.hpp"
#include "service/log.hpp"
#include "store/outbox_store.hpp"

namespace nhaclich::service {

class Reminders {
  public:
    /// `recorded` is called after new rows were written.
    Reminders(const Boards& boards, store::OutboxStore& store, Clock& clock, const Log& log,
              std::function<void()> recorded);
    /// Until cancelled. Needs a current board.
    boost::asio::awaitable<void> run();
    /// The board changed: plan again now. Latched.
    void changed() { changed_.wake(); }

  private:
    boost::asio::awaitable<Instant> plan();

    const Boards& boards_;
    store::OutboxStore& store_;
    Clock& clock_;
    const Log& log_;
    std::function<void()> recorded_;
    Event changed_;
};

}  // namespace nhaclich::service
