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
    std::set<MemberId> told;  ///< who would get a notice
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

boost::json::object times(const plan::Occurrence& occurrence, const calendar::Zone& zone) {
    const auto* timed = std::get_if<plan::Timed>(&occurrence.span);
    const auto* days = std::get_if<DayRange>(&occurrence.span);
    return {{"start", timed != nullptr ? rfc3339(timed->start, zone) : iso(days->first)},
            {"end", timed != nullptr ? rfc3339(timed->end, zone) : iso(days->end)},
            {"place", occurrence.place.str()}};
}

void print(const Difference& one, const board::Board& board, const Common& common) {
    const auto& [changed, told] = one;
    if (common.json) {
        boost::json::array members;
        for (const auto& member : told) members.emplace_back(member.str());
        boost::json::object object{{"change", code(changed.change)},
                                   {"entry", changed.now.id.entry.str()},
                                   {"nominal", iso(changed.now.id.nominal)},
                                   {"title", changed.now.title.in(common.language).str()},
                                   {"before", nullptr},
                                   {"now", times(changed.now, board.zone())},
                                   {"told", std::move(members)}};
        if (changed.before) object["before"] = times(*changed.before, board.zone());
        print_json(object);
        return;
    }
    const auto& words = common.words();
    const auto key = "cli.diff." + std::string(code(changed.change));
    print_line(words.text(
        key, {{"title", changed.now.title.in(common.language).str()},
              {"before", changed.before ? when(*changed.before, board, words) : std::string{}},
              {"now", when(changed.now, board, words)},
              {"count", std::to_string(told.size())}}));
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
    for (const auto& changed : changes) {
        reminder::Agenda agenda;
        reminder::add_notices(sources, ours->known.records, {changed}, *told, now(), agenda);
        Difference one{changed, {}};
        for (const auto& delivery : agenda.deliveries) one.told.insert(delivery.key.member);
        print(one, board, common);
    }
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
