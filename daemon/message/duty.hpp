// What the reader has to do with an occurrence: owe it, receive it, or follow it; and by what right
// the message came. In: occurrence, reader, people, words. Out: names as a sentence needs them.
#pragma once

#include "message/catalogue.hpp"
#include "plan/occurrence.hpp"
#include "plan/people.hpp"
#include "reminder/receipt.hpp"

#include <string>

namespace nhaclich::message {

enum class Role { owes, receives, follows };

struct Duty {
    Role role = Role::follows;  ///< who both owes and receives is told first that it comes to him
    bool also_owes = false;     ///< receives, and answers for a unit that owes
    std::string
        own_units;  ///< "Tiểu khu 1 và Tiểu khu 2", or "ông/bà" for an owing member without a unit
    std::string units;      ///< all that owe: "Các tiểu khu (10 đơn vị)"
    std::string reported;   ///< "3/10 đơn vị; chưa nộp: Tiểu khu 2"; empty = nobody has
    std::string receivers;  ///< "Trần Thị Mẫu – Thường trực"; empty = nobody named
};

struct Reading {
    const plan::Occurrence& occurrence;
    const plan::Member& reader;
    const plan::People& people;
    const Catalogue& words;
    const reminder::Receipts& receipts;
};

Duty duty(const Reading& reading);

/// "Ông/bà nhận thư này vì …", by duty, by group, or as a member of the board.
std::string reason(const Reading& reading, const Duty& duty, const std::string& board);

/// "một, hai và ba".
std::string listed(const std::vector<std::string>& items, const Catalogue& words);

}  // namespace nhaclich::message
