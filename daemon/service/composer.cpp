#include "service/composer.hpp"

#include "reminder/audience.hpp"
#include "reminder/verdict.hpp"

#include <chrono>

namespace nhaclich::service {

namespace {

using reminder::Purpose;

/// What comes in the digest's week or month that concerns the reader.
std::vector<plan::Occurrence> agenda_of(const board::Board& board, const reminder::Records& records,
                                        const reminder::Delivery& digest,
                                        const plan::Member& reader) {
    using namespace std::chrono;
    const Day first = digest.key.occurrence.nominal;
    const Day end =
        digest.key.rule == "weekly" ? first + days{7} : Day{local_days{(ymd(first) + months{1})}};
    const auto sources = board.sources();
    reminder::Audience audience(sources, records);
    auto all = board.occurrences({first, end});
    std::erase_if(all, [&](const plan::Occurrence& occurrence) {
        return occurrence.status == plan::Status::cancelled ||
               !audience.concerns(reader, occurrence) || !audience.wants(reader, occurrence.kind);
    });
    return all;
}

/// Whatever a letter about the occurrence would say.
std::string basis_of(const reminder::Delivery& delivery, const plan::Occurrence* occurrence) {
    std::string basis = delivery.key.occurrence.entry.str() + ' ' +
                        iso(delivery.key.occurrence.nominal) + ' ' + delivery.key.rule;
    if (occurrence == nullptr) return basis + '\n';
    const auto* timed = std::get_if<plan::Timed>(&occurrence->span);
    const auto* days = std::get_if<DayRange>(&occurrence->span);
    basis += timed != nullptr ? ' ' + iso(timed->start) + ' ' + iso(timed->end)
                              : ' ' + iso(days->first) + ' ' + iso(days->end);
    basis += ' ' + std::string(code(occurrence->status)) + ' ' + occurrence->place.str() + ' ' +
             occurrence->title.vi.str();
    return basis + '\n';
}

class Composing {
  public:
    Composing(const board::Board& board, const store::Bundle& bundle,
              const reminder::Records& records, Instant now, const Writing& writing)
        : board_(board),
          bundle_(bundle),
          records_(records),
          sources_(board.sources()),
          now_(now),
          writing_(writing) {}

    Result<outbox::Prepared> prepare() {
        for (const auto& row : bundle_.rows) judge(row);
        if (items_.empty()) return std::move(result_);
        const auto& people = board_.configuration().people;
        const auto& key = bundle_.first().key;
        const auto& found = *people.find(key.member);
        plan::Member reader = found;
        reader.language = records_.of(reader.id).language.value_or(reader.language);
        return message_to(reader).map([&](message::Message composed) {
            result_.message = std::move(composed);
            result_.to = found.addresses.at(key.channel);
            return std::move(result_);
        });
    }

  private:
    void judge(const store::OutboxRow& row) {
        const auto& delivery = row.ledger.delivery;
        auto verdict = reminder::verdict(sources_, records_, delivery, now_);
        if (const auto* later = std::get_if<reminder::NotYet>(&verdict)) {
            result_.later.push_back({row.id, later->not_before});
            return;
        }
        if (const auto* unwanted = std::get_if<reminder::Unwanted>(&verdict)) {
            result_.dropped.push_back({row.id, unwanted->reason});
            return;
        }
        if (purpose(delivery.key) == Purpose::digest && !has_agenda(delivery)) {
            result_.dropped.push_back({row.id, "cancelled.nothing-to-tell"_msg});
            return;
        }
        auto& wanted = std::get<reminder::Wanted>(verdict);
        result_.wanted.push_back(row.id);
        result_.useful_until = std::max(result_.useful_until, wanted.useful_until);
        result_.basis += basis_of(delivery, wanted.occurrence ? &*wanted.occurrence : nullptr);
        items_.push_back({delivery, std::move(wanted.occurrence)});
    }

    bool has_agenda(const reminder::Delivery& delivery) {
        const auto& reader = *board_.configuration().people.find(delivery.key.member);
        agenda_ = agenda_of(board_, records_, delivery, reader);
        return !agenda_.empty();
    }

    Result<message::Message> message_to(const plan::Member& reader) const {
        const auto& configuration = board_.configuration();
        const auto calendars = [&](const std::vector<plan::OccurrenceId>& shown) {
            return board_.calendar_parts(shown, reader.language);
        };
        const message::LetterInput input{
            .items = items_,
            .agenda = agenda_,
            .reader = reader,
            .people = configuration.people,
            .receipts = records_.receipts,
            .working_days = board_.working_days(),
            .zone = board_.zone(),
            .board_name = configuration.settings.board.name,
            .plan_title = configuration.plan.title,
            .base_url = board_.base_url(),
            .calendars = calendars,
            .templates = board_.templates(),
            .choices_url = writing_.choices_url(reader.id, now_),
            .suspended = records_.suspended,
        };
        return writing_.letter(input, now_);
    }

    const board::Board& board_;
    const store::Bundle& bundle_;
    const reminder::Records& records_;
    reminder::Sources sources_;
    Instant now_;
    const Writing& writing_;
    outbox::Prepared result_;
    std::vector<message::LetterItem> items_;
    std::vector<plan::Occurrence> agenda_;
};

}  // namespace

Result<outbox::Prepared> prepared(const board::Board& board, const store::Bundle& bundle,
                                  const reminder::Records& records, Instant now,
                                  const Writing& writing) {
    return Composing(board, bundle, records, now, writing).prepare();
}

}  // namespace nhaclich::service
