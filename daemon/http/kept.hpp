// Resources that are kept for the next who asks, under a cap of memory.
// In: resources under keys. Out: the same again, unless they had to make room.
#pragma once

#include "http/resource.hpp"

#include <list>
#include <memory>
#include <string>
#include <unordered_map>

namespace nhaclich::http {

/// One thread.
class Kept {
  public:
    /// In octets. What answered nobody since it was last in question goes first (second chance).
    /// `ends`: what its resources have in common, which counts too; nullptr = nothing.
    explicit Kept(std::size_t at_most, const CommonEnds* ends = nullptr)
        : at_most_(at_most), ends_(ends) {}

    /// nullptr where there is none. Held weakly, it is found again without its key until it has to
    /// go.
    std::shared_ptr<const Resource> find(const std::string& key) const;
    /// In place of what stands there. A new one is kept whatever its size.
    void keep(const std::string& key, std::shared_ptr<const Resource> resource);

  private:
    struct Item {
        std::string key;
        std::shared_ptr<const Resource> resource;
        std::size_t size;
    };
    using Items = std::list<Item>;
    std::size_t size() const { return size_ + (ends_ == nullptr ? 0 : ends_->memory()); }
    void make_room();
    void drop(Items::iterator item);

    std::size_t at_most_;
    const CommonEnds* ends_;
    std::size_t size_ = 0;
    Items items_;  ///< the next one in question last
    std::unordered_map<std::string, Items::iterator> by_key_;
};

}  // namespace nhaclich::http
