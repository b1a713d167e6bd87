// The store of a simulated year: dies between two calls, plants a mistake, and notes what it saw.
// In: the real store. Out: the same, with accidents.
#pragma once

#include "store/database.hpp"

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>
#include <functional>
#include <map>
#include <set>
#include <string>

namespace nhaclich::test {

/// Mistakes a program like this one could make; each must be found.
enum class Mutant {
    none,
    lost_row,          ///< one planned delivery in five is not written down
    wrong_hour,        ///< deliveries go out an hour late
    early_hour,        ///< or an hour early
    second_identity,   ///< a restart gives deliveries another identity
    lost_result,       ///< a message sent is not recorded as sent
    lost_note,         ///< a noted acceptance does not outlive the process
    lost_claim,        ///< what a dead process was sending is forgotten
    other_octets,      ///< a second attempt sends other octets
    deaf_to_receipts,  ///< reports are not heeded
    deaf_to_choices,   ///< nor what members chose
    lost_past,         ///< the time down is not made up for
    false_sent,        ///< a message deferred is recorded as sent
    silent_changes,    ///< nobody is told that the plan changed
    stuck_clock,       ///< a clock set back is not noticed
    never_missed,      ///< what was missed is not recorded
};

class SimStore final : public store::Database {
  public:
    /// What is seen of results; outlives a store that died.
    struct Witness {
        std::set<reminder::DeliveryKey> sent;  ///< recorded as sent
        /// Told of every delivery that is not to be sent.
        std::function<void(const reminder::Delivery&, const std::string& reason)> unsent;
    };

    SimStore(std::unique_ptr<store::Database> inner, Mutant mutant, Witness& witness)
        : inner_(std::move(inner)), mutant_(mutant), witness_(witness) {}

    /// Dies at the nth call from now; before it takes effect, or after.
    void crash_at(int nth, bool after) {
        left_ = nth;
        after_ = after;
    }
    bool crashed() const { return crashed_; }
    /// Of the transfers under way, what they carry.
    const std::vector<reminder::Delivery>& claimed(const std::string& message_id) {
        return claimed_[message_id];
    }
    void dies() const {
        if (crashed_) throw boost::system::system_error(boost::asio::error::operation_aborted);
    }

    template <class T>
    using Answer = boost::asio::awaitable<Result<T>>;

    Answer<std::shared_ptr<const reminder::Records>> records() override;
    Answer<reminder::Facts> facts() override;
    Answer<std::optional<std::vector<reminder::Announced>>> announced() override {
        return pass(inner_->announced());
    }
    Answer<reminder::Told> told(const std::vector<plan::OccurrenceId>& ids) override {
        return pass(inner_->told(ids));
    }
    Answer<int> record(const reminder::Agenda& agenda, Instant now) override;
    Answer<void> choose(const store::Choice& choice) override {
        return pass(inner_->choose(choice));
    }
    Answer<std::vector<store::Waiting>> waiting(store::Hold hold, Instant now) override {
        return pass(inner_->waiting(hold, now));
    }
    Answer<std::vector<store::Bundle>> due(const ChannelId& channel, Instant now, int limit,
                                           store::Hold hold, std::set<MemberId> others) override;
    Answer<bool> claim(const store::Claim& claim, Instant now) override;
    Answer<void> release(const std::vector<store::RowId>& rows, Instant now) override {
        return pass(inner_->release(rows, now));
    }
    bool note(const store::Acceptance& acceptance) override;
    Answer<void> record_result(const std::vector<store::RowId>& rows,
                               const store::Outcome& outcome) override;
    Answer<int> rescue(Instant now) override;
    Answer<int> realign(Instant now) override;
    Answer<std::vector<store::OutboxRow>> ledger(DueWindow due) override {
        return inner_->ledger(due);
    }
    Answer<int> prune(Instant before) override { return pass(inner_->prune(before)); }
    Answer<std::vector<plan::Revision>> revisions() override { return pass(inner_->revisions()); }
    Answer<void> publish(const std::vector<plan::Revision>& revisions,
                         const store::FeedStamp& stamp) override {
        return pass(inner_->publish(revisions, stamp));
    }
    Answer<std::optional<store::FeedStamp>> feed_stamp() override {
        return pass(inner_->feed_stamp());
    }
    Answer<store::Returned> record_bounce(const bounce::Bounce& bounce, int suspend_after,
                                          Instant now) override {
        return pass(inner_->record_bounce(bounce, suspend_after, now));
    }
    Answer<std::optional<store::MboxPlace>> mbox_place(const std::string& path) override {
        return pass(inner_->mbox_place(path));
    }
    Answer<void> record_mbox_place(const std::string& path,
                                   const store::MboxPlace& place) override {
        return pass(inner_->record_mbox_place(path, place));
    }
    Answer<std::optional<store::KnownFeed>> feed_of(const std::string& digest) override {
        return pass(inner_->feed_of(digest));
    }
    Answer<void> keep_shown(store::FeedId feed, const std::string& shown) override {
        return pass(inner_->keep_shown(feed, shown));
    }
    Answer<void> note_uses(const std::vector<store::FeedUse>& uses) override {
        return pass(inner_->note_uses(uses));
    }

  private:
    template <class T>
    Answer<T> pass(Answer<T> call) {
        const bool last = is_last();
        if (crashed_ || (last && !after_)) die();
        auto answer = co_await std::move(call);
        if (last) die();
        co_return answer;
    }
    [[noreturn]] void die() {
        crashed_ = true;
        throw boost::system::system_error(boost::asio::error::operation_aborted);
    }
    bool is_last() { return left_ > 0 && --left_ == 0; }
    reminder::Agenda mutated(reminder::Agenda agenda) const;

    std::unique_ptr<store::Database> inner_;
    Mutant mutant_;
    Witness& witness_;
    int left_ = 0;
    bool after_ = false;
    bool crashed_ = false;
    std::map<store::RowId, reminder::Delivery> rows_;
    std::map<std::string, std::vector<reminder::Delivery>> claimed_;
};

}  // namespace nhaclich::test
