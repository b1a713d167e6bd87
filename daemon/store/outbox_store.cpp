#include "store/outbox_store.hpp"

#include <algorithm>
#include <stdexcept>

namespace nhaclich::store {

std::vector<RowId> Bundle::ids() const {
    std::vector<RowId> result;
    result.reserve(rows.size());
    for (const auto& row : rows) result.push_back(row.id);
    return result;
}

const OutboxRow& Bundle::row(RowId wanted) const {
    const auto found = std::ranges::find(rows, wanted, &OutboxRow::id);
    if (found == rows.end()) throw std::logic_error("no row of this bundle");
    return *found;
}

}  // namespace nhaclich::store
