#include "http/conditional.hpp"

#include "http/http_date.hpp"

#include <algorithm>

namespace nhaclich::http {

namespace {

void skip(std::string_view& text, std::string_view characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
}

/// The next quoted tag of the list without its "W/"; empty at the end or where the list is broken.
std::string_view next_tag(std::string_view& list) {
    skip(list, " \t,");
    if (list.starts_with("W/")) list.remove_prefix(2);
    if (!list.starts_with('"')) return {};
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return {};
    const auto tag = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    auto rest = list;
    skip(rest, " \t");
    return rest.empty() || rest.starts_with(',') ? tag : std::string_view{};
}

bool names(std::string_view list, std::string_view etag) {
    skip(list, " \t");
    if (list.starts_with('*')) {
        list.remove_prefix(1);
        skip(list, " \t");
        return list.empty();
    }
    for (auto tag = next_tag(list); !tag.empty(); tag = next_tag(list))
        if (tag == etag) return true;
    return false;
}

}  // namespace

bool is_fresh(const Conditions& conditions, std::string_view etag,
              std::optional<Instant> last_modified) {
    if (conditions.if_none_match)
        return std::visit([&](std::string_view list) { return names(list, etag); },
                          *conditions.if_none_match);
    if (!conditions.if_modified_since || !last_modified) return false;
    const auto since = parse_http_date(*conditions.if_modified_since);
    return since && *last_modified <= *since;
}

}  // namespace nhaclich::http
