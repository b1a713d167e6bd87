#include "store/sqlite/change_group.hpp"

#include <algorithm>

namespace nhaclich::store::sqlite {

bool ChangeGroup::add(const std::shared_ptr<Change>& change) {
    const std::lock_guard lock(mutex_);
    added_.push_back(change);
    return added_.size() == 1;
}

Changes ChangeGroup::carry_out() {
    Changes changes;
    {
        const std::lock_guard lock(mutex_);
        changes.swap(added_);
    }
    try {
        carry_out(changes);
    } catch (...) {  // a bug belongs to those who wait, not to the thread of the store
        for (const auto& change : changes) change->bug = std::current_exception();
    }
    return changes;
}

void ChangeGroup::carry_out(const Changes& changes) {
    auto reached = Reached::beginning;
    const auto together = in_one_transaction(changes, reached);
    // Where one of several is at fault, the others must not suffer: each has its own transaction.
    if (reached == Reached::changing && changes.size() > 1) {
        for (const auto& change : changes) carry_out(Changes{change});
        return;
    }
    for (const auto& change : changes) change->answer = together;
}

Result<bool> ChangeGroup::in_one_transaction(const Changes& changes, Reached& reached) {
    return guarded_([&](Statements& statements) {
        Statements::Transaction transaction(statements);
        reached = Reached::changing;
        const auto carried_out = [&](const auto& change) { return change->apply(statements); };
        if (!std::ranges::all_of(changes, carried_out)) return false;
        reached = Reached::commit;
        transaction.commit();
        return true;
    });
}

}  // namespace nhaclich::store::sqlite
