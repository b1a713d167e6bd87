// An OutboxStore whose n-th call fails once, as a full disk makes it, without changing anything, or
// as a failed fsync may, after it took effect.
#pragma once

#include "store/outbox_store.hpp"

namespace nhaclich::test {

class FailingStore final : public store::OutboxStore {
  public:
    explicit FailingStore(store::OutboxStore& inner) : inner_(inner) {}

    enum class Effect { none, full };
    /// Counts from now; 0 = never.
    void fail_at(int nth, Effect effect = Effect::none) {
        left_ = nth;
        effect_ = effect;
    }
    bool has_failed() const { return failed_; }

    template <class T>
    using Answer = boost::asio::awaitable<Result<T>>;

    Answer<reminder::Facts> facts() override { return pass(inner_.facts()); }
    Answer<int> record(const reminder::Agenda& agenda, Instant now) override {
        return pass(inner_.record(agenda, now));
    }
    Answer<std::vector<store::Waiting>> waiting() override { return pass(inner_.waiting()); }
    Answer<std::vector<store::OutboxRow>> due(const ChannelId& channel, Instant now,
                                              int limit) override {
        return pass(inner_.due(channel, now, limit));
    }
    Answer<void> claim(store::RowId row, const store::FrozenMessage& message,
                       Instant now) override {
        return pass(inner_.claim(row, message, now));
    }
    Answer<void> record_result(store::RowId row, const store::Outcome& outcome) override {
        return pass(inner_.record_result(row, outcome));
    }
    Answer<int> rescue(Instant now) override { return pass(inner_.rescue(now)); }
    Answer<int> realign(Instant now) override { return pass(inner_.realign(now)); }
    Answer<std::vector<store::OutboxRow>> ledger(DueWindow due) override {
        return pass(inner_.ledger(due));
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

    store::OutboxStore& inner_;
    int left_ = 0;
    Effect effect_ = Effect::none;
    bool failed_ = false;
};

}  // namespace nhaclich::test
