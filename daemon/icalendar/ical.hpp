// RAII aliases for libical's handles.
// In: what libical allocates. Out: an owner that frees it.
#pragma once

#include <libical/ical.h>
#include <memory>

namespace nhaclich::icalendar {

struct FreeComponent {
    void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
/// Owns the component and everything added to it.
using Component = std::unique_ptr<icalcomponent, FreeComponent>;

}  // namespace nhaclich::icalendar
