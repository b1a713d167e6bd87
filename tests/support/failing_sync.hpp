// SQLite's file system with an fsync that can fail, as it does when a disk cannot keep what it
// took.
#pragma once

#include <atomic>
#include <deque>
#include <sqlite3.h>

namespace nhaclich::test {

/// The default file system while it lives. One at a time.
class FailingSync {
  public:
    FailingSync() : real_(sqlite3_vfs_find(nullptr)), own_(*real_) {
        current = this;
        own_.zName = "failing-sync";
        own_.pNext = nullptr;
        own_.xOpen = &open;
        sqlite3_vfs_register(&own_, 1);
    }
    FailingSync(const FailingSync&) = delete;
    FailingSync& operator=(const FailingSync&) = delete;
    ~FailingSync() {
        sqlite3_vfs_unregister(&own_);
        sqlite3_vfs_register(real_, 1);
        current = nullptr;
    }

    void fail_next(int syncs) { left_ = syncs; }
    int left() const { return left_; }
    /// How many syncs succeeded.
    int synced() const { return synced_; }
    /// How often a database was opened.
    int opened() const { return opened_; }

  private:
    static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
        auto& self = *current;
        const int code = self.real_->xOpen(self.real_, name, file, flags, flags_out);
        if (code != SQLITE_OK || file->pMethods == nullptr) return code;
        if ((static_cast<unsigned>(flags) & unsigned{SQLITE_OPEN_MAIN_DB}) != 0) ++self.opened_;
        self.real_sync_ = file->pMethods->xSync;  // the same for every kind of file
        file->pMethods = &self.methods_.emplace_back(*file->pMethods);
        self.methods_.back().xSync = &sync;
        return code;
    }

    static int sync(sqlite3_file* file, int flags) {
        auto& self = *current;
        if (self.left_ == 0) {
            ++self.synced_;
            return self.real_sync_(file, flags);
        }
        --self.left_;
        return SQLITE_IOERR_FSYNC;
    }

    static inline FailingSync* current = nullptr;
    sqlite3_vfs* real_;
    sqlite3_vfs own_;
    std::deque<sqlite3_io_methods> methods_;  ///< of each file that was opened
    decltype(sqlite3_io_methods::xSync) real_sync_ = nullptr;
    std::atomic<int> left_ = 0;
    std::atomic<int> opened_ = 0;
    std::atomic<int> synced_ = 0;
};

}  // namespace nhaclich::test
