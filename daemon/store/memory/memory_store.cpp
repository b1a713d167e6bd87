#include "store/memory/memory_store.hpp"

#include <algorithm>

namespace nhaclich::store {

using boost::asio::awaitable;
using reminder::State;

namespace {

bool is_waiting(const OutboxRow& row) {
    return row.ledger.state == State::pending || row.ledger.state == State::deferred;
}

Error no_such_row(RowId id) { return Error{"store.no-row"_msg, {{"row", std::to_string(id)}}, {}}; }

}  // namespace

bool MemoryStore::insert(const reminder::Delivery& delivery, State state, const std::string& answer,
                         Instant now) {
    const auto id = static_cast<RowId>(rows_.size()) + 1;
    if (!keys_.emplace(delivery.key, id).second) return false;
    rows_.push_back({id, {delivery, state, 0, now, answer}, delivery.due, std::nullopt});
    return true;
}

OutboxRow* MemoryStore::find(RowId id) {
    const bool known = id >= 1 && static_cast<std::size_t>(id) <= rows_.size();
    return known ? &rows_[static_cast<std::size_t>(id) - 1] : nullptr;
}

awaitable<Result<reminder::Facts>> MemoryStore::facts() { co_return facts_; }

awaitable<Result<int>> MemoryStore::record(const reminder::Agenda& agenda, Instant now) {
    int added = 0;
    for (const auto& delivery : agenda.deliveries)
        added += insert(delivery, State::pending, {}, now) ? 1 : 0;
    for (const auto& missed : agenda.missed)
        added +=
            insert(missed.delivery, State::missed, std::string(missed.reason.key), now) ? 1 : 0;
    facts_.planned_until = agenda.planned_until;
    co_return added;
}

awaitable<Result<std::vector<OutboxRow>>> MemoryStore::due(const ChannelId& channel, Instant now,
                                                           int limit) {
    std::vector<OutboxRow> found;
    for (const auto& row : rows_)
        if (is_waiting(row) && row.next_at <= now && row.ledger.delivery.key.channel == channel)
            found.push_back(row);
    std::ranges::sort(
        found, {}, [](const OutboxRow& row) { return std::pair(row.ledger.delivery.due, row.id); });
    const auto most = std::min(found.size(), static_cast<std::size_t>(std::max(limit, 0)));
    found.erase(found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
    co_return found;
}

awaitable<Result<std::vector<Waiting>>> MemoryStore::waiting() {
    std::map<ChannelId, Instant> earliest;
    for (const auto& row : rows_) {
        if (!is_waiting(row)) continue;
        const auto place = earliest.try_emplace(row.ledger.delivery.key.channel, row.next_at).first;
        place->second = std::min(place->second, row.next_at);
    }
    std::vector<Waiting> found;
    found.reserve(earliest.size());
    for (const auto& [channel, next_at] : earliest) found.push_back({channel, next_at});
    co_return found;
}

awaitable<Result<void>> MemoryStore::claim(RowId id, const FrozenMessage& message, Instant now) {
    auto* row = find(id);
    if (row == nullptr || !is_waiting(*row)) co_return tl::unexpected(no_such_row(id));
    row->ledger.state = State::sending;
    row->ledger.attempts += 1;
    row->ledger.changed = now;
    if (!row->message) row->message = message;
    co_return Result<void>{};
}

awaitable<Result<void>> MemoryStore::record_result(RowId id, const Outcome& outcome) {
    auto* row = find(id);
    if (row == nullptr) co_return tl::unexpected(no_such_row(id));
    row->ledger.state = outcome.state;
    row->ledger.changed = outcome.at;
    row->ledger.last_answer = outcome.answer;
    row->next_at = outcome.next_at;
    co_return Result<void>{};
}

awaitable<Result<int>> MemoryStore::rescue(Instant now) {
    int rescued = 0;
    for (auto& row : rows_) {
        if (row.ledger.state != State::sending) continue;
        row.ledger.state = State::pending;
        row.ledger.changed = now;
        row.next_at = now;
        ++rescued;
    }
    co_return rescued;
}

awaitable<Result<int>> MemoryStore::realign(Instant now) {
    int realigned = 0;
    for (auto& row : rows_) {
        if (row.ledger.state != State::deferred || row.ledger.changed <= now) continue;
        row.ledger.changed = now;
        row.next_at = now;
        ++realigned;
    }
    co_return realigned;
}

awaitable<Result<std::vector<OutboxRow>>> MemoryStore::ledger(DueWindow window) {
    std::vector<OutboxRow> found;
    for (const auto& row : rows_)
        if (window.contains(row.ledger.delivery.due)) found.push_back(row);
    std::ranges::sort(
        found, {}, [](const OutboxRow& row) { return std::pair(row.ledger.delivery.due, row.id); });
    co_return found;
}

awaitable<Result<std::vector<plan::Revision>>> MemoryStore::revisions() { co_return revisions_; }

awaitable<Result<void>> MemoryStore::publish(const std::vector<plan::Revision>& revisions,
                                             const FeedStamp& stamp) {
    revisions_ = revisions;
    stamp_ = stamp;
    co_return Result<void>{};
}

awaitable<Result<std::optional<FeedStamp>>> MemoryStore::feed_stamp() { co_return stamp_; }

}  // namespace nhaclich::store
