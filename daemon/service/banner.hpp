// What a person who starts the daemon in a terminal reads first: where to look and what comes next.
// In: board, addresses, now. Out: lines of text.
#pragma once

#include "board/board.hpp"
#include "message/catalogue.hpp"

#include <string>

namespace nhaclich::service {

struct Addresses {
    std::string base_url;  ///< of the page and the feed
    std::string mailbox;   ///< Maildir path, or "" when mail goes to a server
    std::string smtp;      ///< "host:port", or ""
};

/// The next reminders by day and occurrence, with the number of recipients; at most `most`.
std::string banner(const board::Board& board, const Addresses& addresses, Instant now,
                   const message::Catalogue& words, std::size_t most = 5);

}  // namespace nhaclich::service
