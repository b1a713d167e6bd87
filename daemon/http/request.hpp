// What a parsed head asks for, after the checks that must come before routing (RFC 9112 3.2, 6).
// In: Beast's parsed header. Out: a Request, or the status that refuses it.
#pragma once

#include "crypto/crypto.hpp"
#include "http/resource.hpp"

#include <boost/beast/http/fields.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/system/error_code.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace nhaclich::http {

using Header = boost::beast::http::request_header<boost::beast::http::fields>;

/// What a head may take; exceeding one refuses the request.
inline constexpr std::size_t max_target = 2048;
inline constexpr int max_fields = 100;

enum class Method { read, post, options, other };

/// Decoded, in the order of the target.
using Query = std::vector<std::pair<std::string, std::string>>;

struct Request {
    Method method = Method::other;
    std::string path;  ///< decoded, without query; "*" for OPTIONS *
    Query query;
    Wish wish;                     ///< its date is a view into the header
    std::string_view agent = {};   ///< User-Agent, a view into the header
    bool from_elsewhere = false;   ///< a browser says so: Sec-Fetch-Site
    std::string_view client = {};  ///< the address of whoever asks, as text; may be empty
    std::optional<crypto::Sha256> token = std::nullopt;  ///< of a member's own calendar: its digest
};

/// All fields of that name as one list (RFC 9110 5.3).
std::string joined(const Header& header, std::string_view name);
/// Whether that list holds the word, in whatever case.
bool lists(const Header& header, boost::beast::http::field name, std::string_view word);

/// The status to refuse with, always followed by closing: whoever frames a request in a way that
/// two readers may understand differently gets no second answer.
tl::expected<Request, unsigned> understood(const Header& header);

/// The status for a head or body that Beast could not parse; 0 where the connection failed.
unsigned refusal(const boost::system::error_code& fault);

}  // namespace nhaclich::http
