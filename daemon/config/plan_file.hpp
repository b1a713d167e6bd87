// Reads the plan file: [plan], [[addressee]] and the entries of every kind.
// In: the top of the file.
// Out: a Plan with its entries in the order of the file; uses and places noted.
#pragma once

#include "config/configuration.hpp"
#include "config/references.hpp"
#include "config/section.hpp"

namespace nhaclich::config {

plan::Plan read_plan(Section& top, References& references, Places& places);

}  // namespace nhaclich::config
