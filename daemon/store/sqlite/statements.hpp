// Statements that are prepared once a connection, however often they run: preparing costs more than
// a row.
// In: SQL. Out: the statement, ready to be bound.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::store::sqlite {

/// Gone before the connection closes, which could not close otherwise.
class Statements {
  public:
    explicit Statements(SQLite::Database& database) : database_(database) {}

    /// Until the end of the work, or until it is asked for again.
    SQLite::Statement& of(std::string_view sql) {
        auto found = prepared_.find(sql);
        if (found == prepared_.end()) {
            const std::string text(sql);
            found = prepared_.try_emplace(text, database_, text).first;
        } else {
            found->second.tryReset();  // what the run before it met has been told then
            found->second.clearBindings();
        }
        used_.push_back(&found->second);
        return found->second;
    }

    /// A piece of work: however it ends, no statement stays in the middle of its rows, which would
    /// keep what it reads from being written over.
    class Work {
      public:
        explicit Work(Statements& statements) : statements_(statements) {}
        Work(const Work&) = delete;
        Work& operator=(const Work&) = delete;
        ~Work() {
            for (auto* statement : statements_.used_) statement->tryReset();
            statements_.used_.clear();
        }

      private:
        Statements& statements_;
    };

    /// All that is read meanwhile is of one moment, and the file is locked for it once, not once a
    /// statement. Not within a transaction.
    class Snapshot {
      public:
        explicit Snapshot(Statements& statements) : end_(statements.of("COMMIT")) {
            statements.of("BEGIN").exec();
        }
        Snapshot(const Snapshot&) = delete;
        Snapshot& operator=(const Snapshot&) = delete;
        ~Snapshot() { end_.tryExecuteStep(); }

      private:
        SQLite::Statement& end_;
    };

    /// Taken back unless it was committed. One at a time.
    class Transaction {
      public:
        explicit Transaction(Statements& statements) : statements_(statements) {
            statements_.of("BEGIN IMMEDIATE").exec();
        }
        Transaction(const Transaction&) = delete;
        Transaction& operator=(const Transaction&) = delete;
        ~Transaction() {
            // Some faults have SQLite take it back by itself (sqlite3_step); after another failure
            // here the connection is closed.
            if (!committed_) statements_.database_.tryExec("ROLLBACK");
        }
        void commit() {
            statements_.of("COMMIT").exec();
            committed_ = true;
        }

      private:
        Statements& statements_;
        bool committed_ = false;
    };

    /// For what runs too seldom to be kept.
    SQLite::Database& database() { return database_; }

  private:
    SQLite::Database& database_;
    std::map<std::string, SQLite::Statement, std::less<>> prepared_;
    std::vector<SQLite::Statement*> used_;
};

}  // namespace nhaclich::store::sqlite
