// Returned mail that only tells in prose what happened: qmail's (QSBMF) and that of older Exim.
// In: header and body of a mail. Out: who was not reached, the server's words, the mail itself.
#pragma once

#include "bounce/mail_fields.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::bounce {

struct Prose {
    std::string recipient;
    std::string words;      ///< of the server, on one line
    std::string_view copy;  ///< of the mail that came back, from its header on
};
/// Nothing for any other mail.
std::optional<Prose> prose(const Fields& header, std::string_view body);

}  // namespace nhaclich::bounce
