// `outbox show`: one delivery with its attempts and the very text that goes out.
// In: the number of a row. Out: words or JSON, or a complaint that there is no such row.
#pragma once

#include "cli/wording.hpp"

namespace nhaclich::cli {

Exit show(const board::Board& board, const std::string& state, store::RowId row,
          const Common& common);

/// There is no such row.
Exit no_such_row(store::RowId row, const Common& common);

}  // namespace nhaclich::cli
