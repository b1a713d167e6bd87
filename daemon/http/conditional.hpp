// Whether a client's copy is still the current one, and whether it wants another (RFC 9110 13.1 and
// 13.2.2). In: the fields it sent, the validators of what would be sent. Out: yes or no.
#pragma once

#include "base/instant.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace nhaclich::http {

/// As received, while that lives; or made of several fields.
using FieldText = std::variant<std::string_view, std::string>;

/// Field values, nothing if absent.
struct Conditions {
    std::optional<FieldText> if_none_match;  ///< all of them as one list
    std::optional<std::string_view> if_modified_since;
    std::optional<FieldText> if_match{};  ///< all of them as one list
    std::optional<std::string_view> if_unmodified_since{};
};

/// False = answer 412. If-Match, if there, decides alone; it is compared strongly, and a list that
/// cannot be read matches nothing. A date that cannot be read forbids nothing.
bool is_allowed(const Conditions& conditions, std::string_view etag,
                std::optional<Instant> last_modified);

/// True = answer 304. If-None-Match, if there, decides alone; it is compared weakly, and a list
/// that cannot be read matches nothing. A date that cannot be read, or lies before the change, is
/// no match.
bool is_fresh(const Conditions& conditions, std::string_view etag,
              std::optional<Instant> last_modified);

}  // namespace nhaclich::http
