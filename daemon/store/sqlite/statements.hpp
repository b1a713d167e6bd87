// Statements that are prepared once however often they run: preparing costs more than one row.
// In: SQL. Out: the statement, ready to be bound. Lives no longer than the work it is made for.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <map>
#include <string>

namespace nhaclich::store::sqlite {

class Statements {
  public:
    explicit Statements(SQLite::Database& database) : database_(database) {}

    SQLite::Statement& of(const std::string& sql) {
        const auto [found, is_new] = prepared_.try_emplace(sql, database_, sql);
        if (!is_new) {
            found->second.reset();
            found->second.clearBindings();
        }
        return found->second;
    }

    /// For what runs too seldom to be kept.
    SQLite::Database& database() { return database_; }

  private:
    SQLite::Database& database_;
    std::map<std::string, SQLite::Statement> prepared_;
};

}  // namespace nhaclich::store::sqlite
