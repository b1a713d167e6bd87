// What the server serves at this moment: ready octets per resource and encoding, swapped at a
// reload. In: a Board and its feed stamp. Out: immutable answers.
#pragma once

#include "board/board.hpp"
#include "store/revisions.hpp"

#include <functional>
#include <memory>
#include <string>

namespace nhaclich::http {

/// Health as /healthz tells it: 200 "ok" or 503 with words.
struct Health {
    bool ok = true;
    std::string text;  ///< JSON object
};

}  // namespace nhaclich::http
