#include "message/duty.hpp"

#include <algorithm>

namespace nhaclich::message {

namespace {

template <class Named>
std::string title_of(const Named& named, const plan::Member& reader) {
    return named.title.in(reader.language).str();
}

/// Units of the reader that have not reported.
std::vector<std::string> own_units(const Reading& reading) {
    std::vector<std::string> titles;
    for (const auto& unit : reminder::missing(reading.receipts, reading.occurrence, reading.people))
        if (std::ranges::count(unit.members, reading.reader.id) > 0 &&
            reading.people.find(unit.id) != nullptr)
            titles.push_back(title_of(unit, reading.reader));
    return titles;
}

/// Who has reported, as soon as anybody has.
std::string reported(const Reading& reading) {
    const auto all = reading.people.owing(reading.occurrence.owed_by);
    const auto missing = reminder::missing(reading.receipts, reading.occurrence, reading.people);
    if (all.size() == missing.size()) return {};
    std::vector<std::string> titles;
    titles.reserve(missing.size());
    for (const auto& unit : missing) titles.push_back(title_of(unit, reading.reader));
    return reading.words.text(missing.empty() ? "mail.reported.all"_msg : "mail.reported.some"_msg,
                              {{"done", std::to_string(all.size() - missing.size())},
                               {"total", std::to_string(all.size())},
                               {"units", listed(titles, reading.words)}});
}

bool belongs_to_any(const Reading& reading, const std::vector<GroupId>& groups) {
    return std::ranges::any_of(groups, [&](const GroupId& group) {
        return reading.people.belongs(reading.reader, group);
    });
}

/// "Các tiểu khu (10 đơn vị)", "Khối Đảng (cơ quan), 3 đơn vị": no brackets after brackets.
std::string with_detail(const std::string& item, std::string detail, const Catalogue& words) {
    const auto pattern = item.ends_with(')') ? "list.with.more"_msg : "list.with"_msg;
    return words.text(pattern, {{"item", item}, {"detail", std::move(detail)}});
}

/// "Các tiểu khu (10 đơn vị)": a group that owes, and how many units it stands for.
std::string owing_groups(const Reading& reading) {
    std::string all;
    for (const auto& id : reading.occurrence.owed_by) {
        const auto* group = reading.people.find(id);
        if (group == nullptr) continue;
        const auto units = static_cast<int>(reading.people.units_of({id}).size());
        const auto title = title_of(*group, reading.reader);
        if (!all.empty()) all += "; ";
        all += units > 1 ? with_detail(title, reading.words.count(units, Unit::reporting_unit),
                                       reading.words)
                         : title;
    }
    return all;
}

/// "Trần Thị Mẫu – Thường trực": a group that receives, with the name when it is one person.
std::string receiving_groups(const Reading& reading) {
    std::vector<std::string> items;
    for (const auto& id : reading.occurrence.submit_to) {
        const auto* group = reading.people.find(id);
        if (group == nullptr) continue;
        const auto title = title_of(*group, reading.reader);
        const auto members = reading.people.members_of({id});
        const auto* only = members.size() == 1 ? members.front() : nullptr;
        items.push_back(only == nullptr
                            ? title
                            : reading.words.text("name.in-office"_msg,
                                                 {{"name", only->name.str()}, {"office", title}}));
    }
    return listed(items, reading.words);
}

}  // namespace

std::string listed(const std::vector<std::string>& items, const Catalogue& words) {
    if (items.empty()) return {};
    std::string all = items.front();
    for (std::size_t i = 1; i + 1 < items.size(); ++i) all += ", " + items[i];
    if (items.size() == 1) return all;
    return words.text("list.and"_msg, {{"items", all}, {"last", items.back()}});
}

Duty duty(const Reading& reading) {
    Duty result;
    const auto own = own_units(reading);
    const bool owes = !own.empty() || belongs_to_any(reading, reading.occurrence.owed_by);
    const bool receives = belongs_to_any(reading, reading.occurrence.submit_to);
    result.own_units =
        own.empty() ? reading.words.text("mail.you"_msg) : listed(own, reading.words);
    result.units = owing_groups(reading);
    result.receivers = receiving_groups(reading);
    result.reported = reported(reading);
    result.also_owes = owes && receives;
    if (owes) result.role = Role::owes;
    if (receives) result.role = Role::receives;
    return result;
}

std::string reason(const Reading& reading, const Duty& duty, const std::string& board) {
    const auto& words = reading.words;
    if (duty.role == Role::owes)
        return words.text("mail.why.owes"_msg, {{"units", duty.own_units}});
    if (duty.role == Role::receives)
        return words.text("mail.why.receives"_msg, {{"receivers", duty.receivers}});
    std::vector<std::string> titles;
    for (const auto& id : reading.occurrence.audience) {
        const auto* group = reading.people.find(id);
        if (group != nullptr && reading.people.belongs(reading.reader, id))
            titles.push_back(title_of(*group, reading.reader));
    }
    if (titles.empty()) return words.text("mail.why.member"_msg, {{"board", board}});
    return words.text("mail.why.group"_msg, {{"groups", listed(titles, words)}});
}

}  // namespace nhaclich::message
