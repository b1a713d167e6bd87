#include "channel/return_path.hpp"

namespace nhaclich::channel {

Result<MailAddress> return_path(const std::string& address, const std::string& pattern,
                                std::string_view message_id) {
    if (pattern.empty()) return MailAddress::parse(address);
    const auto name = message_id.substr(0, message_id.find('@'));
    return MailAddress::parse(
        config::with_tag(pattern, name.substr(name.starts_with('<') ? 1 : 0)));
}

}  // namespace nhaclich::channel
