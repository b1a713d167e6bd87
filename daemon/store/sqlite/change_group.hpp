// Changes of the outbox that share a transaction: what comes while one is committed shares the
// next, so many cost one fsync, and a lone one waits for nobody.
// In: changes, from any thread. Out: each carried out whole or not at all, and whether it was.
#pragma once

#include "base/error.hpp"
#include "store/sqlite/statements.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace nhaclich::store::sqlite {

struct Change {
    /// Within a transaction; false = not to be, and everything it did is to be undone.
    std::function<bool(Statements&)> apply;
    std::optional<Result<bool>> answer = std::nullopt;  ///< durable when given
};

class ChangeGroup {
  public:
    /// Runs a function on the connection and makes an error of its exception.
    using Guarded = std::function<Result<bool>(const std::function<bool(Statements&)>&)>;

    explicit ChangeGroup(Guarded guarded) : guarded_(std::move(guarded)) {}

    void add(const std::shared_ptr<Change>& change);
    /// On the connection's thread: answers the change, and with it all that have been added.
    void carry_out(const Change& change);

  private:
    using Changes = std::vector<std::shared_ptr<Change>>;
    enum class Reached { beginning, changing, commit };
    void carry_out(const Changes& changes);
    Result<bool> in_one_transaction(const Changes& changes, Reached& reached);

    Guarded guarded_;
    std::mutex mutex_;
    Changes added_;
};

}  // namespace nhaclich::store::sqlite
