// One daemon a database: a lock that dies with its process, however that ends.
// In: a path. Out: the lock, held until it is destroyed.
#pragma once

#include "base/error.hpp"

#include <string>

namespace nhaclich::store::sqlite {

/// flock(2) on a file beside the database, kept open; nothing to clean up after kill -9.
class Lock {
  public:
    /// "store.locked" at once while another process holds it; "store.failed".
    static Result<Lock> take(const std::string& path);
    /// For a database nobody else can see.
    static Lock none() { return Lock(-1); }
    Lock(Lock&& other) noexcept;
    Lock& operator=(Lock&&) = delete;
    Lock(const Lock&) = delete;
    Lock& operator=(const Lock&) = delete;
    ~Lock();

  private:
    explicit Lock(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

}  // namespace nhaclich::store::sqlite
