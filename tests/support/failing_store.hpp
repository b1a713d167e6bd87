// A Database whose n-th call fails once, as a full disk makes it, without changing anything, or
// as a failed fsync may, after it took effect.
#pragma once

#include "store/database.hpp"

#include <functional>
#include <utility>

namespace nhaclich::test {

class FailingStore final : public store::Database {
  public:
    explicit FailingStore(store::Database& inner) : inner_(inner) {}

    enum class Effect { none, full };
    /// Counts from now; 0 = never.
    void fail_at(int nth, Effect effect = Effect::none) {
        left_ = nth;
        effect_ = effect;
    }
    bool has_failed() const { return failed_; }
    std::function<void()> while_reading;  ///< once, when what is due is asked for

    template <class T>
    using Answer = boost::asio::awaitable<Result<T>>;

    Answer<std::shared_ptr<const reminder::Records>> records() override {
        return pass(inner_.records());
    }
    Answer<reminder::Facts> facts() override { return pass(inner_.facts()); }
    Answer<std::optional<std::vector<reminder::Announced>>> announced() override {
        return pass(inner_.announced());
    }
    Answer<reminder::Told> told(const std::vector<plan::OccurrenceId>& occurrences) override {
        return pass(inner_.told(occurrences));
    }
    Answer<int> record(const reminder::Agenda& agenda, Instant now) override {
        return pass(inner_.record(agenda, now));
    }
    Answer<void> choose(const store::Choice& choice) override {
        return pass(inner_.choose(choice));
    }
    Answer<std::vector<store::Waiting>> waiting(store::Hold hold, Instant now) override {
        return pass(inner_.waiting(hold, now));
    }
    Answer<std::vector<store::Bundle>> due(const ChannelId& channel, Instant now, int limit,
                                           store::Hold hold, std::set<MemberId> others) override {
        if (while_reading) std::exchange(while_reading, nullptr)();
        return pass(inner_.due(channel, now, limit, hold, std::move(others)));
    }
    Answer<bool> claim(const store::Claim& claim, Instant now) override {
        return pass(inner_.claim(claim, now));
    }
    Answer<void> release(const std::vector<store::RowId>& rows, Instant now) override {
        return pass(inner_.release(rows, now));
    }
    bool note(const store::Acceptance& acceptance) override {
        if (!fails()) return inner_.note(acceptance);
        if (effect_ == Effect::full) static_cast<void>(inner_.note(acceptance));
        return false;
    }
    Answer<void> record_result(const std::vector<store::RowId>& rows,
                               const store::Outcome& outcome) override {
        return pass(inner_.record_result(rows, outcome));
    }
    Answer<int> rescue(Instant now) override { return pass(inner_.rescue(now)); }
    Answer<int> realign(Instant now) override { return pass(inner_.realign(now)); }
    Answer<std::vector<store::OutboxRow>> ledger(DueWindow due) override {
        return pass(inner_.ledger(due));
    }
    Answer<int> prune(Instant before) override { return pass(inner_.prune(before)); }
    Answer<std::vector<plan::Revision>> revisions() override { return pass(inner_.revisions()); }
    Answer<void> publish(const std::vector<plan::Revision>& revisions,
                         const store::FeedStamp& stamp) override {
        return pass(inner_.publish(revisions, stamp));
    }
    Answer<std::optional<store::FeedStamp>> feed_stamp() override {
        return pass(inner_.feed_stamp());
    }
    Answer<store::Returned> record_bounce(const bounce::Bounce& bounce, int suspend_after,
                                          Instant now) override {
        return pass(inner_.record_bounce(bounce, suspend_after, now));
    }
    Answer<std::optional<store::MboxPlace>> mbox_place(const std::string& path) override {
        return pass(inner_.mbox_place(path));
    }
    Answer<void> record_mbox_place(const std::string& path,
                                   const store::MboxPlace& place) override {
        return pass(inner_.record_mbox_place(path, place));
    }
    Answer<std::optional<store::KnownFeed>> feed_of(const std::string& digest) override {
        return pass(inner_.feed_of(digest));
    }
    Answer<void> keep_shown(store::FeedId feed, const std::string& shown) override {
        return pass(inner_.keep_shown(feed, shown));
    }
    Answer<void> note_uses(const std::vector<store::FeedUse>& uses) override {
        return pass(inner_.note_uses(uses));
    }

  private:
    template <class T>
    Answer<T> pass(Answer<T> call) {
        const bool failing = fails();
        // An awaitable that is never awaited never begins.
        if (failing && effect_ == Effect::none) co_return error();
        auto answer = co_await std::move(call);
        if (failing) co_return error();
        co_return answer;
    }
    bool fails() {
        if (left_ == 0 || --left_ > 0) return false;
        failed_ = true;
        return true;
    }
    static tl::unexpected<Error> error() {
        return fail("store.failed"_msg, {{"path", "test"}, {"reason", "disk full"}});
    }

    store::Database& inner_;
    int left_ = 0;
    Effect effect_ = Effect::none;
    bool failed_ = false;
};

}  // namespace nhaclich::test
