// Lines about occurrences and instants for terminals and logs.
// In: an occurrence or an instant. Out: one line of text.
#pragma once

#include "calendar/zone.hpp"
#include "message/catalogue.hpp"
#include "plan/occurrence.hpp"

#include <string>

namespace nhaclich::service {

/// "08:00 thứ Ba, ngày 24/11/2026".
std::string at_in_words(Instant instant, const calendar::Zone& zone,
                        const message::Catalogue& words);

/// "08:00–11:30 thứ Ba, ngày 24/11/2026", "từ … đến hết …"; a deadline's due day.
std::string when_in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                          const message::Catalogue& words);

/// One line: when, kind, title, and for a deadline the plan's words and why the day moved.
std::string in_words(const plan::Occurrence& occurrence, const calendar::Zone& zone,
                     const message::Catalogue& words, plan::Language language);

}  // namespace nhaclich::service
