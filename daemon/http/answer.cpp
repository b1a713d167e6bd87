#include "http/answer.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

namespace nhaclich::http {

std::string serialised_head(unsigned status, const Fields& fields) {
    const std::string_view reason =
        boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\n", status, reason);
    for (const auto& [name, value] : fields) head += fmt::format("{}: {}\r\n", name, value);
    return head;
}

Prepared::Prepared(unsigned code, Fields fields, std::string text)
    : status(code), body(std::move(text)) {
    // RFC 9110 8.6: a 204 has no Content-Length.
    if (status != 204) fields.emplace_back("Content-Length", std::to_string(body.size()));
    fields.emplace_back("X-Content-Type-Options", "nosniff");
    head = serialised_head(status, fields);
}

Answer Prepared::answer(bool head_only) const {
    return {status, head, head_only ? std::string_view{} : body};
}

}  // namespace nhaclich::http
