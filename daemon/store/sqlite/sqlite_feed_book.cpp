#include "store/sqlite/sqlite_feed_book.hpp"

#include "store/sqlite/feed_rows.hpp"

namespace nhaclich::store::sqlite {

SqliteFeedBook::SqliteFeedBook(std::string path, std::unique_ptr<SQLite::Database> database)
    : path_(std::move(path)), database_(std::move(database)) {}

Result<std::vector<MemberFeed>> SqliteFeedBook::feeds() {
    return guard(path_, [&] { return member_feeds(*database_); });
}

Result<bool> SqliteFeedBook::add(const MemberFeed& feed, const std::string& digest,
                                 const std::string& by) {
    return guard(path_, [&] { return add_feed(*database_, feed, digest, by); });
}

Result<bool> SqliteFeedBook::revoke(const MemberId& member, const Line& name, Instant at,
                                    const std::string& by) {
    return guard(path_, [&] { return revoke_feed(*database_, member, name, at, by); });
}

Result<bool> SqliteFeedBook::rotate(const MemberId& member, const Line& name,
                                    const std::string& digest, Instant at, const std::string& by) {
    return guard(path_, [&] { return rotate_feed(*database_, member, name, digest, at, by); });
}

}  // namespace nhaclich::store::sqlite
