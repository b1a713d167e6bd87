// A board with far more entries than any has: every kind, two languages, rules for groups.
// In: how many events its calendar is to hold. Out: files as config::load reads them.
#pragma once

#include "unit/config/files.hpp"

#include <array>
#include <fmt/format.h>
#include <string>

namespace nhaclich::test {

constexpr const char* large_settings = R"(
[board]
name = { vi = "Ban Vì sự tiến bộ của phụ nữ", en = "Board for the Advancement of Women" }
zone = "Asia/Ho_Chi_Minh"
domain = "ban.example.org"
audience = ["ban"]
[http]
base_url = "https://lich.example.org"
[files]
members = "members.toml"
plan = "plan.toml"
[reminders]
observance = ["-30d 08:00 truong-ban", "-7d 08:00", "-1d 08:00"]
deadline = ["-30d 08:00", "-10d 08:00", "-3wd 08:00", "0d 08:00"]
meeting = ["-3wd 08:00", "-1wd 15:00", "-2h"]
task = ["-7d 08:00", "0d 07:30"]
)";
constexpr const char* large_members = R"(
[[group]]
id = "truong-ban"
title = { vi = "Trưởng ban", en = "Head of the Board" }
[[group]]
id = "tieu-khu"
title = { vi = "Các tiểu khu", en = "Neighbourhoods" }
[[group]]
id = "ban"
title = { vi = "Thành viên Ban", en = "Members of the Board" }
includes = ["truong-ban", "tieu-khu"]
[[unit]]
id = "tk-1"
title = { vi = "Tiểu khu 1", en = "Neighbourhood 1" }
groups = ["tieu-khu"]
[[member]]
id = "an"
name = "An"
groups = ["truong-ban"]
email = "an@example.org"
[[member]]
id = "binh"
name = "Bình"
unit = "tk-1"
email = "binh@example.org"
)";

/// The n-th entry, of the kind whose turn it is; on one day of 2026.
inline std::string large_entry(int number) {
    const int day = number % 28 + 1;
    const int month = number / 28 % 12 + 1;
    const auto date = fmt::format("{}/{}/2026", day, month);
    const auto words = fmt::format(
        "title = {{ vi = \"Việc thứ {0} của Ban, cùng các đơn vị\", en = \"Matter {0} of the "
        "Board\" }}\n"
        "description = {{ vi = \"Tuyên truyền về bình đẳng giới, vai trò của phụ nữ trong gia "
        "đình và xã hội; tổ chức hoạt động tôn vinh, tri ân.\", en = \"Information on equality; "
        "an event of thanks, with all units.\" }}\nsection = \"II.{0}\"\n",
        number);
    const std::array<std::string, 4> kinds{
        fmt::format("[[observance]]\nid = \"m{}\"\non = \"{}\"\n", number, date),
        fmt::format("[[deadline]]\nid = \"m{}\"\nbefore = \"{}\"\nowed_by = [\"tieu-khu\"]\n"
                    "submit_to = \"truong-ban\"\n",
                    number, date),
        fmt::format("[[meeting]]\nid = \"m{}\"\non = \"{}\"\nat = \"08:00\"\nlasts = \"2h\"\n"
                    "place = \"Hội trường Ủy ban\"\naudience = [\"truong-ban\"]\n",
                    number, date),
        fmt::format("[[task]]\nid = \"m{}\"\non = \"{}\"\n", number, date)};
    return kinds.at(static_cast<std::size_t>(number) % kinds.size()) + words;
}

inline config::Files a_large_board(int events) {
    std::string plan = "[plan]\nyear = 2026\ntitle = { vi = \"Kế hoạch\", en = \"Plan\" }\n";
    for (int i = 0; i < events; ++i) plan += large_entry(i);
    return {
        {"nhaclich.toml", large_settings}, {"members.toml", large_members}, {"plan.toml", plan}};
}

}  // namespace nhaclich::test
