// The feed's history: what was published with which stamps, so that they survive restarts.
// In: revisions, an ETag. Out: the same again.
#pragma once

#include "base/error.hpp"
#include "plan/changes.hpp"

#include <boost/asio/awaitable.hpp>
#include <string>
#include <vector>

namespace nhaclich::store {

/// When the bytes of a feed last changed.
struct FeedStamp {
    std::string etag;
    Instant last_modified;
    friend bool operator==(const FeedStamp&, const FeedStamp&) = default;
};

class RevisionStore {
  public:
    virtual ~RevisionStore() = default;
    virtual boost::asio::awaitable<Result<std::vector<plan::Revision>>> revisions() = 0;
    /// Replaces all revisions and the feed's stamp in one transaction.
    virtual boost::asio::awaitable<Result<void>> publish(
        const std::vector<plan::Revision>& revisions, const FeedStamp& stamp) = 0;
    /// Nothing if never published.
    virtual boost::asio::awaitable<Result<std::optional<FeedStamp>>> feed_stamp() = 0;
};

}  // namespace nhaclich::store
