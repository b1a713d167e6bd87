#include "scenario/sim_store.hpp"

#include <functional>

namespace nhaclich::test {

namespace {

bool unlucky(const reminder::DeliveryKey& key) {
    constexpr std::size_t one_in = 5;
    return std::hash<std::string>{}(key.rule + key.member.str() + iso(key.occurrence.nominal)) %
               one_in ==
           0;
}

}  // namespace

reminder::Agenda SimStore::mutated(reminder::Agenda agenda) const {
    using std::chrono::hours;
    if (mutant_ == Mutant::lost_row)
        std::erase_if(agenda.deliveries, [](const auto& d) { return unlucky(d.key); });
    if (mutant_ == Mutant::never_missed) agenda.unsent.clear();
    if (mutant_ == Mutant::silent_changes)
        std::erase_if(agenda.deliveries,
                      [](const auto& d) { return purpose(d.key) == reminder::Purpose::notice; });
    for (auto& delivery : agenda.deliveries) {
        constexpr hours one{1};
        if (mutant_ == Mutant::wrong_hour) delivery.not_before += one;
        if (mutant_ == Mutant::second_identity && unlucky(delivery.key))
            delivery.key.rule += " " + iso(delivery.due);
    }
    return agenda;
}

SimStore::Answer<std::shared_ptr<const reminder::Records>> SimStore::records() {
    auto answer = co_await pass(inner_->records());
    if (!answer) co_return answer;
    auto copy = **answer;
    if (mutant_ == Mutant::deaf_to_receipts)
        copy.receipts.clear();
    else if (mutant_ == Mutant::deaf_to_choices)
        copy.preferences.clear();
    else
        co_return answer;
    co_return std::make_shared<const reminder::Records>(std::move(copy));
}

SimStore::Answer<reminder::Facts> SimStore::facts() {
    auto answer = co_await pass(inner_->facts());
    if (answer && mutant_ == Mutant::lost_past) answer->planned_until.reset();
    co_return answer;
}

SimStore::Answer<int> SimStore::record(const reminder::Agenda& agenda, Instant now) {
    const auto changed = mutated(agenda);
    auto answer = co_await pass(inner_->record(changed, now));
    if (answer)
        for (const auto& unsent : changed.unsent)
            witness_.unsent(unsent.delivery, std::string(unsent.reason.key));
    co_return answer;
}

SimStore::Answer<std::vector<store::Bundle>> SimStore::due(const ChannelId& channel, Instant now,
                                                           int limit, store::Hold hold,
                                                           std::set<MemberId> others) {
    auto answer = co_await pass(inner_->due(channel, now, limit, hold, std::move(others)));
    if (!answer) co_return answer;
    if (mutant_ == Mutant::other_octets)
        for (auto& bundle : *answer)
            if (bundle.message) bundle.message->octets += "!";
    for (const auto& bundle : *answer)
        for (const auto& row : bundle.rows) rows_.insert_or_assign(row.id, row.ledger.delivery);
    co_return answer;
}

SimStore::Answer<bool> SimStore::claim(const store::Claim& claim, Instant now) {
    auto& carried = claimed_[claim.message.message_id];
    carried.clear();
    for (const auto row : claim.rows) carried.push_back(rows_.at(row));
    auto deaf = claim;
    if (mutant_ == Mutant::deaf_to_receipts || mutant_ == Mutant::deaf_to_choices)
        deaf.records = nullptr;
    co_return co_await pass(inner_->claim(deaf, now));
}

bool SimStore::note(const store::Acceptance& acceptance) {
    const bool last = is_last();
    if (crashed_ || (last && !after_)) die();
    const bool noted = mutant_ == Mutant::lost_note || inner_->note(acceptance);
    // From now on no death is a reason to send it again.
    if (noted)
        for (const auto& delivery : claimed_.at(acceptance.message_id))
            witness_.sent.insert(delivery.key);
    if (last) die();
    return noted;
}

SimStore::Answer<void> SimStore::record_result(const std::vector<store::RowId>& rows,
                                               const store::Outcome& outcome) {
    const bool sent = outcome.state == reminder::State::sent;
    auto wrong = outcome;
    if (sent && mutant_ == Mutant::lost_result && unlucky(rows_.at(rows.front()).key)) {
        wrong.state = reminder::State::deferred;
        wrong.next_at = outcome.at + std::chrono::minutes{5};
    }
    if (outcome.state == reminder::State::deferred && mutant_ == Mutant::false_sent)
        wrong.state = reminder::State::sent;
    auto answer = co_await pass(inner_->record_result(rows, wrong));
    if (!answer) co_return answer;
    for (const auto row : rows) {
        const auto& delivery = rows_.at(row);
        if (sent) witness_.sent.insert(delivery.key);
        if (outcome.state == reminder::State::cancelled || outcome.state == reminder::State::missed)
            witness_.unsent(delivery, outcome.answer);
    }
    co_return answer;
}

SimStore::Answer<int> SimStore::rescue(Instant now) {
    if (mutant_ == Mutant::lost_claim) co_return 0;
    co_return co_await pass(inner_->rescue(now));
}

SimStore::Answer<int> SimStore::realign(Instant now) {
    if (mutant_ == Mutant::stuck_clock) co_return 0;
    co_return co_await pass(inner_->realign(now));
}

}  // namespace nhaclich::test
