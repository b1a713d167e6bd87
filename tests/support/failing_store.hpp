// An OutboxStore whose n-th call fails once, as a full disk makes it, without changing anything.
#pragma once

#include "store/outbox_store.hpp"

namespace nhaclich::test {

class FailingStore final : public store::OutboxStore {
  public:
    explicit FailingStore(store::OutboxStore& inner) : inner_(inner) {}

    /// Counts from now; 0 = never.
    void fail_at(int nth) { left_ = nth; }
    bool has_failed() const { return failed_; }

    template <class T>
    using Answer = boost::asio::awaitable<Result<T>>;

    Answer<reminder::Facts> facts() override {
        if (fails()) co_return error();
        co_return co_await inner_.facts();
    }
    Answer<int> record(const reminder::Agenda& agenda, Instant now) override {
        if (fails()) co_return error();
        co_return co_await inner_.record(agenda, now);
    }
    Answer<std::vector<store::Waiting>> waiting() override {
        if (fails()) co_return error();
        co_return co_await inner_.waiting();
    }
    Answer<std::vector<store::OutboxRow>> due(const ChannelId& channel, Instant now,
                                              int limit) override {
        if (fails()) co_return error();
        co_return co_await inner_.due(channel, now, limit);
    }
    Answer<void> claim(store::RowId row, const store::FrozenMessage& message,
                       Instant now) override {
        if (fails()) co_return error();
        co_return co_await inner_.claim(row, message, now);
    }
    Answer<void> record_result(store::RowId row, const store::Outcome& outcome) override {
        if (fails()) co_return error();
        co_return co_await inner_.record_result(row, outcome);
    }
    Answer<int> rescue(Instant now) override {
        if (fails()) co_return error();
        co_return co_await inner_.rescue(now);
    }
    Answer<std::vector<store::OutboxRow>> ledger(DueWindow due) override {
        if (fails()) co_return error();
        co_return co_await inner_.ledger(due);
    }

  private:
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
    bool failed_ = false;
};

}  // namespace nhaclich::test
