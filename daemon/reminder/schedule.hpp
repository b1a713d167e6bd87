// Everything that falls due in a stretch of time, in order: what planning looks things up in
// instead of reckoning them anew.
// In: sources, records, a window. Out: slots by due instant.
#pragma once

#include "reminder/audience.hpp"

#include <optional>
#include <span>
#include <vector>

namespace nhaclich::reminder {

/// Immutable but for what it remembers of groups. Refers to its sources and records.
class Schedule {
  public:
    Schedule(const Sources& sources, const Records& records, const DueWindow& window);
    Schedule(const Schedule&) = delete;
    Schedule& operator=(const Schedule&) = delete;
    ~Schedule() = default;

    const Sources& sources() const { return sources_; }
    const Records& records() const { return records_; }
    const DueWindow& window() const { return window_; }

    /// By due instant, then occurrence and rule; found in O(log n).
    std::span<const Slot> due_in(const DueWindow& window) const;
    /// The first due instant after `now` within the window of the schedule.
    std::optional<Instant> next_after(Instant now) const;
    /// Of a slot that is no digest.
    const plan::Occurrence& occurrence(const Slot& slot) const {
        return occurrences_[static_cast<std::size_t>(slot.occurrence)];
    }
    std::vector<const plan::Member*> readers(const Slot& slot);

  private:
    void add_occurrences();
    void add_digests();
    void add_digest(Day day, const char* rule);

    Sources sources_;
    const Records& records_;
    DueWindow window_;
    Audience audience_;
    std::vector<plan::Occurrence> occurrences_;
    std::vector<Slot> slots_;
};

}  // namespace nhaclich::reminder
