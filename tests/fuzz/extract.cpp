// Any octets are a document or an error; what is drafted from them is TOML that the plan reader
// understands but for the gaps, and its dates are dates.
#include "config/next_year.hpp"
#include "document/draft.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace nhaclich;

namespace {

bool is_day(const document::Moment& moment) {
    constexpr int leap_year = 2024;
    constexpr int lunar_month = 30;
    if (moment.month < 1 || moment.month > 12 || moment.day < 1) return false;
    return moment.day <=
           (moment.lunar ? lunar_month : document::days_in_month(leap_year, moment.month));
}

bool is_dated(const document::Entry& entry) {
    if (const auto* moment = std::get_if<document::Moment>(&entry.date)) return is_day(*moment);
    if (const auto* span = std::get_if<document::Span>(&entry.date))
        return is_day(span->from) && is_day(span->to);
    const auto& recurrence = std::get<document::Recurrence>(entry.date);
    return recurrence.day >= 1 || !recurrence.words.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const auto found = document::extract(octets);
    if (!found) return 0;
    for (const auto& entry : found->entries)
        if (!is_dated(entry) || entry.confidence < 0 || entry.confidence > 1) std::abort();
    const document::DraftWords words{"nháp", "ĐIỀN", "năm", "tên",       "nhóm",     "giờ",
                                     "hết",  "ngày", "mục", "{percent}", "như trên", "{time}"};
    const auto draft = document::draft(*found, words);
    if (!config::plan_year(draft)) std::abort();
    return 0;
}
