#include "plan/when.hpp"

#include <charconv>

namespace nhaclich::plan {

Result<After> After::parse(std::string_view text) {
    const auto refused = [&](MessageId id) { return fail(id, {{"text", std::string(text)}}); };
    const auto plus = text.find(" +");
    if (plus == std::string_view::npos) return refused("after.format"_msg);
    auto entry = EntryId::parse(text.substr(0, plus));
    if (!entry) return tl::unexpected(entry.error());
    const auto offset = text.substr(plus + 2);
    int days = 0;
    const auto [end, error] = std::from_chars(offset.data(), offset.data() + offset.size(), days);
    const auto unit = offset.substr(static_cast<std::size_t>(end - offset.data()));
    if (error != std::errc{} || (unit != "wd" && unit != "d")) return refused("after.format"_msg);
    constexpr int farthest = 400;
    if (days < 1 || days > farthest) return refused("after.too-far"_msg);
    return After{*std::move(entry), days, unit == "wd", false};
}

}  // namespace nhaclich::plan
