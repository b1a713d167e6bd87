// Answers that carry no resource: refusals in words, and what OPTIONS tells.
// In: a status, methods. Out: a ready answer.
#pragma once

#include "http/answer.hpp"
#include "http/routes.hpp"

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
    /// For a connection there is no room for, whatever it would have asked: 429 where its address
    /// has too many, 503 where all together have.
    Answer no_room(unsigned status) const { return no_room_.at(status).answer(false); }
    /// 204 to OPTIONS and 405, both with Allow. A 405 always has its words: HEAD is allowed
    /// everywhere.
    Answer options(Methods methods) const { return methods_.at(methods).options.answer(false); }
    Answer not_allowed(Methods methods) const {
        return methods_.at(methods).not_allowed.answer(false);
    }

  private:
    struct OfMethods {
        Prepared options;
        Prepared not_allowed;
    };
    std::map<unsigned, Prepared> prepared_;
    std::map<unsigned, Prepared> no_room_;
    std::map<Methods, OfMethods> methods_;
};

}  // namespace nhaclich::http
