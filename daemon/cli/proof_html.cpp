#include "cli/proof_report.hpp"
#include "message/template.hpp"

#include <stdexcept>

namespace nhaclich::cli {

namespace {

using message::Value;
using message::Values;
using reminder::State;

/// Every text of the document by the part of its key after "proof." or "column.".
Values document_words(const message::Catalogue& words, const Args& args) {
    Values values;
    for (const std::string_view prefix : {"proof.", "column."})
        for (const auto& [key, text] : words.all())
            if (key.starts_with(prefix))
                values.insert_or_assign(key.substr(prefix.size()) + "_label",
                                        words.text(key, args));
    return values;
}

Values message_row(int number, const store::DeliveryRecord& message, const Wording& wording) {
    const auto& row = message.row.ledger;
    const bool bad = row.state == State::failed || row.state == State::missed;
    return {{"n", std::to_string(number)},
            {"name", wording.name(row.delivery.key.member)},
            {"address", message.address},
            {"purpose", capitalized(wording.purpose(row.delivery))},
            {"channel", row.delivery.key.channel.str()},
            {"at", wording.when(row.changed)},
            {"result", capitalized(wording.state(row.state))},
            {"bad", bad},
            {"answer", wording.answer(row.last_answer)},
            {"id", message.message_id}};
}

Values receipt_row(int number, const ProofReceipt& unit, const Wording& wording) {
    const auto& words = wording.words();
    const auto answer =
        unit.receipt ? std::string(reminder::code(unit.receipt->answer)) : std::string("missing");
    return {{"n", std::to_string(number)},
            {"name", unit.title},
            {"answer", capitalized(words.text("proof.answer." + answer))},
            {"bad", !unit.receipt},
            {"day", unit.receipt ? words.full_day(unit.receipt->day) : ""},
            {"recorded", unit.receipt ? wording.when(unit.receipt->recorded) : ""},
            {"by", unit.receipt ? unit.receipt->by : ""}};
}

Values item_row(int number, const ProofItem& item, const Wording& wording) {
    Value::Rows messages;
    Value::Rows receipts;
    for (const auto& message : item.messages)
        messages.push_back(message_row(static_cast<int>(messages.size()) + 1, message, wording));
    for (const auto& unit : item.receipts)
        receipts.push_back(receipt_row(static_cast<int>(receipts.size()) + 1, unit, wording));
    const Args count{{"done", std::to_string(item.submitted())},
                     {"all", std::to_string(item.receipts.size())}};
    return {{"n", std::to_string(number)},
            {"title", item.title},
            {"when", item.when},
            {"section", item.section},
            {"cancelled", item.cancelled},
            {"told", !messages.empty()},
            {"messages", std::move(messages)},
            {"owed", !receipts.empty()},
            {"count", wording.words().text("proof.reported", count)},
            {"receipts", std::move(receipts)}};
}

Value::Rows totals(const Proof& proof, const message::Catalogue& words) {
    Value::Rows rows;
    const auto add = [&](const char* key, std::size_t number) {
        rows.push_back(
            {{"what", words.text(key)}, {"number", std::to_string(number)}, {"sub", false}});
    };
    const auto count = [&](State state) { return static_cast<std::size_t>(proof.count(state)); };
    add("proof.total.sent", count(State::sent));
    for (const auto& [channel, sent] : proof.sent_by_channel())
        rows.push_back({{"what", words.text("proof.total.channel", {{"channel", channel}})},
                        {"number", std::to_string(sent)},
                        {"sub", true}});
    add("proof.total.people", proof.people_told());
    add("proof.total.failed", count(State::failed));
    add("proof.total.missed", count(State::missed));
    if (proof.waiting() > 0) add("proof.total.waiting", static_cast<std::size_t>(proof.waiting()));
    return rows;
}

const message::HtmlTemplate& document() {
    static const auto parsed = message::HtmlTemplate::parse({message::builtin_template("proof")});
    if (!parsed) throw std::logic_error("proof: " + std::string(parsed.error().id.key));
    return *parsed;
}

}  // namespace

std::string proof_html(const Proof& proof, const board::Board& board, const Common& common) {
    const auto& words = common.words();
    const Wording wording(board, common);
    const auto& settings = board.configuration().settings;
    const std::chrono::days one{1};
    auto values = document_words(words, {{"from", words.full_day(proof.days.first)},
                                         {"to", words.full_day(proof.days.end - one)},
                                         {"when", wording.when(now())},
                                         {"version", NHACLICH_VERSION}});
    Value::Rows items;
    for (const auto& item : proof.items)
        items.push_back(item_row(static_cast<int>(items.size()) + 1, item, wording));
    Value::Rows untold;
    for (const auto& what : proof.untold) untold.push_back({{"what", what}});
    values.insert_or_assign("language", std::string(plan::code(common.language)));
    values.insert_or_assign("board", settings.board.name.in(common.language).str());
    values.insert_or_assign("plan", board.configuration().plan.title.in(common.language).str());
    values.insert_or_assign("totals", totals(proof, words));
    values.insert_or_assign("none", items.empty());
    values.insert_or_assign("items", std::move(items));
    values.insert_or_assign("some_untold", !untold.empty());
    values.insert_or_assign("untold", std::move(untold));
    auto page = document().render(values);
    if (!page) throw std::logic_error("proof: " + std::string(page.error().id.key));
    return std::move(*page);
}

}  // namespace nhaclich::cli
