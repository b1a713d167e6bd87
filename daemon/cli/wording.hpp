// How deliveries read to the clerk: what each is about, whom it tells, how it stands.
// In: a board, rows of the outbox. Out: words, and the same as JSON.
#pragma once

#include "cli/inputs.hpp"
#include "store/deliveries.hpp"

#include <boost/json/object.hpp>
#include <map>
#include <optional>
#include <string>

namespace nhaclich::cli {

/// The board outlives it.
class Wording {
  public:
    Wording(const board::Board& board, const Common& common);

    /// As the plan has it, else as it was last published or told; nothing if nobody remembers.
    const plan::Occurrence* occurrence(const reminder::Delivery& delivery);
    /// "Báo cáo 6 tháng"; for a digest and the like its purpose.
    std::string title(const reminder::Delivery& delivery);
    std::string purpose(const reminder::Delivery& delivery) const;
    /// Both: "Báo cáo 6 tháng: nhắc trước".
    std::string what(const reminder::Delivery& delivery);
    std::string name(const MemberId& member) const;  ///< the id of one who left
    std::string state(reminder::State state) const;
    /// With a word that a copy may have arrived all the same.
    std::string state(const store::DeliveryRecord& record) const;
    /// What the server meant, and its own words behind it.
    std::string answer(const std::string& answer) const;
    std::string when(Instant instant) const;  ///< "08:00 24/11/2026"

    boost::json::object json(const store::DeliveryRecord& record);

    const calendar::Zone& zone() const { return board_.zone(); }
    const message::Catalogue& words() const { return words_; }

  private:
    std::optional<plan::Occurrence> found(const reminder::Delivery& delivery) const;

    const board::Board& board_;
    const message::Catalogue& words_;
    plan::Language language_;
    std::map<plan::OccurrenceId, std::optional<plan::Occurrence>> occurrences_;
};

}  // namespace nhaclich::cli
