// The log: one line an event, words from the catalogue, to the journal under systemd and else to
// stderr. In: message ids with arguments. Out: lines; never a secret, never a line break from
// outside.
#pragma once

#include "base/error.hpp"
#include "message/catalogue.hpp"

#include <memory>
#include <string>

namespace spdlog {
class logger;
}

namespace nhaclich::service {

enum class Level { info, warning, error };

/// Tests of a whole year want no log.
enum class Quiet { no, yes };

class Log {
  public:
    explicit Log(const message::Catalogue& words, Quiet quiet = Quiet::no);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    void write(Level level, MessageId id, const Args& args = {}) const;
    void write(Level level, const Error& error) const;
    void info(MessageId id, const Args& args = {}) const { write(Level::info, id, args); }
    void warning(MessageId id, const Args& args = {}) const { write(Level::warning, id, args); }
    void error(MessageId id, const Args& args = {}) const { write(Level::error, id, args); }

    /// An error in the log's language.
    std::string words(const Error& error) const { return words_.located(error); }

  private:
    const message::Catalogue& words_;
    std::unique_ptr<spdlog::logger> logger_;
};

/// True when stdout and stderr are connected to the journal (JOURNAL_STREAM, systemd.exec(5)).
bool under_journal();

}  // namespace nhaclich::service
