#include "scenario/sim_model.hpp"

#include <algorithm>

namespace nhaclich::test {

using reminder::Delivery;
using reminder::DeliveryKey;
using reminder::Purpose;
using std::chrono::days;

namespace {

std::string words(const DeliveryKey& key) {
    return fmt::format("{} {} [{}] {} {}", key.occurrence.entry.str(), iso(key.occurrence.nominal),
                       key.rule, key.member.str(), key.channel.str());
}

DeliveryKey key_of(const std::string& id, const SimEntry& entry, const SimRule& rule,
                   const std::string& member, const std::string& channel) {
    return {{EntryId::parse(id).value(), entry.day},
            rule.key(),
            MemberId::parse(member).value(),
            ChannelId::parse(channel).value()};
}

}  // namespace

bool SimFacts::wants(const std::string& member, SimKind kind) const {
    return !stopped.contains(member) && !muted.contains({member, static_cast<int>(kind)});
}

std::set<std::string> SimFacts::reported(const std::string& entry, Day day) const {
    const auto found = receipts.find({entry, day});
    return found == receipts.end() ? std::set<std::string>{} : found->second;
}

std::map<DeliveryKey, Model::Debt> Model::due_in(Instant after, Instant until) const {
    std::map<DeliveryKey, Debt> result;
    const auto& board = facts.board;
    for (const auto& [id, entry] : board.entries) {
        if (entry.cancelled) continue;
        const auto members = board.audience(entry, facts.reported(id, entry.day));
        for (const auto& rule : entry.rules) {
            const Instant due = board.due(entry, rule);
            if (due <= after || due > until) continue;
            for (const auto& member : members) {
                if (!facts.wants(member, entry.kind)) continue;
                const Debt debt{due, board.useful_until(entry)};
                result.emplace(key_of(id, entry, rule, member, "email"), debt);
                if (board.members.at(member).webhook)
                    result.emplace(key_of(id, entry, rule, member, "zalo"), debt);
            }
        }
    }
    return result;
}

void Model::owe(Instant until) {
    debts_.merge(due_in(covered_, until));
    covered_ = until;
}

void Model::allow(Instant after, Instant until) {
    for (const auto& [key, debt] : due_in(after, until)) allowed_.insert(key);
}

const SimEntry* Model::entry_in_force(const plan::OccurrenceId& id) const {
    const auto found = facts.board.entries.find(id.entry.str());
    if (found == facts.board.entries.end() || found->second.day != id.nominal) return nullptr;
    return &found->second;
}

void Model::judge_transfer(const channel::Payload& payload, const std::vector<Delivery>& carried) {
    if (carried.empty()) complain("sent without a claim: {}", payload.message_id);
    const auto known = octets_.try_emplace(payload.message_id, payload.octets);
    if (known.first->second != payload.octets)
        complain("other octets under one Message-ID: {}", payload.message_id);
    for (const auto& delivery : carried) judge(delivery);
}

void Model::accepted(const std::vector<Delivery>& carried, bool doubtful) {
    for (const auto& delivery : carried)
        accepted_[delivery.key] = Acceptance{doubtful, facts.deaths};
}

void Model::judge(const Delivery& delivery) {
    const auto& key = delivery.key;
    const Instant now = clock_.now();
    const auto member = key.member.str();
    if (is_quiet(facts.board.hour_of(now))) complain("in quiet hours: {}", words(key));
    if (!facts.board.members.contains(member)) complain("to somebody who left: {}", words(key));
    if (facts.stopped.contains(member)) complain("to somebody who wants nothing: {}", words(key));
    if (witness_.sent.contains(key)) complain("twice: {}", words(key));
    const auto before = accepted_.find(key);
    if (before != accepted_.end() && !before->second.doubtful &&
        before->second.deaths == facts.deaths)
        complain("again without a reason: {}", words(key));
    if (facts.paused) complain("during a pause: {}", words(key));
    if (purpose(key) == Purpose::reminder) judge_reminder(key, now);
}

void Model::judge_reminder(const DeliveryKey& key, Instant now) {
    const auto* entry = entry_in_force(key.occurrence);
    if (entry == nullptr || entry->cancelled) {
        complain("of what does not take place: {}", words(key));
        return;
    }
    const auto member = key.member.str();
    if (now >= facts.board.useful_until(*entry)) complain("too late: {}", words(key));
    if (!facts.wants(member, entry->kind)) complain("unwanted: {}", words(key));
    const auto audience =
        facts.board.audience(*entry, facts.reported(key.occurrence.entry.str(), entry->day));
    if (!audience.contains(member)) complain("to somebody not concerned: {}", words(key));
    const auto rule = std::ranges::find(entry->rules, key.rule, &SimRule::key);
    if (rule == entry->rules.end()) {
        complain("by no rule: {}", words(key));
        return;
    }
    // What falls due a few minutes later is waited for.
    constexpr std::chrono::minutes soon{10};
    const Instant due = facts.board.due(*entry, *rule);
    if (now < due) complain("before its hour: {}", words(key));
    if (due > facts.undisturbed_from && now > facts.board.allowed_from(due) + soon)
        complain("late without a reason: {}", words(key));
}

void Model::judge_unsent(const Delivery& delivery, const std::string& reason) {
    if (!is_true(delivery, reason)) complain("untrue {}: {}", reason, words(delivery.key));
}

bool Model::is_true(const Delivery& delivery, const std::string& reason) const {
    const auto& key = delivery.key;
    const auto* entry = entry_in_force(key.occurrence);
    const auto member = key.member.str();
    const auto found = facts.board.members.find(member);
    if (reason == "missed.too-late")
        return delivery.useful_until <= clock_.now() ||
               (entry != nullptr && facts.board.useful_until(*entry) <= clock_.now());
    if (reason == "cancelled.entry-gone") return entry == nullptr;
    if (reason == "cancelled.cancelled") return entry != nullptr && entry->cancelled;
    if (reason == "cancelled.member-left") return found == facts.board.members.end();
    if (reason == "cancelled.no-address") return !found->second.webhook;
    if (reason == "cancelled.unwanted")
        return facts.stopped.contains(member) ||
               std::ranges::any_of(facts.muted, [&](auto& one) { return one.first == member; });
    if (reason == "cancelled.receipt")
        return facts.receipts.contains({key.occurrence.entry.str(), key.occurrence.nominal});
    if (reason != "cancelled.not-concerned" || purpose(key) != Purpose::reminder || !entry)
        return true;
    const auto audience =
        facts.board.audience(*entry, facts.reported(key.occurrence.entry.str(), entry->day));
    return !audience.contains(member) ||
           std::ranges::find(entry->rules, key.rule, &SimRule::key) == entry->rules.end();
}

bool Model::was_told(const std::string& id, Day day, const std::string& member) const {
    return std::ranges::any_of(accepted_, [&](const auto& one) {
        const auto& key = one.first;
        return key.occurrence.entry.str() == id && key.occurrence.nominal == day &&
               key.member.str() == member && purpose(key) == Purpose::reminder;
    });
}

void Model::expect_notices(const SimBoard& before) {
    const auto& board = facts.board;
    for (const auto& [id, old] : before.entries) {
        const auto found = board.entries.find(id);
        const bool gone = found == board.entries.end() || found->second.cancelled;
        if (old.cancelled || before.useful_until(old) <= clock_.now()) continue;
        const bool moved = !gone && found->second.day != old.day;
        if (!gone && !moved) continue;
        const auto& now = gone ? old : found->second;
        if (board.useful_until(now) - days{31} <= clock_.now()) continue;
        for (const auto& member : board.audience(now, facts.reported(id, now.day)))
            if (facts.wants(member, now.kind) && was_told(id, old.day, member))
                notices_.insert({id, member});
    }
}

void Model::settle_accounts(const std::vector<store::OutboxRow>& ledger) {
    std::map<DeliveryKey, reminder::LedgerRow> rows;
    for (const auto& row : ledger) rows.emplace(row.ledger.delivery.key, row.ledger);
    for (const auto& [key, debt] : debts_) {
        const auto row = rows.find(key);
        if (row == rows.end())
            complain("lost, due {}: {}", iso(debt.due), words(key));
        else
            judge_final(key, row->second);
    }
    for (const auto& [key, row] : rows)
        if (purpose(key) == Purpose::reminder && row.state == reminder::State::sent &&
            !debts_.contains(key) && !allowed_.contains(key))
            complain("told without being owed, due {}, at {}: {}", iso(row.delivery.due),
                     iso(row.changed), words(key));
    for (const auto& expected : notices_)
        if (std::ranges::none_of(rows, [&](const auto& row) {
                const auto& key = row.first;
                return purpose(key) == Purpose::notice &&
                       key.occurrence.entry.str() == expected.first &&
                       key.member.str() == expected.second;
            }))
            complain("no notice of {} to {}", expected.first, expected.second);
}

void Model::judge_final(const DeliveryKey& key, const reminder::LedgerRow& row) {
    using reminder::State;
    switch (row.state) {
        case State::sent:
            if (!accepted_.contains(key)) complain("sent to nobody: {}", words(key));
            return;
        case State::failed:
            if (!facts.ever_refused.contains(key.member.str()))
                complain("failed for nothing: {}", words(key));
            return;
        case State::missed:
        case State::cancelled:
            return;  // the reason was judged when it was given
        case State::pending:
            if (facts.board.allowed_from(row.delivery.due) > clock_.now()) return;  // quiet hours
            [[fallthrough]];
        case State::sending:
        case State::deferred:
            complain("left {}: {}", code(row.state), words(key));
    }
}

}  // namespace nhaclich::test
