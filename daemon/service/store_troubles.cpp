#include "service/store_troubles.hpp"

namespace nhaclich::service {

bool StoreTroubles::note(const Error& error) {
    constexpr std::chrono::minutes silence{1};
    constexpr std::size_t most = 64;
    ++count_;
    const Instant now = clock_.now();
    const auto words = log_.words(error);
    if (told_.size() >= most && !told_.contains(words)) told_.clear();
    const auto [place, is_new] = told_.try_emplace(words, Told{now});
    auto& told = place->second;
    // A clock that was set back is no reason to keep silent.
    if (!is_new && now >= told.at && now - told.at < silence) {
        ++told.untold;
        return false;
    }
    if (told.untold > 0)
        log_.error("log.again"_msg, {{"error", words}, {"count", std::to_string(told.untold)}});
    else
        log_.write(Level::error, error);
    told = {now};
    return true;
}

}  // namespace nhaclich::service
