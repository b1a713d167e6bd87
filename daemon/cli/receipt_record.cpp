#include "cli/receipt_record.hpp"

#include "cli/names.hpp"
#include "cli/output.hpp"

#include <algorithm>
#include <set>

namespace nhaclich::cli {

namespace {

using plan::Occurrence;
using reminder::Answer;
using std::chrono::days;

std::optional<Day> day_of(const std::string& written, Day otherwise, const Common& common) {
    if (written.empty()) return otherwise;
    const auto day = parse_iso_day(written);
    if (!day) print_error(common.words().sentence(day.error()));
    return day ? std::optional(*day) : std::nullopt;
}

Exit refuse(const Common& common, std::string_view key, const Args& args) {
    print_error(common.words().text(key, args));
    return Exit::input;
}

/// All reports due within the time around `day`.
std::vector<Occurrence> reports(const board::Board& board, Day day) {
    constexpr days near{400};
    auto all = board.occurrences({day - near, day + near});
    std::erase_if(all, [](const Occurrence& one) {
        return !one.needs_receipt() || !one.due || one.status == plan::Status::cancelled;
    });
    return all;
}

class Recording {
  public:
    Recording(const Published& ours, const Book& book, const RecordOptions& options,
              const Common& common)
        : ours_(ours), book_(book), options_(options), common_(common) {}

    Exit run() {
        const Day today = ours_.board->zone().day_of(now());
        const auto day = day_of(options_.at, today, common_);
        const auto center = day_of(options_.nominal, day.value_or(today), common_);
        if (!day || !center) return Exit::input;
        if (*day > today)
            return refuse(common_, "cli.receipts.future", {{"day", words().full_day(*day)}});
        auto all = reports(*ours_.board, *center);
        std::set<std::string> entries;
        for (const auto& one : all) entries.insert(one.id.entry.str());
        std::erase_if(all,
                      [&](const Occurrence& one) { return one.id.entry.str() != options_.entry; });
        if (all.empty())
            return unknown_name("entry", options_.entry, {entries.begin(), entries.end()}, common_);
        const auto unit = unit_owing(all.front());
        if (!unit) return Exit::input;
        const auto* meant = occurrence_of(all, *unit, *day);
        return meant == nullptr ? no_such_day(all) : written_down(*meant, *unit, *day);
    }

  private:
    const message::Catalogue& words() const { return common_.words(); }

    std::optional<plan::Owing> unit_owing(const Occurrence& report) const {
        const auto& people = ours_.board->configuration().people;
        auto units = people.owing(report.owed_by);
        std::vector<std::string> known;
        for (auto& unit : units) {
            if (unit.id.str() == options_.unit) return std::move(unit);
            known.push_back(unit.id.str());
        }
        const auto id = UnitId::parse(options_.unit);
        if (id && people.find(*id) != nullptr)
            refuse(common_, "cli.receipts.not-owing",
                   {{"entry", options_.entry}, {"unit", options_.unit}});
        else
            unknown_name("unit", options_.unit, known, common_);
        return std::nullopt;
    }

    const reminder::Receipt* receipt_for(const Occurrence& report, const plan::Owing& unit) const {
        return reminder::find(ours_.known.records.receipts, report.id, unit.id);
    }

    /// The one named; else the one that is chased now, else the one due nearest to the day: a
    /// command given twice must not tick off another year's report.
    const Occurrence* occurrence_of(const std::vector<Occurrence>& all, const plan::Owing& unit,
                                    Day day) const {
        const auto chase = ours_.board->configuration().settings.reminders.chase;
        const auto is_chased = [&](const Occurrence& one) {
            return !options_.undo && *one.due < day && *one.due >= day - chase &&
                   receipt_for(one, unit) == nullptr;
        };
        const auto rank = [&](const Occurrence& one) {
            return std::pair(!is_chased(one), std::chrono::abs(*one.due - day));
        };
        const Occurrence* best = nullptr;
        for (const auto& one : all) {
            if (!options_.nominal.empty() && iso(one.id.nominal) != options_.nominal) continue;
            if (best == nullptr || rank(one) < rank(*best)) best = &one;
        }
        return best;
    }

    Exit no_such_day(const std::vector<Occurrence>& all) const {
        std::string known;
        for (const auto& one : all) known += (known.empty() ? "" : ", ") + iso(one.id.nominal);
        return refuse(common_, "cli.receipts.no-such-day",
                      {{"entry", options_.entry}, {"day", options_.nominal}, {"known", known}});
    }

    Args args_of(const Occurrence& report, const plan::Owing& unit, Day day) const {
        return {{"title", report.title.in(common_.language).str()},
                {"unit", unit.title.in(common_.language).str()},
                {"due", words().full_day(*report.due)},
                {"nominal", iso(report.id.nominal)},
                {"day", words().full_day(day)}};
    }

    Exit written_down(const Occurrence& report, const plan::Owing& unit, Day day) const {
        const auto* known = receipt_for(report, unit);
        store::ReceiptNote note{report.id, unit.id, std::nullopt, day, now(), typist()};
        if (!options_.undo)
            note.answer = options_.nothing ? Answer::nothing_to_report : Answer::submitted;
        const auto args = args_of(report, unit, day);
        if (options_.undo && known == nullptr)
            return refuse(common_, "cli.receipts.nothing-to-undo", args);
        if (!options_.undo && known != nullptr && options_.nominal.empty())
            return again(note, *known, args_of(report, unit, known->day));
        const auto done = words().text("cli.receipts.recorded." + answer_code(note.answer), args);
        const auto result = cli::written(book_.records->record(note), book_, done, common_);
        if (result == Exit::ok && common_.json) print_json(as_json(note, ours_.board->zone()));
        return result;
    }

    /// The same word twice changes nothing; another one must say that it means this report.
    Exit again(const store::ReceiptNote& note, const reminder::Receipt& known, Args args) const {
        if (known.answer != note.answer || known.day != note.day) {
            args.push_back(
                {"answer", words().text("cli.receipts." + answer_code(known.answer), args)});
            return refuse(common_, "cli.receipts.recorded-otherwise", args);
        }
        if (common_.json)
            print_json(as_json(
                {note.occurrence, note.unit, known.answer, known.day, known.recorded, known.by},
                ours_.board->zone()));
        else
            print_line(words().text("cli.receipts.recorded-already", args));
        return Exit::ok;
    }

    const Published& ours_;
    const Book& book_;
    const RecordOptions& options_;
    const Common& common_;
};

}  // namespace

Exit record(const Published& ours, const Book& book, const RecordOptions& options,
            const Common& common) {
    return Recording(ours, book, options, common).run();
}

std::string answer_code(const std::optional<Answer>& answer) {
    return answer ? std::string(reminder::code(*answer)) : "undone";
}

boost::json::object as_json(const store::ReceiptNote& note, const calendar::Zone& zone) {
    return {{"entry", note.occurrence.entry.str()},
            {"nominal", iso(note.occurrence.nominal)},
            {"unit", note.unit.str()},
            {"answer", answer_code(note.answer)},
            {"day", iso(note.day)},
            {"recorded", rfc3339(note.recorded, zone)},
            {"by", note.by}};
}

}  // namespace nhaclich::cli
