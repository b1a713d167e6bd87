// The year a document plans, and its title.
// In: the blocks. Out: the years, both 0 if it names none.
#pragma once

#include "document/judge.hpp"

#include <string>

namespace nhaclich::document {

/// "năm 2026" or "năm học 2025 - 2026" of the title, else the year of the date line, else the year
/// most dates are written with.
Years years_of(const std::vector<Block>& blocks);

/// "Kế hoạch hoạt động … năm 2024"; "" if no block looks like one.
std::string title_of(const std::vector<Block>& blocks);

/// The year in which a day of this month lies: a school year begins in August.
std::optional<int> year_of_month(const Years& years, int month);

}  // namespace nhaclich::document
