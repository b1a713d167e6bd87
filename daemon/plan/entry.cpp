#include "plan/entry.hpp"

namespace nhaclich::plan {

namespace {

Kind kind_of(const Observance&) { return Kind::observance; }
Kind kind_of(const Campaign&) { return Kind::campaign; }
Kind kind_of(const Deadline&) { return Kind::deadline; }
Kind kind_of(const Meeting&) { return Kind::meeting; }
Kind kind_of(const Task&) { return Kind::task; }

}  // namespace

const EntryHead& head(const Entry& entry) {
    return std::visit([](const auto& e) -> const EntryHead& { return e.head; }, entry);
}

Kind kind(const Entry& entry) {
    return std::visit([](const auto& e) { return kind_of(e); }, entry);
}

std::optional<When> when(const Entry& entry) {
    return std::visit([](const auto& e) { return when(e); }, entry);
}

Occurrence laid(const Entry& entry, const Anchor& anchor, const Placing& placing) {
    return std::visit([&](const auto& e) { return laid(e, anchor, placing); }, entry);
}

}  // namespace nhaclich::plan
