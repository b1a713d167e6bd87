// Changes of the outbox that share a transaction: what comes while one is committed shares the
// next, so many cost one fsync, and a lone one waits for nobody.
// In: changes. Out: each carried out whole or not at all, and whether it was.
#pragma once

#include "base/error.hpp"
#include "store/sqlite/statements.hpp"

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace nhaclich::store::sqlite {

struct Change {
    /// Within a transaction; false = not to be, and everything it did is to be undone.
    std::function<bool(Statements&)> apply;
    Result<bool> answer = false;       ///< durable when given
    std::exception_ptr bug = nullptr;  ///< instead of an answer
    /// Goes on with whoever waits for the answer.
    std::function<void()> told = nullptr;
};
using Changes = std::vector<std::shared_ptr<Change>>;

class ChangeGroup {
  public:
    /// Runs a function on the connection and makes an error of its exception.
    using Guarded = std::function<Result<bool>(const std::function<bool(Statements&)>&)>;

    explicit ChangeGroup(Guarded guarded) : guarded_(std::move(guarded)) {}

    /// Any thread. True = the first since the last were carried out: who added it asks for that.
    bool add(const std::shared_ptr<Change>& change);
    /// On the connection's thread: all that have been added, now answered.
    Changes carry_out();

  private:
    enum class Reached { beginning, changing, commit };
    void carry_out(const Changes& changes);
    Result<bool> in_one_transaction(const Changes& changes, Reached& reached);

    Guarded guarded_;
    std::mutex mutex_;
    Changes added_;
};

}  // namespace nhaclich::store::sqlite
