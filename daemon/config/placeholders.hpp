// {{names}} in an address or a header: the few that stand for what is known only when it is sent.
// In: the text as written, then values. Out: the names it holds; the text with them filled in.
#pragma once

#include "base/error.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::config {

/// "config.placeholder-open" {text}: "{{" without "}}" behind it.
Result<std::vector<std::string>> placeholders(std::string_view text);

/// Every placeholder of `values` replaced, once: what a value brings is no placeholder.
std::string filled(std::string_view text,
                   const std::map<std::string, std::string, std::less<>>& values);

}  // namespace nhaclich::config
