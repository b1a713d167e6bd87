#include "store/outbox_store.hpp"

namespace nhaclich::store {

std::vector<RowId> Bundle::ids() const {
    std::vector<RowId> result;
    result.reserve(rows.size());
    for (const auto& row : rows) result.push_back(row.id);
    return result;
}

}  // namespace nhaclich::store
