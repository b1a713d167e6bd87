#include "http/accepted_coding.hpp"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>

namespace nhaclich::http {

namespace {

namespace beast = boost::beast;

/// A weight of 0 in any of its spellings means "not acceptable".
bool refused(const beast::http::param_list& parameters) {
    for (const auto& [name, value] : parameters) {
        if (!beast::iequals(name, "q")) continue;
        return value.find_first_not_of("0.") == beast::string_view::npos;
    }
    return false;
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding) {
    bool any = false;
    for (const auto& [coding, parameters] : beast::http::ext_list{accept_encoding}) {
        if (beast::iequals(coding, "gzip") || beast::iequals(coding, "x-gzip"))
            return !refused(parameters);
        if (coding == "*") any = !refused(parameters);
    }
    return any;
}

}  // namespace nhaclich::http
