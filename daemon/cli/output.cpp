#include "cli/output.hpp"

#include <boost/json/serialize.hpp>
#include <cstdio>
#include <fmt/format.h>

namespace nhaclich::cli {

namespace {

void put(std::FILE* stream, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), stream);
    std::fputc('\n', stream);
}

}  // namespace

void print_line(std::string_view line) { put(stdout, line); }
void print_text(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void print_error(std::string_view line) { put(stderr, line); }
void print_json(const boost::json::object& object) { print_line(boost::json::serialize(object)); }

boost::json::object as_json(const Error& error, std::string_view severity,
                            const message::Catalogue& words) {
    boost::json::object object{
        {"severity", severity}, {"id", error.id.key}, {"text", words.sentence(error)}};
    if (error.where) {
        object["file"] = error.where->file;
        object["line"] = error.where->line;
        object["column"] = error.where->column;
    }
    return object;
}

std::string rfc3339(Instant instant, const calendar::Zone& zone) {
    const auto local = zone.local(instant);
    const std::chrono::hh_mm_ss time{local.since_midnight};
    const auto offset = std::chrono::duration_cast<std::chrono::minutes>(
        local.day.time_since_epoch() + local.since_midnight - instant.time_since_epoch());
    const auto ahead = std::chrono::abs(offset);
    return fmt::format("{}T{:02}:{:02}:{:02}{}{:02}:{:02}", iso(local.day), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), offset < ahead ? '-' : '+',
                       ahead.count() / 60, ahead.count() % 60);
}

void print_faults(const std::vector<Error>& faults, const Common& common) {
    for (const auto& fault : faults) {
        if (common.json)
            print_json(as_json(fault, "error", common.words()));
        else
            print_line(common.words().located(fault));
    }
}

}  // namespace nhaclich::cli
