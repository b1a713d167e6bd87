// What is done on a date, from the words around it.
// In: a mention with its context. Out: meeting, task, something to hand in, or a campaign.
#pragma once

#include "document/context.hpp"

namespace nhaclich::document {

enum class Activity { unknown, meeting, task, submission };

/// The first word of an activity in `range`.
Activity activity_in(const Block& block, Range range);

/// From the nearest words to the farthest: between the mention before and this one, its segment,
/// its sentence, the block, the heading it stands under. `previous_end`: of the mention before.
Activity activity_of(const Block& block, const Mention& mention, const Context& context,
                     std::size_t previous_end);

/// "Tháng hành động", "chiến dịch", "đợt thi đua": a name of something that goes on for days.
bool names_campaign(const Block& block, const Context& context);

/// To be handed in or done by then, said next to the date: "xong trong tháng 10".
bool says_submission(const Block& block, const Context& context);

}  // namespace nhaclich::document
