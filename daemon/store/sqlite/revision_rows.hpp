// The tables of published revisions and feed stamps on an open connection. Exceptions are SQLite's.
// In: revisions and stamps. Out: rows, and back.
#pragma once

#include "store/revisions.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

Result<std::vector<plan::Revision>> revisions(SQLite::Database& database);
std::optional<FeedStamp> feed_stamp(SQLite::Database& database);
/// One transaction.
void publish(SQLite::Database& database, const std::vector<plan::Revision>& revisions,
             const FeedStamp& stamp);

}  // namespace nhaclich::store::sqlite
