#include "plan/entry.hpp"

namespace nhaclich::plan {

namespace {

Kind kind_of(const Observance&) { return Kind::observance; }
Kind kind_of(const Campaign&) { return Kind::campaign; }
Kind kind_of(const Deadline&) { return Kind::deadline; }
Kind kind_of(const Meeting&) { return Kind::meeting; }
Kind kind_of(const Task&) { return Kind::task; }

bool dated(const Meeting& meeting) { return meeting.when.has_value(); }
bool dated(const Task& task) { return task.span.has_value(); }
template <class AlwaysDated>
bool dated(const AlwaysDated&) {
    return true;
}

}  // namespace

const EntryHead& head(const Entry& entry) {
    return std::visit([](const auto& e) -> const EntryHead& { return e.head; }, entry);
}

Kind kind(const Entry& entry) {
    return std::visit([](const auto& e) { return kind_of(e); }, entry);
}

bool has_date(const Entry& entry) {
    return std::visit([](const auto& e) { return dated(e); }, entry);
}

}  // namespace nhaclich::plan
