// A reader of mail that forgives nothing, written without any mail library: RFC 5322, 2045, 2046,
// 2047. In: octets. Out: headers and parts, decoded, and every rule they break.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::channel::tests {

struct MailPart {
    std::string type;  ///< the value of Content-Type, unfolded
    std::string content;
};

struct StrictMail {
    std::map<std::string, std::string> headers;  ///< unfolded, still encoded
    std::vector<MailPart> parts;
    std::vector<std::string> faults;

    /// An unstructured header with its encoded-words decoded.
    std::string text(const std::string& header) const;
    /// The display name and the address of From or To.
    std::pair<std::string, std::string> mailbox(const std::string& header) const;
};

StrictMail strictly(std::string_view octets);

}  // namespace nhaclich::channel::tests
