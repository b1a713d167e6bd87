// Addresses of the net as the files give them: domains, mail addresses, web addresses, hosts.
// In: text.
// Out: the address in a form that can stand in a header, a property or a request as it is.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace nhaclich::config {

/// Two labels or more of letters, digits and inner hyphens (RFC 1123 2.1), at most 253 octets;
/// given back in lower case, labels in other letters as A-labels (RFC 5891). "address.domain".
Result<std::string> parse_domain(std::string_view text);

/// A server to connect to: a domain, a single label ("localhost") or an IP address. "address.host".
Result<std::string> parse_host(std::string_view text);

/// An RFC 5321 mailbox in the plain form every server takes: dot-atom "@" domain, ASCII, at most
/// 254 octets (64 before the @). As written, but for a domain in other letters. "address.mail".
Result<std::string> parse_mail_address(std::string_view text);
/// The URI of such an address (RFC 6068 2).
std::string mailto(std::string_view mail_address);

/// A mail address with "TAG" once in its local part, not at its beginning; a delivery's name of 32
/// digits will stand there. As written. "address.return-path".
Result<std::string> parse_return_pattern(std::string_view text);
std::string with_tag(std::string_view return_pattern, std::string_view tag);

/// What a web address may be.
enum class Web {
    https,           ///< https only
    https_or_local,  ///< also http, and only to this machine
    http_or_https,
};

/// An absolute RFC 3986 URI with a host and without user and fragment, as written.
/// "address.web", "address.web-https" (http where it must not be), "address.web-user".
Result<std::string> parse_web_address(std::string_view text, Web allowed);

/// True for localhost, 127.0.0.0/8 and ::1.
bool is_loopback(std::string_view host);
/// True for an IPv4 or IPv6 address in figures.
bool is_ip_address(std::string_view text);
/// An IP address, or one with the length of its network behind a "/" (RFC 4632).
bool is_ip_network(std::string_view text);
/// Of a web address that parse_web_address accepted, without brackets.
std::string host_of(std::string_view web_address);

}  // namespace nhaclich::config
