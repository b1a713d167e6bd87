// What was accepted, noted at once in a file beside the database: a write there is not lost with
// the process, and nobody waits for the disk. In: acceptances; which of them are recorded. Out:
// after a death, those that may not be.
#pragma once

#include "store/outbox_store.hpp"

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace nhaclich::store::sqlite {

/// Any thread.
class Acceptances {
  public:
    /// A file that cannot be opened takes nothing.
    explicit Acceptances(const std::string& path);
    Acceptances(const Acceptances&) = delete;
    Acceptances& operator=(const Acceptances&) = delete;
    ~Acceptances();

    /// What was in the file when it was opened, in no order; some of it may be recorded long since.
    const std::vector<Acceptance>& left() const { return left_; }
    /// False if it could not be written, and a death may forget it.
    bool put(const Acceptance& acceptance);
    bool holds(RowId row);
    /// It is recorded: its place in the file may be written over.
    void drop(RowId row);

  private:
    int file_;
    std::vector<Acceptance> left_;
    std::mutex mutex_;  ///< guards what follows
    std::map<RowId, int> places_;
    std::set<int> free_;
};

}  // namespace nhaclich::store::sqlite
