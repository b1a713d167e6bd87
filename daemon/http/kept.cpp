#include "http/kept.hpp"

#include <utility>

namespace nhaclich::http {

std::shared_ptr<const Resource> Kept::find(const std::string& key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return nullptr;
    items_.splice(items_.begin(), items_, found->second);
    return items_.front().resource;
}

void Kept::keep(const std::string& key, std::shared_ptr<const Resource> resource) {
    if (const auto before = by_key_.find(key); before != by_key_.end()) drop(before->second);
    const auto size = key.size() + resource->memory();
    items_.push_front({key, std::move(resource), size});
    by_key_.emplace(key, items_.begin());
    size_ += size;
    while (size_ > at_most_ && items_.size() > 1) drop(std::prev(items_.end()));
}

void Kept::clear() {
    items_.clear();
    by_key_.clear();
    size_ = 0;
}

void Kept::drop(Items::iterator item) {
    size_ -= item->size;
    by_key_.erase(item->key);
    items_.erase(item);
}

}  // namespace nhaclich::http
