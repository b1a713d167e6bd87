#include "http/misses.hpp"

namespace nhaclich::http {

namespace {

constexpr std::chrono::minutes one_minute{1};

}  // namespace

bool Misses::count(const ClientKey& client, Time now) {
    if (minutes_.size() >= clients && !minutes_.contains(client)) make_room(now);
    auto& minute = minutes_.try_emplace(client, Minute{now, 0}).first->second;
    if (now - minute.began >= one_minute) minute = {now, 0};
    return ++minute.misses > a_minute;
}

void Misses::make_room(Time now) {
    std::erase_if(minutes_, [&](const auto& one) { return now - one.second.began >= one_minute; });
    // Ten thousand who guess at once: forgetting them costs less than remembering all.
    if (minutes_.size() >= clients) minutes_.clear();
}

}  // namespace nhaclich::http
