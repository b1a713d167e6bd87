// `receipts record`: which deadline is meant, and writing the receipt down.
// In: ids as typed, the plan, the receipts so far. Out: a line of the record book, or a complaint.
#pragma once

#include "cli/book.hpp"

#include <boost/json/object.hpp>

namespace nhaclich::cli {

struct RecordOptions {
    std::string unit;
    std::string entry;
    std::string at;
    std::string nominal;
    bool nothing = false;
    bool undo = false;
};

Exit record(const Published& ours, const Book& book, const RecordOptions& options,
            const Common& common);

/// "submitted", "nothing-to-report", "undone".
std::string answer_code(const std::optional<reminder::Answer>& answer);
boost::json::object as_json(const store::ReceiptNote& note, const calendar::Zone& zone);

}  // namespace nhaclich::cli
