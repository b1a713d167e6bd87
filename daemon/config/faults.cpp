#include "config/faults.hpp"

#include <algorithm>

namespace nhaclich::config {

std::vector<Error> Faults::sorted() const {
    auto sorted = errors_;
    std::ranges::stable_sort(sorted, {}, &Error::where);
    return sorted;
}

}  // namespace nhaclich::config
