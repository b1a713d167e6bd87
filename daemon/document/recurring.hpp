// Dates that come again as documents word them: "ngày 15 của tháng cuối quý", "thứ Hai tuần đầu
// hằng tháng", "ngày 20 các tháng 3, 6, 9".
// In: tokens and where it may begin. Out: the recurrences and where their words end.
#pragma once

#include "document/mention.hpp"

namespace nhaclich::document {

struct ReadRecurrences {
    std::vector<Recurrence> recurrences;  ///< "ngày 10 và 25 hằng tháng" are two
    std::size_t end = 0;
};

std::optional<ReadRecurrences> recurrences_at(const Tokens& tokens, std::size_t at);

}  // namespace nhaclich::document
