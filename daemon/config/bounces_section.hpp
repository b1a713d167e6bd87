// Reads where returned mail arrives: [mail.bounces] of the settings file.
// In: a section. Out: values with defaults.
#pragma once

#include "config/section.hpp"
#include "config/settings.hpp"

namespace nhaclich::config {

BounceSettings read_bounces(Section& section);

}  // namespace nhaclich::config
