// Everything wrong with the configuration: reading never stops at the first fault.
// In: errors with places.
// Out: all of them in the order of file and line.
#pragma once

#include "base/error.hpp"

#include <vector>

namespace nhaclich::config {

class Faults {
  public:
    void add(Error error) { errors_.push_back(std::move(error)); }
    bool empty() const { return errors_.empty(); }
    std::vector<Error> sorted() const;

  private:
    std::vector<Error> errors_;
};

}  // namespace nhaclich::config
