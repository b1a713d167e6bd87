#include "cli/csv.hpp"
#include "cli/proof_report.hpp"

#include <fmt/format.h>

namespace nhaclich::cli {

namespace {

/// "24/11/2026 08:00:03": what spreadsheets take for a date.
std::string local_time(Instant instant, const calendar::Zone& zone) {
    const auto local = zone.local(instant);
    const auto date = ymd(local.day);
    const std::chrono::hh_mm_ss time{local.since_midnight};
    return fmt::format("{:02}/{:02}/{:04} {:02}:{:02}:{:02}", static_cast<unsigned>(date.day()),
                       static_cast<unsigned>(date.month()), static_cast<int>(date.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string local_day(Day day) {
    const auto date = ymd(day);
    return fmt::format("{:02}/{:02}/{:04}", static_cast<unsigned>(date.day()),
                       static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
}

constexpr const char* columns[] = {"day",      "title",      "section", "entry",    "recipient",
                                   "row-kind", "channel",    "address", "at",       "result",
                                   "answer",   "message-id", "day-in",  "recorded", "by"};

using Cells = std::vector<std::string>;

Cells beginning(const ProofItem& item) {
    return {local_day(item.day), item.title, item.section, item.id.entry.str()};
}

Cells cells_of(const ProofItem& item, const store::DeliveryRecord& message,
               const Wording& wording) {
    const auto& row = message.row.ledger;
    auto cells = beginning(item);
    for (auto& cell : Cells{wording.name(row.delivery.key.member), wording.purpose(row.delivery),
                            row.delivery.key.channel.str(), message.address,
                            local_time(row.changed, wording.zone()), wording.state(message),
                            wording.answer(row.last_answer), message.message_id, "", "", ""})
        cells.push_back(std::move(cell));
    return cells;
}

Cells cells_of(const ProofItem& item, const ProofReceipt& unit, const Wording& wording) {
    const auto& words = wording.words();
    const auto answer =
        unit.receipt ? std::string(reminder::code(unit.receipt->answer)) : std::string("missing");
    auto cells = beginning(item);
    for (auto& cell : Cells{unit.title, words.text("proof.receipt"), "", "", "",
                            words.text("proof.answer." + answer), "", "",
                            unit.receipt ? local_day(unit.receipt->day) : "",
                            unit.receipt ? local_time(unit.receipt->recorded, wording.zone()) : "",
                            unit.receipt ? unit.receipt->by : ""})
        cells.push_back(std::move(cell));
    return cells;
}

}  // namespace

std::string proof_csv(const Proof& proof, const board::Board& board, const Common& common) {
    const Wording wording(board, common);
    Cells head;
    for (const auto* column : columns)
        head.push_back(common.words().text(std::string("column.") + column));
    auto text = std::string(csv_beginning) + csv_record(head);
    for (const auto& item : proof.items) {
        for (const auto& message : item.messages)
            text += csv_record(cells_of(item, message, wording));
        for (const auto& unit : item.receipts) text += csv_record(cells_of(item, unit, wording));
    }
    return text;
}

}  // namespace nhaclich::cli
