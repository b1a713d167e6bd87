// An occurrence as the feed shows it, and what is kept beside it, as JSON text for a row, and back.
// In: an Occurrence, an Aside. Out: text; from text the same, without the rules, which no reader
// sees.
#pragma once

#include "plan/changes.hpp"

#include <string>

namespace nhaclich::store::sqlite {

std::string to_json(const plan::Occurrence& occurrence);

/// "store.damaged" if the text was not written by to_json.
Result<plan::Occurrence> occurrence_from(const plan::OccurrenceId& id, const std::string& json);

std::string to_json(const plan::Aside& aside);
Result<plan::Aside> aside_from(const EntryId& entry, const std::string& json);

}  // namespace nhaclich::store::sqlite
