// Names of the net in letters beyond ASCII (IDNA, UTS #46).
// In: a domain as people write it. Out: its A-labels.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::config {

/// "phụnữ.vn" → "xn--phn-loz4b.vn": what DNS and every mail server take. ASCII is given back as it
/// is; nothing for what IDNA does not allow.
std::optional<std::string> ascii_domain(std::string_view domain);

}  // namespace nhaclich::config
