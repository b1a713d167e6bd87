// Answers that carry no resource: refusals in words, and what OPTIONS tells.
// In: a status. Out: a ready answer.
#pragma once

#include "http/answer.hpp"

#include <map>

namespace nhaclich::http {

/// Short plain text, Vietnamese first: never HTML, which a calendar program might take for a feed.
class Refusals {
  public:
    Refusals();
    /// A status that has no words here is a bug and throws std::out_of_range.
    Answer answer(unsigned status, bool head_only) const {
        return prepared_.at(status).answer(head_only);
    }

  private:
    std::map<unsigned, Prepared> prepared_;
};

}  // namespace nhaclich::http
