// What people and mail servers told the program: receipts, choices, a pause, returned mail.
// In: read from the store. Out: one immutable value for planning and sending.
#pragma once

#include "reminder/preferences.hpp"
#include "reminder/receipt.hpp"
#include "reminder/suspension.hpp"

namespace nhaclich::reminder {

/// Nothing is sent until it ends or somebody resumes.
struct Pause {
    Instant since;
    std::optional<Instant> until;  ///< nothing = until somebody resumes
    std::string why;               ///< "asked", or "burst" for the program's own stop
    friend bool operator==(const Pause&, const Pause&) = default;
};

struct Records {
    Receipts receipts;
    std::map<MemberId, Preferences> preferences;
    std::optional<Pause> pause;
    Suspensions suspended = {};

    /// The defaults where the member chose nothing.
    const Preferences& of(const MemberId& member) const {
        static const Preferences none;
        const auto found = preferences.find(member);
        return found == preferences.end() ? none : found->second;
    }
    bool paused(Instant now) const { return pause && (!pause->until || now < *pause->until); }
    friend bool operator==(const Records&, const Records&) = default;
};

}  // namespace nhaclich::reminder
