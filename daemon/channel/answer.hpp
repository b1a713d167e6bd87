// What a delivery's ledger row says about its last attempt: one line, safe for logs and pages.
// In: what a server said, or an error of ours. Out: at most 500 characters on one line.
#pragma once

#include "base/error.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace nhaclich::channel {

/// How an error of ours reads in the board's language: message::Catalogue::sentence. Any thread.
using Sentence = std::function<std::string(const Error&)>;

/// Control characters escaped, then cut between characters.
std::string answer_line(std::string_view text);

}  // namespace nhaclich::channel
