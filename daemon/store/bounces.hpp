// Mail that came back: what it did to deliveries and addresses, and how far an mbox has been read.
// In: bounces. Out: what became of them.
#pragma once

#include "base/error.hpp"
#include "base/instant.hpp"
#include "base/strong_id.hpp"
#include "bounce/bounce.hpp"

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace nhaclich::store {

/// What a bounce did.
enum class Effect {
    none,       ///< no mail of ours any more, one that failed before, or told already
    not_yet,    ///< its mail is only just being recorded: ask again
    noted,      ///< written down; the delivery stands
    failed,     ///< the delivery has failed
    suspended,  ///< and the address gets nothing more
};

struct Returned {
    Effect effect = Effect::none;
    std::optional<MemberId> member;  ///< to whom the mail went; nothing for `none` and `not_yet`
    std::string mailbox;             ///< and where, as reminder::mailbox() writes it
    int in_a_row = 0;                ///< hard bounces of that mailbox with no mail let through
};

/// One look at an mbox ends where the next begins.
struct MboxPlace {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t offset = 0;
    friend bool operator==(const MboxPlace&, const MboxPlace&) = default;
};

/// As OutboxStore.
class BounceStore {
  public:
    virtual ~BounceStore() = default;
    /// In one transaction: the mail's rows that count as sent fail (but for a delay) and have to be
    /// answered for again, the bounce is written down, and the mailbox suspended that has
    /// `suspend_after` hard ones in a row. The same bounce twice does nothing more.
    virtual boost::asio::awaitable<Result<Returned>> record_bounce(const bounce::Bounce& bounce,
                                                                   int suspend_after,
                                                                   Instant now) = 0;
    virtual boost::asio::awaitable<Result<std::optional<MboxPlace>>> mbox_place(
        const std::string& path) = 0;
    virtual boost::asio::awaitable<Result<void>> record_mbox_place(const std::string& path,
                                                                   const MboxPlace& place) = 0;
};

}  // namespace nhaclich::store
