// The entries of an extract as JSON.
// In: entries. Out: an array of objects with the keys of README.md.
#pragma once

#include "document/extract.hpp"

#include <boost/json/array.hpp>

namespace nhaclich::cli {

boost::json::array as_json(const std::vector<document::Entry>& entries);

}  // namespace nhaclich::cli
