// Rows under one another in columns, for terminals.
// In: a head and rows of as many cells. Out: lines on stdout, the last column as long as it is.
#pragma once

#include <string>
#include <vector>

namespace nhaclich::cli {

class Table {
  public:
    using Cells = std::vector<std::string>;
    explicit Table(Cells head) { rows_.push_back(std::move(head)); }
    void add(Cells cells) { rows_.push_back(std::move(cells)); }
    bool empty() const { return rows_.size() == 1; }
    /// Columns in which nothing stands are left out.
    void print() const;

  private:
    std::vector<Cells> rows_;  ///< the head first
};

}  // namespace nhaclich::cli
