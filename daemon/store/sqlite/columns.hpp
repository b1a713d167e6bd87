// How instants stand in columns: seconds of UTC since 1970.
// In: an instant or a column. Out: the other one.
#pragma once

#include "base/instant.hpp"

#include <SQLiteCpp/Column.h>
#include <cstdint>

namespace nhaclich::store::sqlite {

inline std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

inline Instant instant(const SQLite::Column& column) {
    return Instant{std::chrono::seconds{column.getInt64()}};
}

}  // namespace nhaclich::store::sqlite
