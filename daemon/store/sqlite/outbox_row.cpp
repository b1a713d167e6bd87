#include "store/sqlite/outbox_row.hpp"

#include "store/sqlite/columns.hpp"
#include "store/sqlite/occurrence_json.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::store::sqlite {

namespace {

using reminder::State;

constexpr std::array states{State::pending, State::sending, State::deferred, State::sent,
                            State::failed,  State::missed,  State::cancelled};

reminder::Delivery delivery_of(SQLite::Statement& row) {
    reminder::DeliveryKey key{{id<EntryId>(row.getColumn(1)), day(row.getColumn(2))},
                              row.getColumn(3).getString(),
                              id<MemberId>(row.getColumn(4)),
                              id<ChannelId>(row.getColumn(5))};
    auto before = before_of(key.occurrence, row, 9);
    return {std::move(key),
            instant(row.getColumn(6)),
            instant(row.getColumn(7)),
            instant(row.getColumn(12)),
            instant(row.getColumn(8)),
            std::move(before)};
}

}  // namespace

State state_from(const std::string& code) {
    const auto found =
        std::ranges::find_if(states, [&](State state) { return reminder::code(state) == code; });
    // The table's CHECK lets no other in.
    if (found == states.end()) throw SQLite::Exception("state " + code);
    return *found;
}

std::optional<plan::Occurrence> before_of(const plan::OccurrenceId& row,
                                          SQLite::Statement& statement, int column) {
    if (statement.isColumnNull(column)) return std::nullopt;
    // "2026-11-15 {…}"
    const auto text = statement.getColumn(column).getString();
    const auto space = std::min(text.find(' '), text.size());
    const plan::OccurrenceId id{row.entry, sound(parse_iso_day(text.substr(0, space)))};
    return sound(occurrence_from(id, text.substr(space)));
}

OutboxRow row_of(SQLite::Statement& row) {
    OutboxRow result{
        row.getColumn(0).getInt64(),
        {delivery_of(row), state_from(row.getColumn(10).getString()), row.getColumn(11).getInt(),
         instant(row.getColumn(13)), row.getColumn(14).getString()},
        instant(row.getColumn(12))};
    if (!row.isColumnNull(15)) result.bundle = row.getColumn(15).getInt64();
    return result;
}

std::vector<OutboxRow> all_rows(SQLite::Statement& statement) {
    std::vector<OutboxRow> rows;
    while (statement.executeStep()) rows.push_back(row_of(statement));
    return rows;
}

std::vector<OutboxRow> sound_rows(SQLite::Statement& statement) {
    std::vector<OutboxRow> rows;
    while (statement.executeStep()) {
        try {
            rows.push_back(row_of(statement));
        } catch (const SQLite::Exception&) {
            continue;  // due_bundles() parks it when it comes first
        }
    }
    return rows;
}

bool for_each(SQLite::Statement& change, const std::vector<RowId>& rows) {
    return std::ranges::all_of(rows, [&](RowId row) {
        change.reset();
        change.bind(1, row);
        return change.exec() == 1;
    });
}

}  // namespace nhaclich::store::sqlite
