// Foreign text as the value of a mail header: the only place that encodes it (RFC 2047, RFC
// 5322 2.2.3). In: a Line and the column its first line starts at. Out: ASCII, folded with CRLF and
// a space.
#pragma once

#include "base/text.hpp"
#include "channel/mail_address.hpp"

#include <cstddef>
#include <string>

namespace nhaclich::channel {

/// GMime 3.2.13 exceeds 75 octets a word and 76 a line for long words and for names with commas, so
/// Subject and names are encoded here. `column` counts "Name: " before the value.
std::string header_text(const Line& text, std::size_t column);
/// `Name <address>`; the address stands alone on a line when it does not fit beside the name.
std::string header_mailbox(const Line& name, const MailAddress& address, std::size_t column);

}  // namespace nhaclich::channel
