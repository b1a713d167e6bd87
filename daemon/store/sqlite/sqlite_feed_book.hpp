// The feed book on a connection of its own.
// In: a connection. Out: the FeedBook.
#pragma once

#include "store/feeds.hpp"
#include "store/sqlite/connection.hpp"

namespace nhaclich::store::sqlite {

class SqliteFeedBook final : public FeedBook {
  public:
    SqliteFeedBook(std::string path, std::unique_ptr<SQLite::Database> database);

    Result<std::vector<MemberFeed>> feeds() override;
    Result<bool> add(const MemberFeed& feed, const std::string& digest,
                     const std::string& by) override;
    Result<bool> revoke(const MemberId& member, const Line& name, Instant at,
                        const std::string& by) override;
    Result<bool> rotate(const MemberId& member, const Line& name, const std::string& digest,
                        Instant at, const std::string& by) override;

  private:
    std::string path_;
    std::unique_ptr<SQLite::Database> database_;
};

}  // namespace nhaclich::store::sqlite
