// The same thing named twice in a document is one entry.
// In: entries in the order of the document. Out: the first of each.
#pragma once

#include "document/extract.hpp"

namespace nhaclich::document {

/// Same kind, same date, and words in common; the same date for different things stays two.
void merge_same(std::vector<Entry>& entries);

}  // namespace nhaclich::document
