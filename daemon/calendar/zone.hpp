// A time zone by IANA name: the only door between days with wall clock hours and instants.
// In: "Asia/Ho_Chi_Minh", a Day and a LocalHour. Out: an Instant, and back.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"

#include <string>
#include <string_view>

namespace date {
class time_zone;
}

namespace nhaclich::calendar {

struct LocalTime {
    Day day;
    std::chrono::seconds since_midnight;
    friend auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// How far the clocks are ahead of UTC, and from when on they may be otherwise.
struct UtcOffset {
    std::chrono::seconds ahead;
    Instant until;
};

/// A cheap handle to an entry of the system's zone database, which lives as long as the program.
class Zone {
  public:
    static Result<Zone> find(std::string_view iana_name);  ///< "zone.unknown"
    const std::string& name() const;
    /// A skipped hour gives the first instant after the gap, a repeated one the earlier of the two.
    Instant instant_of(Day day, LocalHour hour) const;
    LocalTime local(Instant instant) const;
    UtcOffset offset_at(Instant instant) const;
    Day day_of(Instant instant) const { return local(instant).day; }
    friend bool operator==(const Zone&, const Zone&) = default;

  private:
    explicit Zone(const date::time_zone* zone) : zone_(zone) {}
    const date::time_zone* zone_;
};

}  // namespace nhaclich::calendar
