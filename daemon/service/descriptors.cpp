#include "service/descriptors.hpp"

#include <algorithm>
#include <sys/resource.h>

namespace nhaclich::service {

std::size_t raise_descriptor_limit() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    const rlimit raised{limit.rlim_max, limit.rlim_max};
    return ::setrlimit(RLIMIT_NOFILE, &raised) == 0 ? raised.rlim_cur : limit.rlim_cur;
}

std::size_t connections_within(std::size_t descriptors, std::size_t wanted) {
    constexpr std::size_t kept_free = 64;
    const auto rest = std::max(descriptors / 2, descriptors - std::min(descriptors, kept_free));
    return std::min(wanted, rest);
}

}  // namespace nhaclich::service
