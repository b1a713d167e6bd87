#include "service/boards.hpp"

#include "http/etag.hpp"

#include <algorithm>

namespace nhaclich::service {

store::FeedStamp next_stamp(const std::optional<store::FeedStamp>& published,
                            const board::Board& board, Instant now) {
    const auto etag = http::strong_etag(board.feed());
    if (published && published->etag == etag) return *published;
    // Never the date of another copy: who knows only that would be told "not modified".
    constexpr std::chrono::seconds one{1};
    Instant modified =
        published ? std::max(published->last_modified + one, now) : board.configuration().edited_at;
    for (const auto& revision : board.revisions())
        modified = std::max(modified, revision.last_modified);
    return {etag, modified};
}

Boards::Boards(Loader loader, store::RevisionStore& store, store::OutboxStore& outbox, Clock& clock)
    : loader_(std::move(loader)), store_(store), outbox_(outbox), clock_(clock) {}

void Boards::on_change(std::function<void(const Edition&)> listener) {
    listeners_.push_back(std::move(listener));
}

Boards::Published Boards::as_published(const Edition& edition) {
    return {edition.board->history(), edition.stamp};
}

boost::asio::awaitable<std::vector<Error>> Boards::reload() {
    Turn turn(queue_);
    co_await turn.come();
    auto loaded = loader_();
    if (!loaded) co_return std::move(loaded.error());
    co_return co_await adopt(std::move(*loaded));
}

boost::asio::awaitable<std::vector<Error>> Boards::roll() {
    Turn turn(queue_);
    co_await turn.come();
    co_return co_await adopt(kept_back_ ? *kept_back_ : edition_.board->configuration());
}

boost::asio::awaitable<std::vector<Error>> Boards::adopt(config::Configuration configuration) {
    kept_back_ = configuration;
    const auto adopted = co_await publish(configuration);
    behind_ = !adopted;
    std::vector<Error> faults;
    if (adopted)
        kept_back_.reset();
    else
        faults.push_back(adopted.error());
    co_return faults;
}

/// Whatever a process before this one published: how much of it was handed out, nobody knows.
boost::asio::awaitable<Result<void>> Boards::read_what_was_given() {
    if (given_) co_return Result<void>{};
    const auto revisions = co_await store_.revisions();
    if (!revisions) co_return tl::unexpected(revisions.error());
    const auto stamp = co_await store_.feed_stamp();
    if (!stamp) co_return tl::unexpected(stamp.error());
    Published stored{*revisions, *stamp};
    given_ = stored;
    stored_ = std::move(stored);
    co_return Result<void>{};
}

boost::asio::awaitable<Result<void>> Boards::write(Published published) {
    if (stored_ == published) co_return Result<void>{};
    stored_.reset();
    const auto written = co_await store_.publish(published.revisions, *published.stamp);
    if (!written) co_return tl::unexpected(written.error());
    stored_ = std::move(published);
    co_return Result<void>{};
}

/// The next edition, in the store and not yet in force; goes on from what was handed out.
boost::asio::awaitable<Result<Edition>> Boards::published(
    const config::Configuration& configuration) {
    const auto records = co_await outbox_.records();
    if (!records) co_return tl::unexpected(records.error());
    if (handed_out_) given_ = as_published(edition_);
    const Instant now = clock_.now();
    Edition next;
    next.board = std::make_shared<const board::Board>(configuration, given_->revisions, now,
                                                      (*records)->receipts);
    next.stamp = next_stamp(given_->stamp, *next.board, now);
    const auto written = co_await write(as_published(next));
    if (!written) co_return tl::unexpected(written.error());
    co_return next;
}

boost::asio::awaitable<Result<void>> Boards::publish(const config::Configuration& configuration) {
    const auto known = co_await read_what_was_given();
    if (!known) co_return tl::unexpected(known.error());
    while (true) {
        const auto before = times_handed_out_;
        auto next = co_await published(configuration);
        if (!next) co_return tl::unexpected(next.error());
        // Somebody was given the old one meanwhile: the new one has to go on from it.
        if (before != times_handed_out_) continue;
        come_into_force(std::move(*next));
        co_return Result<void>{};
    }
}

void Boards::come_into_force(Edition edition) {
    handed_out_ = false;
    edition_ = std::move(edition);
    for (const auto& listener : listeners_) listener(edition_);
}

void Boards::hand_out() {
    if (!handed_out_) ++times_handed_out_;
    handed_out_ = true;
}

boost::asio::awaitable<Result<void>> Boards::withdraw() {
    if (handed_out_ || !given_ || !given_->stamp) co_return Result<void>{};
    auto given = *given_;
    co_return co_await write(std::move(given));
}

}  // namespace nhaclich::service
