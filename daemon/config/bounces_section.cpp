#include "config/bounces_section.hpp"

#include "config/addresses.hpp"
#include "config/values.hpp"

namespace nhaclich::config {

BounceSettings read_bounces(Section& section) {
    constexpr int most = 100;
    BounceSettings bounces;
    bounces.maildir = absolute_path(section, "maildir");
    bounces.mbox = absolute_path(section, "mbox");
    if (section.has("maildir") == section.has("mbox"))
        section.refuse(Error{"config.bounces-place"_msg, {}, {}},
                       section.has("mbox") ? section.where("mbox") : section.where());
    bounces.suspend_after =
        static_cast<int>(section.integer("suspend_after", 1, most).value_or(bounces.suspend_after));
    if (const auto verp = section.text("verp"))
        bounces.verp =
            section.accepted(parse_return_pattern(verp->text), verp->where).value_or(std::string());
    return bounces;
}

}  // namespace nhaclich::config
