#include "http/accepted_coding.hpp"

#include <boost/algorithm/string/classification.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <boost/url/grammar/ci_string.hpp>

namespace nhaclich::http {

namespace {

/// The text up to `separator`, which is taken off `rest` together with it.
std::string_view taken(std::string_view& rest, char separator) {
    const auto end = rest.find(separator);
    const auto part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    return boost::trim_copy_if(part, boost::is_any_of(" \t"));
}

/// A weight of 0 in any of its spellings means "not acceptable".
bool refused(std::string_view parameters) {
    while (!parameters.empty()) {
        const auto parameter = taken(parameters, ';');
        if (parameter.starts_with("q=0") || parameter.starts_with("Q=0"))
            return parameter.find_first_not_of("0.", 2) == std::string_view::npos;
    }
    return false;
}

}  // namespace

// Not by Beast's ext_list: in 1.81 an element without parameters shows those of the one before it.
bool accepts_gzip(std::string_view accept_encoding) {
    // Nor by its iequals: that reads an octet too many where only the case differs.
    const auto is = [](std::string_view coding, std::string_view name) {
        return boost::urls::grammar::ci_is_equal(coding, name);
    };
    bool any = false;
    while (!accept_encoding.empty()) {
        auto parameters = taken(accept_encoding, ',');
        const auto coding = taken(parameters, ';');
        if (is(coding, "gzip") || is(coding, "x-gzip")) return !refused(parameters);
        if (coding == "*") any = !refused(parameters);
    }
    return any;
}

}  // namespace nhaclich::http
