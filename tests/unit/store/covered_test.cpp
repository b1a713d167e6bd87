// What a notice covered falls due after all (SPEC 4.4).
#include "store/open.hpp"
#include "support/a_delivery.hpp"
#include "support/run.hpp"

#include <catch2/catch.hpp>

using namespace nhaclich;
using namespace nhaclich::test;

namespace {

const std::string early = "2026-11-24T01:00:00Z";
const std::string late = "2026-11-26T01:00:00Z";

/// The row after a reminder was recorded as `reason` says and then planned for `due`.
store::OutboxRow row_after(MessageId reason, const std::string& due) {
    const auto db = store::open_for_simulation("").value();
    auto agenda = an_agenda({}, early);
    agenda.unsent.push_back({a_delivery("hoa", early), reason});
    run(db->record(agenda, at(early))).value();
    run(db->record(an_agenda({a_delivery("hoa", due)}, due), at(due))).value();
    const auto rows =
        run(db->ledger({at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z")})).value();
    REQUIRE(rows.size() == 1);
    return rows[0];
}

}  // namespace

TEST_CASE("a reminder covered by a notice is told once its date has moved on, and nothing else") {
    using reminder::State;
    struct Row {
        MessageId reason;
        std::string due;
        State expected;
    };
    const std::vector<Row> rows{
        {"cancelled.noticed"_msg, late, State::pending},
        // The clock was set back: its notice has gone out.
        {"cancelled.noticed"_msg, early, State::cancelled},
        {"cancelled.unwanted"_msg, late, State::cancelled},
        {"missed.quiet"_msg, late, State::missed},
    };
    for (const auto& row : rows) {
        CAPTURE(row.reason.key, row.due);
        const auto kept = row_after(row.reason, row.due);
        CHECK(kept.ledger.state == row.expected);
        const bool again = row.expected == State::pending;
        CHECK(iso(kept.ledger.delivery.due) == (again ? late : early));
        CHECK(iso(kept.next_at) == (again ? late : early));
        CHECK(kept.ledger.last_answer == (again ? "" : std::string(row.reason.key)));
    }
}
