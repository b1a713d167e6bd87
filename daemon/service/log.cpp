#include "service/log.hpp"

#include "base/text.hpp"

#include <cstdlib>
#include <spdlog/logger.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/sinks/systemd_sink.h>

namespace nhaclich::service {

namespace {

spdlog::sink_ptr sink() {
    if (under_journal()) return std::make_shared<spdlog::sinks::systemd_sink_mt>("nhaclich");
    auto stderr_sink = std::make_shared<spdlog::sinks::stderr_sink_mt>();
    stderr_sink->set_pattern("%Y-%m-%dT%H:%M:%S%z %l %v");
    return stderr_sink;
}

spdlog::level::level_enum level_of(Level level) {
    switch (level) {
        case Level::info:
            return spdlog::level::info;
        case Level::warning:
            return spdlog::level::warn;
        case Level::error:
            return spdlog::level::err;
    }
    return spdlog::level::err;
}

}  // namespace

bool under_journal() { return std::getenv("JOURNAL_STREAM") != nullptr; }

Log::Log(const message::Catalogue& words, Quiet quiet)
    : words_(words), logger_(std::make_unique<spdlog::logger>("nhaclich", sink())) {
    logger_->flush_on(spdlog::level::info);
    if (quiet == Quiet::yes) logger_->set_level(spdlog::level::off);
}

Log::~Log() = default;

void Log::write(Level level, MessageId id, const Args& args) const {
    if (!logger_->should_log(level_of(level))) return;
    logger_->log(level_of(level), "{}", escaped_for_log(words_.text(id, args)));
}

void Log::write(Level level, const Error& error) const {
    if (!logger_->should_log(level_of(level))) return;
    logger_->log(level_of(level), "{}", escaped_for_log(words_.located(error)));
}

}  // namespace nhaclich::service
