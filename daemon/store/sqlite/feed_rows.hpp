// The tables of members' own calendars on an open connection. Exceptions are SQLite's.
// In: feeds, digests of tokens. Out: rows, and back.
#pragma once

#include "store/feeds.hpp"

#include <SQLiteCpp/Database.h>

namespace nhaclich::store::sqlite {

/// See FeedStore and FeedBook.
std::optional<KnownFeed> feed_of(SQLite::Database& database, const std::string& digest);
void keep_shown(SQLite::Database& database, FeedId feed, const std::string& shown);
void note_uses(SQLite::Database& database, const std::vector<FeedUse>& uses);

std::vector<MemberFeed> member_feeds(SQLite::Database& database);
bool add_feed(SQLite::Database& database, const MemberFeed& feed, const std::string& digest,
              const std::string& by);
bool revoke_feed(SQLite::Database& database, const MemberId& member, const Line& name, Instant at,
                 const std::string& by);
bool rotate_feed(SQLite::Database& database, const MemberId& member, const Line& name,
                 const std::string& digest, Instant at, const std::string& by);

}  // namespace nhaclich::store::sqlite
