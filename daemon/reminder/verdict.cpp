#include "reminder/verdict.hpp"

#include "reminder/addressing.hpp"
#include "reminder/late.hpp"
#include "reminder/notice.hpp"

#include <algorithm>

namespace nhaclich::reminder {

namespace {

using Reason = std::optional<MessageId>;

class Judge {
  public:
    Judge(const Sources& sources, const Records& records, const Delivery& delivery, Instant now)
        : sources_(sources),
          records_(records),
          delivery_(delivery),
          now_(now),
          audience_(sources, records) {}

    Verdict verdict() {
        const auto* member = sources_.people.find(delivery_.key.member);
        if (member == nullptr) return Unwanted{"cancelled.member-left"_msg};
        if (!member->addresses.contains(delivery_.key.channel))
            return Unwanted{"cancelled.no-address"_msg};
        if (records_.of(member->id).stopped) return Unwanted{"cancelled.unwanted"_msg};
        auto judged = by_purpose(*member);
        if (!std::holds_alternative<Wanted>(judged)) return judged;
        const Instant useful = useful_until_now(std::get<Wanted>(judged));
        if (now_ >= useful) return Unwanted{"missed.too-late"_msg};
        std::get<Wanted>(judged).useful_until = useful;
        // At once, even in quiet hours: there may be time left for another channel.
        const auto& address = member->addresses.at(delivery_.key.channel);
        if (is_suspended(records_.suspended, delivery_.key.channel, address))
            return Unwanted{"failed.suspended"_msg};
        const Addressing addressing(sources_, records_);
        const Instant allowed = addressing.allowed(*member, now_);
        if (allowed <= now_ || purpose(delivery_.key) == Purpose::burst) return judged;
        if (allowed >= useful) return Unwanted{addressing.why_missed(*member, useful)};
        return NotYet{allowed};
    }

  private:
    /// An edit may have moved the hour, or the zone, since it was written down.
    Instant useful_until_now(const Wanted& wanted) const {
        switch (purpose(delivery_.key)) {
            case Purpose::reminder:
            case Purpose::summary:
            case Purpose::nag:
            case Purpose::escalation:
                return useful_until(*wanted.occurrence, sources_);
            case Purpose::notice:
            case Purpose::digest:
            case Purpose::unreached:
            case Purpose::burst:
            case Purpose::suspension:
            case Purpose::endpoint:
            case Purpose::trouble:
                break;
        }
        return delivery_.useful_until;
    }

    Verdict by_purpose(const plan::Member& member) {
        switch (purpose(delivery_.key)) {
            case Purpose::digest:
                return digest(member);
            case Purpose::burst:
            case Purpose::endpoint:
            case Purpose::trouble:
                return standing(member, std::nullopt);
            case Purpose::suspension:
                return suspension(member);
            case Purpose::unreached:
                return standing(member, planned());
            case Purpose::notice:
                return notice(member);
            case Purpose::reminder:
            case Purpose::summary:
            case Purpose::nag:
            case Purpose::escalation:
                return reminder(member);
        }
        return Unwanted{"cancelled.not-concerned"_msg};
    }

    std::optional<plan::Occurrence> planned() const {
        return plan::find_occurrence(sources_.plan, delivery_.key.occurrence, sources_.placing());
    }

    Verdict digest(const plan::Member& member) {
        Slot slot;
        slot.rule = delivery_.key.rule;
        slot.purpose = Purpose::digest;
        const auto readers = audience_.readers_of_digest(slot);
        if (std::ranges::find(readers, &member) == readers.end())
            return Unwanted{"cancelled.unwanted"_msg};
        return Wanted{};
    }

    Verdict standing(const plan::Member& member, std::optional<plan::Occurrence> about) {
        const auto& members = audience_.members_of(sources_.reminding.standing);
        if (std::ranges::find(members, &member) == members.end())
            return Unwanted{"cancelled.not-concerned"_msg};
        return Wanted{std::move(about)};
    }

    Verdict suspension(const plan::Member& member) {
        const auto word = suspension_word(delivery_.key.rule);
        if (!word || !records_.suspended.contains(word->mailbox))
            return Unwanted{"cancelled.undone"_msg};
        return standing(member, std::nullopt);
    }

    /// Still different from what its readers know, and still their business.
    Verdict notice(const plan::Member& member) {
        auto now = planned();
        if (!now && (!delivery_.before || is_given_up() || is_back_where_it_moved()))
            return Unwanted{"cancelled.undone"_msg};
        if (!now) {
            now = *delivery_.before;
            now->status = plan::Status::cancelled;
        }
        if (!change(delivery_.before, *now)) return Unwanted{"cancelled.undone"_msg};
        if (!audience_.wants(member, now->kind)) return Unwanted{"cancelled.unwanted"_msg};
        if (!audience_.concerns(member, *now)) return Unwanted{"cancelled.not-concerned"_msg};
        return Wanted{std::move(now)};
    }

    /// It was to move to a day that is given up again: back, to a third one or to none; each has a
    /// notice of its own.
    bool is_given_up() const {
        return delivery_.before && delivery_.before->id != delivery_.key.occurrence;
    }

    /// It was gone from the day it was to move to, and is planned there after all.
    bool is_back_where_it_moved() const {
        const auto moved_to = gone_from(delivery_.key.rule);
        return moved_to &&
               plan::find_occurrence(sources_.plan, {delivery_.key.occurrence.entry, *moved_to},
                                     sources_.placing());
    }

    Verdict reminder(const plan::Member& member) {
        auto occurrence = planned();
        if (!occurrence) return Unwanted{"cancelled.entry-gone"_msg};
        if (occurrence->status == plan::Status::cancelled)
            return Unwanted{"cancelled.cancelled"_msg};
        if (!audience_.wants(member, occurrence->kind)) return Unwanted{"cancelled.unwanted"_msg};
        const auto due = due_for(member, *occurrence, records_, audience_);
        if (!due) return Unwanted{why_not(member, *occurrence)};
        if (*due > now_) return NotYet{*due};
        return Wanted{std::move(occurrence)};
    }

    /// When this rule tells the member.
    std::optional<Instant> due_for(const plan::Member& member, const plan::Occurrence& occurrence,
                                   const Records& records, Audience& audience) const {
        std::optional<Instant> due;
        for (const auto& slot : slots_of(occurrence, sources_, records))
            if (slot.rule == delivery_.key.rule && audience.reads(member, slot, occurrence))
                due = slot.due;
        return due;
    }

    MessageId why_not(const plan::Member& member, const plan::Occurrence& occurrence) const {
        auto unreported = records_;
        const bool reported = unreported.receipts.erase(occurrence.id) > 0;
        Audience audience(sources_, unreported);
        return reported && due_for(member, occurrence, unreported, audience)
                   ? "cancelled.receipt"_msg
                   : "cancelled.not-concerned"_msg;
    }

    const Sources& sources_;
    const Records& records_;
    const Delivery& delivery_;
    Instant now_;
    Audience audience_;
};

}  // namespace

Verdict verdict(const Sources& sources, const Records& records, const Delivery& delivery,
                Instant now) {
    return Judge(sources, records, delivery, now).verdict();
}

}  // namespace nhaclich::reminder
