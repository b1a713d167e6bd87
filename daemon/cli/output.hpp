// Words and JSON on stdout and stderr.
// In: values. Out: lines.
#pragma once

#include "base/error.hpp"
#include "calendar/zone.hpp"
#include "cli/verb.hpp"

#include <boost/json/object.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::cli {

void print_line(std::string_view line);              ///< stdout
void print_text(std::string_view text);              ///< stdout, as it is
void print_error(std::string_view line);             ///< stderr
void print_json(const boost::json::object& object);  ///< stdout, one line

/// "2026-11-24T08:00:00+07:00": the wall clock a reader knows, and the instant a program needs (RFC
/// 3339).
std::string rfc3339(Instant instant, const calendar::Zone& zone);

/// Every fault as "file:line:column: what, and what to write instead", or as JSON objects; on
/// stdout.
void print_faults(const std::vector<Error>& faults, const Common& common);
boost::json::object as_json(const Error& error, std::string_view severity,
                            const message::Catalogue& words);

}  // namespace nhaclich::cli
