#include "plan/reminding.hpp"

namespace nhaclich::plan {

Result<QuietHours> QuietHours::parse(std::string_view text) {
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        return fail("quiet.format"_msg, {{"text", std::string(text)}});
    const auto from = LocalHour::parse(text.substr(0, dash));
    if (!from) return tl::unexpected(from.error());
    const auto to = LocalHour::parse(text.substr(dash + 1));
    if (!to) return tl::unexpected(to.error());
    if (*from == *to) return fail("quiet.format"_msg, {{"text", std::string(text)}});
    return QuietHours{*from, *to};
}

std::string QuietHours::text() const { return from.text() + "-" + to.text(); }

bool QuietHours::contains(std::chrono::seconds since_midnight) const {
    const bool after = since_midnight >= from.since_midnight();
    const bool before = since_midnight < to.since_midnight();
    return from < to ? after && before : after || before;
}

std::string_view code(Digest digest) {
    switch (digest) {
        case Digest::none:
            return "none";
        case Digest::weekly:
            return "weekly";
        case Digest::monthly:
            return "monthly";
    }
    return {};
}

}  // namespace nhaclich::plan
