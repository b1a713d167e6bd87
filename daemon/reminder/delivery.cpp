#include "reminder/delivery.hpp"

namespace nhaclich::reminder {

Purpose purpose(const DeliveryKey& key) {
    const std::string_view rule = key.rule;
    if (rule.starts_with("summary ")) return Purpose::summary;
    if (rule.starts_with("nag ")) return Purpose::nag;
    if (rule.starts_with("escalation ")) return Purpose::escalation;
    if (rule.starts_with("notice ")) return Purpose::notice;
    if (rule.starts_with("unreached ")) return Purpose::unreached;
    if (rule.starts_with("burst ")) return Purpose::burst;
    if (rule.starts_with("suspended ")) return Purpose::suspension;
    if (rule.starts_with("endpoint ")) return Purpose::endpoint;
    if (rule.starts_with("failing ")) return Purpose::trouble;
    if (rule == "weekly" || rule == "monthly") return Purpose::digest;
    return Purpose::reminder;
}

std::string_view code(Purpose purpose) {
    switch (purpose) {
        case Purpose::reminder:
            return "reminder";
        case Purpose::summary:
            return "summary";
        case Purpose::nag:
            return "nag";
        case Purpose::escalation:
            return "escalation";
        case Purpose::notice:
            return "notice";
        case Purpose::digest:
            return "digest";
        case Purpose::unreached:
            return "unreached";
        case Purpose::suspension:
            return "suspension";
        case Purpose::burst:
            return "burst";
        case Purpose::endpoint:
            return "endpoint";
        case Purpose::trouble:
            return "trouble";
    }
    return {};
}

const EntryId& own_entry() {
    static const EntryId id = EntryId::parse("nhaclich-").value();
    return id;
}

}  // namespace nhaclich::reminder
