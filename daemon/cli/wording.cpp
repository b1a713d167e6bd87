#include "cli/wording.hpp"

#include "channel/answer_meaning.hpp"
#include "cli/output.hpp"
#include "plan/occurrences.hpp"

#include <algorithm>

namespace nhaclich::cli {

using reminder::Delivery;
using reminder::Purpose;
using reminder::State;

Wording::Wording(const board::Board& board, const Common& common)
    : board_(board), words_(common.words()), language_(common.language) {}

std::optional<plan::Occurrence> Wording::found(const Delivery& delivery) const {
    const auto& id = delivery.key.occurrence;
    auto planned = plan::find_occurrence(board_.configuration().plan, id, board_.placing());
    if (planned) return planned;
    const auto published = std::ranges::find_if(
        board_.revisions(),
        [&](const plan::Revision& revision) { return revision.occurrence.id == id; });
    if (published != board_.revisions().end()) return published->occurrence;
    return delivery.before;
}

const plan::Occurrence* Wording::occurrence(const Delivery& delivery) {
    const auto& id = delivery.key.occurrence;
    auto known = occurrences_.find(id);
    if (known == occurrences_.end()) known = occurrences_.emplace(id, std::nullopt).first;
    if (!known->second) known->second = found(delivery);
    return known->second ? &*known->second : nullptr;
}

std::string Wording::title(const Delivery& delivery) {
    const auto purpose = reminder::purpose(delivery.key);
    if (purpose == Purpose::digest || delivery.key.occurrence.entry == reminder::own_entry())
        return this->purpose(delivery);
    const auto* about = occurrence(delivery);
    return about == nullptr ? delivery.key.occurrence.entry.str()
                            : about->title.in(language_).str();
}

std::string Wording::purpose(const Delivery& delivery) const {
    return words_.text("purpose." + std::string(code(reminder::purpose(delivery.key))));
}

std::string Wording::what(const Delivery& delivery) {
    const auto about = title(delivery);
    const auto why = purpose(delivery);
    return about == why ? capitalized(about) : about + ": " + why;
}

std::string Wording::name(const MemberId& member) const {
    const auto* found = board_.configuration().people.find(member);
    return found == nullptr ? member.str() : found->name.str();
}

std::string Wording::state(State state) const {
    return words_.text("state." + std::string(reminder::code(state)));
}

std::string Wording::state(const store::DeliveryRecord& record) const {
    const auto state = this->state(record.row.ledger.state);
    if (!record.doubtful || record.row.ledger.state == State::sent) return state;
    return words_.text("state.doubtful"_msg, {{"state", state}});
}

std::string Wording::answer(const std::string& answer) const {
    if (answer == "store.damaged") return words_.text("answer.damaged");
    // What was never sent has a reason of ours: "missed.…", "cancelled.…".
    const bool ours = answer.starts_with("missed.") || answer.starts_with("cancelled.");
    if (ours && words_.all().contains(answer)) return words_.text(answer);
    const auto meaning = channel::meaning(answer);
    if (!meaning) return answer;
    return words_.text("answer.with-reply",
                       {{"meaning", words_.text(*meaning)}, {"reply", answer}});
}

std::string Wording::when(Instant instant) const {
    return words_.text("line.at", {{"hour", message::clock_time(instant, zone())},
                                   {"day", words_.full_day(zone().day_of(instant))}});
}

boost::json::object Wording::json(const store::DeliveryRecord& record) {
    const auto& row = record.row;
    const auto& [delivery, state, attempts, changed, answer] = row.ledger;
    const bool waits = state == State::pending || state == State::deferred;
    boost::json::object object{{"id", row.id},
                               {"state", reminder::code(state)},
                               {"member", delivery.key.member.str()},
                               {"name", name(delivery.key.member)},
                               {"channel", delivery.key.channel.str()},
                               {"address", record.address},
                               {"entry", delivery.key.occurrence.entry.str()},
                               {"nominal", iso(delivery.key.occurrence.nominal)},
                               {"title", title(delivery)},
                               {"purpose", code(reminder::purpose(delivery.key))},
                               {"rule", delivery.key.rule},
                               {"due", rfc3339(delivery.due, zone())},
                               {"useful_until", rfc3339(delivery.useful_until, zone())},
                               {"next_at", nullptr},
                               {"attempts", attempts},
                               {"changed", rfc3339(changed, zone())},
                               {"answer", answer},
                               {"answer_in_words", this->answer(answer)},
                               {"message_id", record.message_id},
                               {"server", record.server},
                               {"doubtful", record.doubtful}};
    if (waits) object["next_at"] = rfc3339(row.next_at, zone());
    return object;
}

}  // namespace nhaclich::cli
