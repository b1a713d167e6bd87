// Pauses a channel or a relay whose server is in trouble, so that it costs one attempt a pause and
// not one a row.
#pragma once

#include "base/instant.hpp"

#include <optional>

namespace nhaclich::channel {

class Breaker {
  public:
    /// The server took or judged a message: it is well.
    void well() {
        pause_ = std::chrono::minutes{0};
        until_.reset();
    }
    /// The server itself failed: leave it alone for a minute, then two, … at most a quarter of an
    /// hour, so that what is of use for half an hour is tried again; or as long as it asked for, at
    /// most an hour. What was under way before the pause and fails during it does not count again.
    void troubled(Instant now, std::chrono::seconds asked = std::chrono::seconds{0});
    /// Nothing = go on. A clock set back does not lengthen the pause beyond an hour.
    std::optional<Instant> paused_until(Instant now) const;
    /// After a pause one attempt goes first, to see.
    bool on_probation() const { return pause_.count() > 0; }

  private:
    std::chrono::minutes pause_{0};
    std::optional<Instant> until_;
};

}  // namespace nhaclich::channel
