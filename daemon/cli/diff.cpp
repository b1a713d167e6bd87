#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "message/shift.hpp"
#include "reminder/notice.hpp"
#include "service/state.hpp"
#include "service/words.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/array.hpp>
#include <map>

namespace nhaclich::cli {

namespace {

using reminder::Change;

struct Difference {
    const reminder::Changed& changed;
    std::set<MemberId> told;   ///< who would get a notice
    std::size_t receipts = 0;  ///< recorded for the former day, and not for the new one
};

std::string_view code(Change change) {
    switch (change) {
        case Change::added:
            return "new";
        case Change::moved:
            return "moved";
        case Change::cancelled:
            return "cancelled";
    }
    return {};
}

std::string when(const plan::Occurrence& occurrence, const board::Board& board,
                 const message::Catalogue& words) {
    if (occurrence.due) return words.day(*occurrence.due);
    if (const auto* timed = std::get_if<plan::Timed>(&occurrence.span))
        return service::at_in_words(timed->start, board.zone(), words);
    return words.span(std::get<DayRange>(occurrence.span));
}

std::string when_and_where(const plan::Occurrence& occurrence, const board::Board& board,
                           const message::Catalogue& words) {
    auto time = when(occurrence, board, words);
    if (occurrence.place.empty()) return time;
    return words.text("cli.diff.at",
                      {{"when", std::move(time)}, {"place", occurrence.place.str()}});
}

/// By name, as in the members file.
void print_told(const std::set<MemberId>& told, const plan::People& people,
                const message::Catalogue& words) {
    std::string names;
    for (const auto& member : people.members)
        if (told.contains(member.id)) names += (names.empty() ? "" : ", ") + member.name.str();
    print_line(words.text(told.empty() ? "cli.diff.told-nobody" : "cli.diff.told",
                          {{"count", std::to_string(told.size())}, {"names", names}}));
}

boost::json::object times(const plan::Occurrence& occurrence, const calendar::Zone& zone) {
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    const auto* days = std::get_if<DayRange>(&occurrence.span);
    return {{"start", timed != nullptr ? rfc3339(timed->start, zone) : iso(days->first)},
            {"end", timed != nullptr ? rfc3339(timed->end, zone) : iso(days->end)},
            {"place", occurrence.place.str()},
            {"link", occurrence.link.str()}};
}

std::string sentence(const reminder::Changed& changed, const board::Board& board,
                     const Common& common) {
    const auto& words = common.words();
    const auto& before = changed.before ? *changed.before : changed.now;
    const bool moved = changed.change == Change::moved;
    const auto in_words = moved && before.place == changed.now.place ? when : when_and_where;
    const auto then = in_words(before, board, words);
    const auto now = in_words(changed.now, board, words);
    const Args args{{"title", changed.now.title.in(common.language).str()},
                    {"before", then},
                    {"now", now},
                    {"link", changed.now.link.str()}};
    if (moved && then == now) return words.text("cli.diff.link", args);
    return words.text("cli.diff." + std::string(code(changed.change)), args);
}

/// Receipts stay with the day they were recorded for; `moved` keeps them, another date does not.
std::size_t receipts_left_behind(const reminder::Changed& changed,
                                 const reminder::Receipts& receipts) {
    if (!changed.before || changed.before->id == changed.now.id) return 0;
    const auto recorded = receipts.find(changed.before->id);
    return recorded == receipts.end() ? 0 : recorded->second.size();
}

void print(const Difference& one, const board::Board& board, const Common& common) {
    const auto& [changed, told, receipts] = one;
    if (common.json) {
        boost::json::array members;
        for (const auto& member : told) members.emplace_back(member.str());
        boost::json::object object{{"change", code(changed.change)},
                                   {"entry", changed.now.id.entry.str()},
                                   {"nominal", iso(changed.now.id.nominal)},
                                   {"title", changed.now.title.in(common.language).str()},
                                   {"before", nullptr},
                                   {"now", times(changed.now, board.zone())},
                                   {"told", std::move(members)},
                                   {"receipts_left_behind", receipts}};
        if (changed.before) object["before"] = times(*changed.before, board.zone());
        print_json(object);
        return;
    }
    const auto& words = common.words();
    print_line(sentence(changed, board, common));
    print_told(told, board.configuration().people, words);
    if (receipts > 0)
        print_line(words.text("cli.diff.receipts", {{"count", std::to_string(receipts)}}));
}

/// Who gets a notice of the change, or will hear of it by one that waits.
std::set<MemberId> told_of(const reminder::Changed& changed, const Published& ours,
                           const reminder::Told& told) {
    std::set<MemberId> result;
    reminder::Agenda agenda;
    reminder::add_notices(ours.board->sources(), ours.known.records, {changed}, told, now(),
                          agenda);
    for (const auto& delivery : agenda.deliveries)
        if (reminder::purpose(delivery.key) == reminder::Purpose::notice)
            result.insert(delivery.key.member);
    const auto waiting = told.waiting.find(changed.now.id);
    if (waiting == told.waiting.end()) return result;
    for (const auto& [member, known] : waiting->second)
        if (reminder::change(known, changed.now)) result.insert(member);
    return result;
}

Exit diff(const Common& common, const std::string& given_state) {
    Exit status = Exit::ok;
    const auto ours = published(given_state, common, status);
    if (!ours) return status;
    const auto& words = common.words();
    const auto& board = *ours->board;
    if (!ours->known.announced) {
        if (!common.json) print_line(words.text("cli.diff.never"));
        return Exit::ok;
    }
    const auto sources = board.sources();
    const auto changes = reminder::changes(sources, *ours->known.announced, now());
    std::vector<plan::OccurrenceId> ids;
    for (const auto& changed : changes) {
        ids.push_back(changed.now.id);
        if (changed.before) ids.push_back(changed.before->id);
    }
    const auto told =
        store::told(service::state_directory(given_state, board.configuration().settings), ids);
    if (!told) {
        print_error(words.sentence(told.error()));
        return Exit::could_not_run;
    }
    for (const auto& changed : changes)
        print({changed, told_of(changed, *ours, *told),
               receipts_left_behind(changed, ours->known.records.receipts)},
              board, common);
    if (changes.empty() && !common.json) print_line(words.text("cli.diff.none"));
    return Exit::ok;
}

}  // namespace

Action declare_diff(CLI::App& command, Common& common) {
    auto state = std::make_shared<std::string>();
    command.add_option("--state", *state, common.words().text("cli.option.state"));
    command.add_flag("--json", common.json, common.words().text("cli.option.json"));
    return [&common, state] { return diff(common, *state); };
}

}  // namespace nhaclich::cli
