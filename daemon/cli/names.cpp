#include "cli/names.hpp"

#include "base/text.hpp"
#include "cli/output.hpp"

namespace nhaclich::cli {

Exit unknown_name(const std::string& kind, const std::string& typed,
                  const std::vector<std::string>& known, const Common& common) {
    const auto near = nearest(typed, known);
    print_error(common.words().text((near.empty() ? "cli.unknown." : "cli.near.") + kind,
                                    {{"id", typed}, {"nearest", near}}));
    return Exit::input;
}

const plan::Member* member_named(const plan::People& people, const std::string& typed,
                                 const Common& common) {
    const auto id = MemberId::parse(typed);
    const auto* member = id ? people.find(*id) : nullptr;
    if (member != nullptr) return member;
    std::vector<std::string> known;
    known.reserve(people.members.size());
    for (const auto& one : people.members) known.push_back(one.id.str());
    unknown_name("member", typed, known, common);
    return nullptr;
}

}  // namespace nhaclich::cli
