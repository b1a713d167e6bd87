#include "channel/return_path.hpp"

namespace nhaclich::channel {

Result<MailAddress> ReturnPath::of(std::string_view message_id) const {
    if (pattern_.empty()) return MailAddress::parse(address_);
    const auto name = message_id.substr(0, message_id.find('@'));
    return MailAddress::parse(config::with_tag(pattern_, name.substr(name.starts_with('<'))));
}

}  // namespace nhaclich::channel
