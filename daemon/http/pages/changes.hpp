// What changed in the calendar, the newest first, for feed readers (Atom, RFC 4287).
// In: revisions with their stamps, names, the public address. Out: an XML document.
#pragma once

#include "http/pages/upcoming.hpp"
#include "plan/changes.hpp"

#include <string>
#include <vector>

namespace nhaclich::http {

struct ChangesInput {
    std::string calendar;    ///< its name
    std::string uid_domain;  ///< of the identities (RFC 4151)
    std::string base_url;
    std::string address;      ///< path of this document
    std::string event_query;  ///< of the addresses of events, with its "?"; may be empty
    const std::vector<plan::Revision>& revisions;
    Reader reader;
};

std::string changes_feed(const ChangesInput& input);

}  // namespace nhaclich::http
