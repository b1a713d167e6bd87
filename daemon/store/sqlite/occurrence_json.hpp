// An occurrence as the feed shows it, as JSON text for a row, and back.
// In: an Occurrence. Out: text; from text the same, without the rules, which no reader sees.
#pragma once

#include "plan/occurrence.hpp"

#include <string>

namespace nhaclich::store::sqlite {

std::string to_json(const plan::Occurrence& occurrence);

/// "store.damaged" if the text was not written by to_json.
Result<plan::Occurrence> occurrence_from(const plan::OccurrenceId& id, const std::string& json);

}  // namespace nhaclich::store::sqlite
