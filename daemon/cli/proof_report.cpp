#include "cli/proof_report.hpp"

#include "service/words.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace nhaclich::cli {

using reminder::State;
using std::chrono::days;

namespace {

/// An occurrence that moves keeps the day it is known by, which may lie outside the period.
constexpr days moved_at_most{400};

class Collecting {
  public:
    Collecting(const Published& ours, const DayRange& period, const Common& common)
        : ours_(ours),
          board_(*ours.board),
          period_(period),
          common_(common),
          wording_(board_, common) {}

    Proof collect(std::vector<store::DeliveryRecord> records) {
        for (auto& record : records) add(std::move(record));
        add_planned();
        Proof proof{period_, {}, std::move(untold_)};
        for (auto& [id, item] : items_) {
            sort(item.messages);
            proof.items.push_back(std::move(item));
        }
        const auto place = [](const ProofItem& item) { return std::tuple(item.day, item.id); };
        std::ranges::sort(proof.items, {}, place);
        return proof;
    }

  private:
    static void sort(std::vector<store::DeliveryRecord>& messages) {
        std::ranges::sort(messages, {}, [](const store::DeliveryRecord& one) {
            const auto& delivery = one.row.ledger.delivery;
            return std::tuple(delivery.due, delivery.key.member, delivery.key.channel,
                              delivery.key.rule);
        });
    }

    void add(store::DeliveryRecord record) {
        const auto& delivery = record.row.ledger.delivery;
        const auto& id = delivery.key.occurrence;
        const auto* about = wording_.occurrence(delivery);
        const Day day = about == nullptr ? id.nominal : plan::effective_day(*about, board_.zone());
        if (!period_.contains(day)) return;
        auto item = items_.find(id);
        if (item == items_.end())
            item = items_.emplace(id, about == nullptr ? unknown(delivery) : known(*about)).first;
        item->second.messages.push_back(std::move(record));
    }

    ProofItem unknown(const reminder::Delivery& delivery) {
        const auto& id = delivery.key.occurrence;
        const bool own = id.entry == reminder::own_entry();
        ProofItem item{id, id.nominal, {}, common_.words().day(id.nominal), {}, false, {}, {}};
        item.title = own ? common_.words().text("proof.own") : wording_.title(delivery);
        return item;
    }

    ProofItem known(const plan::Occurrence& occurrence) const {
        ProofItem item{occurrence.id,
                       plan::effective_day(occurrence, board_.zone()),
                       occurrence.title.in(common_.language).str(),
                       service::when_in_words(occurrence, board_.zone(), common_.words()),
                       occurrence.section.str(),
                       occurrence.status == plan::Status::cancelled,
                       {},
                       {}};
        add_receipts(occurrence, item);
        return item;
    }

    /// Those who owe now, and those who reported though they do not owe any more.
    void add_receipts(const plan::Occurrence& occurrence, ProofItem& item) const {
        if (!occurrence.needs_receipt()) return;
        const auto& receipts = ours_.known.records.receipts;
        std::set<UnitId> seen;
        for (const auto& unit : board_.configuration().people.owing(occurrence.owed_by)) {
            const auto* receipt = reminder::find(receipts, occurrence.id, unit.id);
            item.receipts.push_back({unit.id, unit.title.in(common_.language).str(),
                                     receipt == nullptr ? std::nullopt : std::optional(*receipt)});
            seen.insert(unit.id);
        }
        const auto recorded = receipts.find(occurrence.id);
        if (recorded == receipts.end()) return;
        for (const auto& [unit, receipt] : recorded->second)
            if (!seen.contains(unit)) item.receipts.push_back({unit, unit.str(), receipt});
    }

    /// Reports are listed though nobody was told; of the rest it is said that nobody was.
    void add_planned() {
        const Day today = board_.zone().day_of(now());
        for (const auto& occurrence : board_.occurrences(period_)) {
            const Day day = plan::effective_day(occurrence, board_.zone());
            const bool over = day <= today && occurrence.status == plan::Status::confirmed;
            if (!period_.contains(day) || items_.contains(occurrence.id)) continue;
            auto item = known(occurrence);
            if (item.submitted() > 0 || (over && !item.receipts.empty()))
                items_.emplace(occurrence.id, std::move(item));
            else if (over)
                untold_.push_back(common_.words().text(
                    "proof.untold-row", {{"title", item.title}, {"when", item.when}}));
        }
    }

    const Published& ours_;
    const board::Board& board_;
    DayRange period_;
    const Common& common_;
    Wording wording_;
    std::map<plan::OccurrenceId, ProofItem> items_;
    std::vector<std::string> untold_;
};

int sum(const std::vector<ProofItem>& items, const std::function<int(const ProofItem&)>& number) {
    return std::transform_reduce(items.begin(), items.end(), 0, std::plus{}, number);
}

}  // namespace

int ProofItem::count(State state) const {
    return static_cast<int>(std::ranges::count_if(
        messages, [&](const auto& one) { return one.row.ledger.state == state; }));
}

int ProofItem::waiting() const {
    return count(State::pending) + count(State::sending) + count(State::deferred);
}

int ProofItem::submitted() const {
    return static_cast<int>(
        std::ranges::count_if(receipts, [](const auto& one) { return one.receipt.has_value(); }));
}

int Proof::count(State state) const {
    return sum(items, [state](const ProofItem& item) { return item.count(state); });
}

int Proof::waiting() const {
    return sum(items, [](const ProofItem& item) { return item.waiting(); });
}

std::map<std::string, int> Proof::sent_by_channel() const {
    std::map<std::string, int> result;
    for (const auto& item : items)
        for (const auto& message : item.messages)
            if (message.row.ledger.state == State::sent)
                ++result[message.row.ledger.delivery.key.channel.str()];
    return result;
}

std::size_t Proof::people_told() const {
    std::set<MemberId> people;
    for (const auto& item : items)
        for (const auto& message : item.messages)
            if (message.row.ledger.state == State::sent)
                people.insert(message.row.ledger.delivery.key.member);
    return people.size();
}

Result<Proof> proof_of(const Published& ours, const std::string& state, const DayRange& period,
                       const Common& common) {
    store::Selection selection;
    selection.states = {State::pending, State::sending, State::deferred,
                        State::sent,    State::failed,  State::missed};
    selection.nominal = DayRange{period.first - moved_at_most, period.end + moved_at_most};
    return store::deliveries(state, selection).map([&](std::vector<store::DeliveryRecord> records) {
        return Collecting(ours, period, common).collect(std::move(records));
    });
}

}  // namespace nhaclich::cli
