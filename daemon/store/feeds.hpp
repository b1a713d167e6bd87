// Members' own calendars: who has which, behind which secret address, and what each has shown.
// In: digests of tokens, never a token. Out: feeds.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "base/text.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nhaclich::store {

using FeedId = std::int64_t;

/// What a calendar holds, as text: kinds and language as in reminder/preferences.hpp.
struct FeedSettings {
    std::string kinds;     ///< "" = all
    std::string language;  ///< "" = that of the member's messages
    bool alarms = true;
    friend bool operator==(const FeedSettings&, const FeedSettings&) = default;
};

/// Who fetched a calendar, coarsely: a day, a kind of program, from how many networks that day.
struct FeedUse {
    FeedId feed = 0;
    Day day;
    std::string client;
    int networks = 0;
    std::string digest = {};  ///< by which address; not kept
    friend bool operator==(const FeedUse&, const FeedUse&) = default;
};

struct MemberFeed {
    FeedId id = 0;
    MemberId member;
    Line name;  ///< unique among the member's feeds in force: "Điện thoại"
    FeedSettings settings;
    Instant made;
    std::optional<Instant> rotated;  ///< when its address was last replaced
    std::optional<Instant> revoked;
    std::optional<FeedUse> used;   ///< the last use; networks: the most on any one day
    std::string fingerprint = {};  ///< as logs name its address: 8 digits of the token's digest
    friend bool operator==(const MemberFeed&, const MemberFeed&) = default;
};

/// What the daemon needs to answer a request.
struct KnownFeed {
    FeedId id = 0;
    MemberId member;
    Line name;
    FeedSettings settings;
    bool gone = false;  ///< the feed was revoked, or this address of it replaced
    std::string shown;  ///< what keep_shown() was given last
};

/// As OutboxStore.
class FeedStore {
  public:
    virtual ~FeedStore() = default;
    /// By the SHA-256 of a token, as hex; nothing where nobody was given it.
    virtual boost::asio::awaitable<Result<std::optional<KnownFeed>>> feed_of(
        const std::string& digest) = 0;
    virtual boost::asio::awaitable<Result<void>> keep_shown(FeedId feed,
                                                            const std::string& shown) = 0;
    /// Leaves out those by an address that is not in force any more.
    virtual boost::asio::awaitable<Result<void>> note_uses(const std::vector<FeedUse>& uses) = 0;
};

/// The feeds as an administrator's command sees them, beside a running daemon. Every call is
/// committed when it returns. "store.failed".
class FeedBook {
  public:
    virtual ~FeedBook() = default;
    virtual Result<std::vector<MemberFeed>> feeds() = 0;  ///< by member, the oldest first
    /// False if the member has one of that name already.
    virtual Result<bool> add(const MemberFeed& feed, const std::string& digest,
                             const std::string& by) = 0;
    /// False if the member has none of that name; likewise below. Its address answers 410.
    virtual Result<bool> revoke(const MemberId& member, const Line& name, Instant at,
                                const std::string& by) = 0;
    /// Another address for the same feed; the one before answers 410.
    virtual Result<bool> rotate(const MemberId& member, const Line& name, const std::string& digest,
                                Instant at, const std::string& by) = 0;
};

/// As open_record_book.
Result<std::unique_ptr<FeedBook>> open_feed_book(const std::string& directory);

}  // namespace nhaclich::store
