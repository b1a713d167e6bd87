// Coroutines of one loop that do something one at a time, in the order they came.
// In: who stands in line. Out: come() completes once everybody before has left.
#pragma once

#include "clock/event.hpp"

#include <boost/asio/awaitable.hpp>
#include <list>

namespace nhaclich {

/// One thread; outlives every Turn in it.
using Queue = std::list<Event>;

/// Stands in line from its making on; whoever is destroyed has left, had it come to him or not.
class Turn {
  public:
    explicit Turn(Queue& queue) : queue_(queue), place_(queue.emplace(queue.end())) {}
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn() {
        queue_.erase(place_);
        if (!queue_.empty()) queue_.front().wake();
    }
    /// Cancellable: throws boost::system::system_error(operation_aborted).
    boost::asio::awaitable<void> come() {
        while (place_ != queue_.begin()) co_await place_->wait();
    }

  private:
    Queue& queue_;
    Queue::iterator place_;
};

}  // namespace nhaclich
