#include "cli/outbox_show.hpp"

#include "channel/mail_text.hpp"
#include "cli/output.hpp"

#include <boost/json/array.hpp>

namespace nhaclich::cli {

namespace {

using reminder::State;

/// A webhook's body is text already.
channel::MailText text_of(const store::FrozenMessage& message, const ChannelId& channel) {
    if (channel.str() == "email") return channel::mail_text(message.octets);
    return {{}, message.octets};
}

boost::json::object as_json(const store::DeliveryFile& file, Wording& wording) {
    boost::json::array attempts;
    for (const auto& attempt : file.attempts)
        attempts.push_back({{"at", rfc3339(attempt.at, wording.zone())},
                            {"state", reminder::code(attempt.state)},
                            {"answer", attempt.answer},
                            {"answer_in_words", wording.answer(attempt.answer)},
                            {"doubtful", attempt.doubtful},
                            {"message_id", attempt.message_id},
                            {"address", attempt.address},
                            {"server", attempt.server},
                            {"tls", attempt.tls},
                            {"asked_by", attempt.by}});
    auto object = wording.json(file.record);
    object["history"] = std::move(attempts);
    object["subject"] = nullptr;
    object["text"] = nullptr;
    object["octets"] = nullptr;
    if (!file.message) return object;
    const auto read = text_of(*file.message, file.record.row.ledger.delivery.key.channel);
    object["subject"] = read.subject;
    object["text"] = read.text;
    object["octets"] = file.message->octets;
    return object;
}

void print_facts(const store::DeliveryFile& file, Wording& wording) {
    const auto& words = wording.words();
    const auto& row = file.record.row;
    const auto& delivery = row.ledger.delivery;
    const auto say = [&](const char* label, const std::string& value) {
        if (!value.empty())
            print_line(words.text(
                "cli.outbox.fact",
                {{"label", words.text(std::string("column.") + label)}, {"value", value}}));
    };
    const bool waits = row.ledger.state == State::pending || row.ledger.state == State::deferred;
    say("what", wording.what(delivery) + " [" + delivery.key.occurrence.entry.str() + ' ' +
                    iso(delivery.key.occurrence.nominal) + ", " + delivery.key.rule + ']');
    say("recipient", wording.name(delivery.key.member) + " [" + delivery.key.member.str() + ']');
    say("channel", delivery.key.channel.str());
    say("address", file.record.address);
    say("server", file.record.server);
    say("due", wording.when(delivery.due));
    say("useful", wording.when(delivery.useful_until));
    say("state", wording.state(file.record) + " (" + wording.when(row.ledger.changed) + ')');
    if (waits) say("next", wording.when(row.next_at));
    say("answer", wording.answer(row.ledger.last_answer));
    say("message-id", file.record.message_id);
}

void print_attempts(const store::DeliveryFile& file, const Wording& wording) {
    const auto& words = wording.words();
    if (file.attempts.empty()) return;
    print_line(words.text("cli.outbox.attempts"));
    for (const auto& attempt : file.attempts) {
        const bool asked = !attempt.by.empty();
        const bool unknown = attempt.doubtful && attempt.answer.empty();
        const auto answer = wording.answer(attempt.answer);
        const Args args{{"when", wording.when(attempt.at)},
                        {"state", wording.state(attempt.state)},
                        {"answer", answer.empty() ? "" : "; " + answer},
                        {"by", attempt.by}};
        print_line(words.text(asked     ? "cli.outbox.asked"
                              : unknown ? "cli.outbox.unknown"
                                        : "cli.outbox.attempt",
                              args));
    }
}

}  // namespace

Exit no_such_row(store::RowId row, const Common& common) {
    print_error(common.words().text("cli.outbox.no-such", {{"id", std::to_string(row)}}));
    return Exit::input;
}

Exit show(const board::Board& board, const std::string& state, store::RowId row,
          const Common& common) {
    const auto& words = common.words();
    const auto file = store::delivery(state, row);
    if (!file) {
        print_error(words.sentence(file.error()));
        return Exit::could_not_run;
    }
    if (!*file) return no_such_row(row, common);
    Wording wording(board, common);
    if (common.json) {
        print_json(as_json(**file, wording));
        return Exit::ok;
    }
    print_facts(**file, wording);
    print_attempts(**file, wording);
    print_line("");
    if (!(*file)->message) {
        print_line(words.text("cli.outbox.not-written"));
        return Exit::ok;
    }
    const auto read = text_of(*(*file)->message, (*file)->record.row.ledger.delivery.key.channel);
    if (!read.subject.empty())
        print_line(words.text("cli.outbox.subject", {{"subject", read.subject}}));
    print_line(read.text);
    return Exit::ok;
}

}  // namespace nhaclich::cli
