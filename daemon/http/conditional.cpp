#include "http/conditional.hpp"

#include "http/http_date.hpp"

#include <algorithm>

namespace nhaclich::http {

namespace {

void skip(std::string_view& text, std::string_view characters) {
    text.remove_prefix(std::min(text.find_first_not_of(characters), text.size()));
}

struct Tag {
    std::string_view quoted;  ///< without its "W/"; empty at the end or where the list is broken
    bool weak = false;
};

Tag next_tag(std::string_view& list) {
    skip(list, " \t,");
    const bool weak = list.starts_with("W/");
    if (weak) list.remove_prefix(2);
    if (!list.starts_with('"')) return {};
    const auto end = list.find('"', 1);
    if (end == std::string_view::npos) return {};
    const auto quoted = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    auto rest = list;
    skip(rest, " \t");
    return rest.empty() || rest.starts_with(',') ? Tag{quoted, weak} : Tag{};
}

/// RFC 9110 8.8.3.2. What is served here has strong tags only.
enum class Comparison { weak, strong };

bool names(std::string_view list, std::string_view etag, Comparison comparison) {
    skip(list, " \t");
    if (list.starts_with('*')) {
        list.remove_prefix(1);
        skip(list, " \t");
        return list.empty();
    }
    for (auto tag = next_tag(list); !tag.quoted.empty(); tag = next_tag(list))
        if (tag.quoted == etag && (comparison == Comparison::weak || !tag.weak)) return true;
    return false;
}

bool names(const FieldText& list, std::string_view etag, Comparison comparison) {
    return std::visit([&](std::string_view text) { return names(text, etag, comparison); }, list);
}

}  // namespace

bool is_allowed(const Conditions& conditions, std::string_view etag,
                std::optional<Instant> last_modified) {
    if (conditions.if_match) return names(*conditions.if_match, etag, Comparison::strong);
    if (!conditions.if_unmodified_since || !last_modified) return true;
    const auto since = parse_http_date(*conditions.if_unmodified_since);
    return !since || *last_modified <= *since;
}

bool is_fresh(const Conditions& conditions, std::string_view etag,
              std::optional<Instant> last_modified) {
    if (conditions.if_none_match) return names(*conditions.if_none_match, etag, Comparison::weak);
    if (!conditions.if_modified_since || !last_modified) return false;
    const auto since = parse_http_date(*conditions.if_modified_since);
    return since && *last_modified <= *since;
}

}  // namespace nhaclich::http
