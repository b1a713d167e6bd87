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
  private:
    struct Item {
        std::string key;
        std::shared_ptr<const Resource> resource;
        std::size_t size = 0;
        bool asked_for = true;  ///< since it was last in question
    };

  public:
    /// Where a resource stands: found again without its key, and no longer once it had to go.
    using Place = std::weak_ptr<Item>;

    /// In octets. What nobody asked for since it was last in question goes first (second chance).
    explicit Kept(std::size_t at_most) : at_most_(at_most) {}

    /// nullptr where there is none.
    std::shared_ptr<const Resource> find(const std::string& key) const;
    /// Empty where there is none.
    Place place(const std::string& key) const;
    /// Likewise nullptr.
    static std::shared_ptr<const Resource> at(const Place& place);
    /// In place of what stands there. The newest is kept whatever its size.
    void keep(const std::string& key, std::shared_ptr<const Resource> resource);

  private:
    using Items = std::list<std::shared_ptr<Item>>;
    void make_room();
    void drop(Items::iterator item);

    std::size_t at_most_;
    std::size_t size_ = 0;
    Items items_;  ///< the next one in question last
    std::unordered_map<std::string, Items::iterator> by_key_;
};

}  // namespace nhaclich::http
