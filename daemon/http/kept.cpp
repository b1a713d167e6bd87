#include "http/kept.hpp"

#include <iterator>
#include <utility>

namespace nhaclich::http {

std::shared_ptr<const Resource> Kept::find(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? nullptr : found->second->resource;
}

void Kept::keep(const std::string& key, std::shared_ptr<const Resource> resource) {
    if (const auto before = by_key_.find(key); before != by_key_.end()) drop(before->second);
    const auto size = key.size() + resource->memory();
    items_.push_front({key, std::move(resource), size});
    by_key_.emplace(key, items_.begin());
    size_ += size;
    make_room();
}

/// What is new has answered, so the newest is never the first to go.
void Kept::make_room() {
    while (size() > at_most_ && items_.size() > 1) {
        const auto last = std::prev(items_.end());
        if (last->resource->has_answered())
            items_.splice(items_.begin(), items_, last);
        else
            drop(last);
    }
}

void Kept::drop(Items::iterator item) {
    size_ -= item->size;
    by_key_.erase(item->key);
    items_.erase(item);
}

}  // namespace nhaclich::http
