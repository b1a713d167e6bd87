// Reads the members file: [[group]], [[unit]], [[member]].
// In: the top of the file.
// Out: People whose units know their members; uses and places noted.
#pragma once

#include "config/configuration.hpp"
#include "config/references.hpp"
#include "config/section.hpp"

namespace nhaclich::config {

/// `language` is that of members who name none.
plan::People read_members(Section& top, plan::Language language, References& references,
                          Places& places);

}  // namespace nhaclich::config
