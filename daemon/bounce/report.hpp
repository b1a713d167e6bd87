// What a server says became of a mail: the fields of RFC 3464, the codes of RFC 3463.
// In: the text of a delivery report, or words of a server. Out: one finding.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nhaclich::bounce {

/// hard: the mailbox takes no mail, for good. soft: it did not take this one (full, or unreachable
/// until the server gave up). refused: not for what the mailbox is, but for what the mail is or who
/// sends it (5.7, 5.6, 5.1.7, 5.1.8, its size). delayed: still being tried.
enum class Verdict { hard, soft, refused, delayed };
std::string_view code(Verdict verdict);

struct Finding {
    Verdict verdict = Verdict::soft;
    std::string status;      ///< "5.1.1"; "" = it says none
    std::string recipient;   ///< as the server writes it
    std::string diagnostic;  ///< foreign octets, at most 2000
};

/// Of a message/delivery-status part, the worst for any recipient; but once it reached one of them
/// it counts as soft at most, for then the address is an alias that works. Nothing if all is well
/// or nothing is said.
std::optional<Finding> finding(std::string_view delivery_status);

/// The same from a server's words: "550 5.1.1 …", "(#5.1.1)".
Finding finding_in_words(std::string_view recipient, std::string_view words);

}  // namespace nhaclich::bounce
