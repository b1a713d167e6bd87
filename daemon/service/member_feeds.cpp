#include "service/member_feeds.hpp"

#include "clock/sleep.hpp"
#include "http/etag.hpp"
#include "http/site.hpp"
#include "reminder/preferences.hpp"
#include "service/shown_events.hpp"

namespace nhaclich::service {

using boost::asio::awaitable;

namespace {

constexpr unsigned not_found = 404;
constexpr unsigned gone = 410;
constexpr unsigned not_understood = 400;
constexpr unsigned unavailable = 503;

/// Settings that a later version no longer understands count as none.
board::PersonalChoice choice_of(const store::KnownFeed& feed) {
    reminder::Preferences chosen;
    static_cast<void>(reminder::choose(chosen, "kinds", feed.settings.kinds));
    static_cast<void>(reminder::choose(chosen, "language", feed.settings.language));
    return {feed.member, chosen.kinds.value_or(std::set<plan::Kind>{}), chosen.language,
            feed.settings.alarms};
}

http::Content personal(std::string octets) {
    auto content = http::feed_content(std::move(octets), Instant{});
    // Who is concerned changes without a change of any event: only the tag may say "not modified".
    content.last_modified.reset();
    content.cache_control = "private, no-cache";
    content.fields.emplace_back("Referrer-Policy", "no-referrer");
    return content;
}

}  // namespace

std::shared_ptr<const http::Resource> MemberFeeds::at_hand(const http::Request& request) {
    if (!request.token || !is_calendar(request.path) || !request.query.empty()) return nullptr;
    const auto& digest = *request.token;
    const auto known = known_.find(digest);
    if (known == known_.end() || known->second.generation != generation_) return nullptr;
    auto resource = known->second.calendar.lock();
    if (resource) note(digest, known->second, request);
    return resource;
}

awaitable<http::Found> MemberFeeds::find(const http::Request& request) {
    if (!request.token || !is_calendar(request.path)) co_return tl::unexpected(not_found);
    while (true) {
        const auto generation = generation_;
        auto found = co_await found_for(request);
        // Never from a board or records that were replaced meanwhile.
        if (generation == generation_) co_return found;
    }
}

awaitable<http::Found> MemberFeeds::found_for(const http::Request& request) {
    const auto digest = *request.token;
    const auto generation = generation_;
    const auto feed = co_await s_.feeds.feed_of(crypto::hex(digest));
    if (!feed) co_return tl::unexpected(unavailable);
    if (!*feed) co_return tl::unexpected(not_found);
    if ((*feed)->gone) co_return tl::unexpected(gone);
    // What a calendar holds was settled when it was made: an address with a query is a mistake.
    if (!request.query.empty()) co_return tl::unexpected(not_understood);
    auto found = co_await made(**feed);
    if (!found) co_return found;
    if (known_.size() >= tokens_at_most) known_.clear();
    auto& known = known_[digest];
    known.feed = (*feed)->id;
    known.calendar = *found;
    known.generation = generation;
    names_[known.feed] = (*feed)->member.str() + " (" + (*feed)->name.str() + ")";
    note(digest, known, request);
    co_return found;
}

awaitable<Result<std::shared_ptr<board::PersonalFeeds>>> MemberFeeds::maker() {
    if (maker_ && maker_generation_ == generation_) co_return maker_;
    const auto generation = generation_;
    const auto records = co_await s_.records.records();
    if (!records) co_return tl::unexpected(records.error());
    const auto& board = s_.boards.current().board;
    if (!maker_ || board != board_ || *records != records_) {
        board_ = board;
        records_ = *records;
        maker_ = std::make_shared<board::PersonalFeeds>(board_, records_);
    }
    maker_generation_ = generation;
    co_return maker_;
}

board::ShownEvents MemberFeeds::shown_by(const store::KnownFeed& feed) const {
    const auto newer = being_written_.find(feed.id);
    return shown_events(newer == being_written_.end() ? feed.shown : newer->second);
}

awaitable<http::Found> MemberFeeds::made(store::KnownFeed feed) {
    if (!s_.boards.current().board) co_return tl::unexpected(unavailable);
    const auto maker = co_await this->maker();
    if (!maker) co_return tl::unexpected(unavailable);
    auto shown = shown_by(feed);
    const auto before = shown;
    auto calendar = (*maker)->feed(choice_of(feed), shown, s_.clock.now());
    // Whoever left the board keeps what he has: 410 would be for ever, and lists are mended.
    if (!calendar) co_return tl::unexpected(not_found);
    if (shown != before) {
        const auto text = to_text(shown);
        being_written_[feed.id] = text;
        const auto written = co_await s_.feeds.keep_shown(feed.id, text);
        const auto writing = being_written_.find(feed.id);
        if (writing != being_written_.end() && writing->second == text)
            being_written_.erase(writing);
        // Never seen with stamps that a restart would forget.
        if (!written) co_return tl::unexpected(unavailable);
    }
    co_return kept(std::move(*calendar));
}

MemberFeeds::Resource MemberFeeds::kept(board::PersonalCalendar made) {
    const auto etag = http::strong_etag(made.octets);
    if (auto same = kept_.find(etag)) return same;
    auto end = ends_.of(made.octets.substr(made.own));
    made.octets.resize(made.own);
    auto content = personal(std::move(made.octets));
    content.end = std::move(end);
    content.etag = etag;
    content.on_handing_out = [&boards = s_.boards] { boards.hand_out(); };
    auto resource = std::make_shared<const http::Resource>(std::move(content));
    kept_.keep(etag, resource);
    return resource;
}

void MemberFeeds::note(const crypto::Sha256& digest, Known& known, const http::Request& request) {
    const Instant now = s_.clock.now();
    // Of the day by the board's zone, which begins with an hour, or half an hour.
    const auto hour = std::chrono::floor<std::chrono::hours>(now).time_since_epoch().count();
    const auto use = std::hash<std::string_view>{}(request.agent) ^
                     (std::hash<std::string_view>{}(request.client) << 1U) ^
                     static_cast<std::size_t>(hour);
    if (use == known.last_use) return;
    known.last_use = use;
    const Day day = s_.boards.current().board->zone().day_of(now);
    if (!uses_.note(known.feed, crypto::hex(digest), day, request.agent, request.client)) return;
    if (const auto suspect = uses_.suspect(known.feed)) warn_of(*suspect);
    used_.wake();
}

void MemberFeeds::warn_of(const store::FeedUse& use) const {
    const auto name = names_.find(use.feed);
    s_.log.warning("log.feed-shared"_msg,
                   {{"feed", name == names_.end() ? std::to_string(use.feed) : name->second},
                    {"networks", std::to_string(use.networks)}});
}

awaitable<void> MemberFeeds::keep_notes() {
    constexpr std::chrono::minutes pause{1};
    co_await end_when_asked();
    while (true) {
        co_await used_.wait();
        co_await write_notes();
        // A use is coarse: its day. One write a minute is enough for ten thousand phones.
        const auto from = s_.clock.now();
        const auto until = from + pause;
        // A clock that was set back ends it too.
        for (auto now = from; now >= from && now < until; now = s_.clock.now())
            co_await s_.clock.sleep_until(until);
    }
}

awaitable<void> MemberFeeds::write_notes() {
    const auto uses = uses_.taken();
    if (uses.empty()) co_return;
    const auto written = co_await s_.feeds.note_uses(uses);
    if (written) co_return;
    s_.troubles.note(written.error());
    uses_.put_back(uses);
    used_.wake();
}

}  // namespace nhaclich::service
