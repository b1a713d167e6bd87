// Resources that are kept for the next who asks, under a cap of memory.
// In: resources under keys. Out: the same again, unless they had to make room.
#pragma once

#include "http/resource.hpp"

#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace nhaclich::http {

/// One thread.
class Kept {
  public:
    /// In octets; what was asked for longest ago goes first.
    explicit Kept(std::size_t at_most) : at_most_(at_most) {}

    /// nullptr where there is none.
    std::shared_ptr<const Resource> find(const std::string& key);
    /// In place of what stands there. The newest is kept whatever its size.
    void keep(const std::string& key, std::shared_ptr<const Resource> resource);
    void clear();

  private:
    struct Item {
        std::string key;
        std::shared_ptr<const Resource> resource;
        std::size_t size;
    };
    using Items = std::list<Item>;
    void drop(Items::iterator item);

    std::size_t at_most_;
    std::size_t size_ = 0;
    Items items_;  ///< the last one asked for first
    std::unordered_map<std::string, Items::iterator> by_key_;
};

}  // namespace nhaclich::http
