#include "service/composer.hpp"

#include "message/compose.hpp"
#include "reminder/still_due.hpp"

namespace nhaclich::service {

Result<outbox::Prepared> prepared(const board::Board& board, const reminder::Delivery& delivery,
                                  Instant now) {
    const auto& key = delivery.key;
    const auto& configuration = board.configuration();
    if (const auto reason = reminder::no_longer_due(board.sources(), key)) return fail(*reason);
    const auto occurrence =
        plan::find_occurrence(configuration.plan, key.occurrence, board.placing());
    const auto& reader = *configuration.people.find(key.member);
    const message::ComposeInput input{
        .delivery = delivery,
        .occurrence = *occurrence,
        .reader = reader,
        .people = configuration.people,
        .working_days = board.working_days(),
        .zone = board.zone(),
        .board_name = configuration.settings.board.name,
        .plan_title = configuration.plan.title,
        .base_url = board.base_url(),
        .calendar = board.calendar_part(key.occurrence, reader.language),
    };
    return message::compose(input, now).map([&](message::Message composed) {
        return outbox::Prepared{std::move(composed), reader.addresses.at(key.channel)};
    });
}

}  // namespace nhaclich::service
