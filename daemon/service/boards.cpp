#include "service/boards.hpp"

#include "http/etag.hpp"

#include <algorithm>

namespace nhaclich::service {

store::FeedStamp next_stamp(const std::optional<store::FeedStamp>& published,
                            const board::Board& board, Instant now) {
    const auto etag = http::strong_etag(board.feed());
    if (published && published->etag == etag) return *published;
    Instant modified =
        published ? std::max(published->last_modified, now) : board.configuration().edited_at;
    for (const auto& revision : board.revisions())
        modified = std::max(modified, revision.last_modified);
    return {etag, modified};
}

Boards::Boards(Loader loader, store::RevisionStore& store, store::OutboxStore& outbox, Clock& clock)
    : loader_(std::move(loader)), store_(store), outbox_(outbox), clock_(clock) {}

void Boards::on_change(std::function<void(const Edition&)> listener) {
    listeners_.push_back(std::move(listener));
}

boost::asio::awaitable<std::vector<Error>> Boards::reload() {
    auto loaded = loader_();
    if (!loaded) co_return std::move(loaded.error());
    co_return co_await adopt(std::move(*loaded));
}

boost::asio::awaitable<std::vector<Error>> Boards::roll() {
    co_return co_await adopt(kept_back_ ? *kept_back_ : edition_.board->configuration());
}

boost::asio::awaitable<std::vector<Error>> Boards::adopt(config::Configuration configuration) {
    kept_back_ = configuration;
    const auto adopted = co_await publish(std::move(configuration));
    behind_ = !adopted;
    std::vector<Error> faults;
    if (adopted)
        kept_back_.reset();
    else
        faults.push_back(adopted.error());
    co_return faults;
}

boost::asio::awaitable<Result<void>> Boards::publish(config::Configuration configuration) {
    const auto published = co_await store_.revisions();
    if (!published) co_return tl::unexpected(published.error());
    const auto stamped = co_await store_.feed_stamp();
    if (!stamped) co_return tl::unexpected(stamped.error());
    const auto records = co_await outbox_.records();
    if (!records) co_return tl::unexpected(records.error());
    const Instant now = clock_.now();
    Edition next;
    next.board = std::make_shared<const board::Board>(std::move(configuration), *published, now,
                                                      (*records)->receipts);
    next.stamp = next_stamp(*stamped, *next.board, now);
    if (*stamped != next.stamp) {
        const auto written = co_await store_.publish(next.board->revisions(), next.stamp);
        if (!written) co_return tl::unexpected(written.error());
    }
    edition_ = std::move(next);
    for (const auto& listener : listeners_) listener(edition_);
    co_return Result<void>{};
}

}  // namespace nhaclich::service
