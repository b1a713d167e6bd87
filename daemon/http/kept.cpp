#include "http/kept.hpp"

#include <iterator>
#include <utility>

namespace nhaclich::http {

std::shared_ptr<const Resource> Kept::find(const std::string& key) const { return at(place(key)); }

Kept::Place Kept::place(const std::string& key) const {
    const auto found = by_key_.find(key);
    return found == by_key_.end() ? Place{} : Place(*found->second);
}

std::shared_ptr<const Resource> Kept::at(const Place& place) {
    const auto item = place.lock();
    if (!item) return nullptr;
    item->asked_for = true;
    return item->resource;
}

void Kept::keep(const std::string& key, std::shared_ptr<const Resource> resource) {
    if (const auto before = by_key_.find(key); before != by_key_.end()) drop(before->second);
    const auto size = key.size() + resource->memory();
    auto item = std::make_shared<Item>();
    item->key = key;
    item->resource = std::move(resource);
    item->size = size;
    items_.push_front(std::move(item));
    by_key_.emplace(key, items_.begin());
    size_ += size;
    make_room();
}

/// Whoever was asked for since is passed over once, so the newest is never the first to go.
void Kept::make_room() {
    while (size_ > at_most_ && items_.size() > 1) {
        const auto last = std::prev(items_.end());
        if (!std::exchange((*last)->asked_for, false))
            drop(last);
        else
            items_.splice(items_.begin(), items_, last);
    }
}

void Kept::drop(Items::iterator item) {
    size_ -= (*item)->size;
    by_key_.erase((*item)->key);
    items_.erase(item);
}

}  // namespace nhaclich::http
