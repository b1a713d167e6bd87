#include "service/banner.hpp"

#include "reminder/agenda.hpp"
#include "service/words.hpp"

#include <map>

namespace nhaclich::service {

namespace {

struct Group {
    Instant due;
    plan::OccurrenceId occurrence;
    friend auto operator<=>(const Group&, const Group&) = default;
};

}  // namespace

std::string banner(const board::Board& board, const Addresses& addresses, Instant now,
                   const message::Catalogue& words, std::size_t most) {
    constexpr std::chrono::days ahead{366};
    std::string text = words.text("banner.page", {{"url", addresses.base_url + "/"}}) + "\n" +
                       words.text("banner.feed", {{"url", addresses.base_url + "/calendar.ics"}}) +
                       "\n";
    text += addresses.smtp.empty() ? words.text("banner.mailbox", {{"path", addresses.mailbox}})
                                   : words.text("banner.smtp", {{"server", addresses.smtp}});
    text += "\n" + words.text("banner.next") + "\n";
    std::map<Group, int> groups;
    const reminder::Records nothing_chosen;
    const DueWindow year{now, now + ahead};
    reminder::Schedule schedule(board.sources(), nothing_chosen, year);
    for (const auto& delivery : reminder::expected(schedule, year))
        ++groups[{delivery.due, delivery.key.occurrence}];
    std::size_t shown = 0;
    for (const auto& [group, count] : groups) {
        if (shown++ == most) break;
        const auto occurrence =
            plan::find_occurrence(board.configuration().plan, group.occurrence, board.placing());
        text +=
            words.text("banner.reminder", {{"when", at_in_words(group.due, board.zone(), words)},
                                           {"title", occurrence ? occurrence->title.vi.str()
                                                                : words.text("banner.digest")},
                                           {"count", std::to_string(count)}}) +
            "\n";
    }
    if (groups.empty()) text += words.text("banner.none") + "\n";
    return text;
}

}  // namespace nhaclich::service
