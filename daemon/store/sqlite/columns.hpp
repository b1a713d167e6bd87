// How values stand in columns: instants as seconds of UTC since 1970, days as ISO 8601, ids as
// text. In: a value or a column. Out: the other one.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>
#include <cstdint>
#include <string>
#include <string_view>

namespace nhaclich::store::sqlite {

inline std::int64_t seconds(Instant instant) { return instant.time_since_epoch().count(); }

inline Instant instant(const SQLite::Column& column) {
    return Instant{std::chrono::seconds{column.getInt64()}};
}

inline void set(SQLite::Statement& statement, int index, Instant value) {
    statement.bind(index, seconds(value));
}

inline void set(SQLite::Statement& statement, int index, std::string_view value) {
    statement.bind(index, std::string(value));
}

inline void set(SQLite::Statement& statement, int index, Day value) {
    statement.bind(index, iso(value));
}

/// What a column of ours held must parse; a bit flipped on the disk throws SQLite::Exception.
template <class T>
T sound(Result<T> result) {
    if (!result) throw SQLite::Exception(std::string(result.error().id.key));
    return std::move(*result);
}

template <class Id>
Id id(const SQLite::Column& column) {
    return sound(Id::parse(column.getString()));
}

inline Day day(const SQLite::Column& column) { return sound(parse_iso_day(column.getString())); }

}  // namespace nhaclich::store::sqlite
