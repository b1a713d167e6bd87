// The octets of a part as they were before it was made fit for the way (RFC 2045 6).
// In: foreign octets, what Content-Transfer-Encoding says. Out: octets, never more of them.
#pragma once

#include <string>
#include <string_view>

namespace nhaclich::bounce {

/// base64 and quoted-printable, in any case; whatever does not belong there is read over. Any other
/// word = as it is.
std::string decoded(std::string_view octets, std::string_view encoding);

}  // namespace nhaclich::bounce
