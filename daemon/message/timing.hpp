// Where an occurrence stands on the day its message is written: ahead, today, running, over.
// In: the occurrence and now. Out: nature, phase and the numbers a sentence needs.
#pragma once

#include "calendar/working_days.hpp"
#include "plan/occurrence.hpp"

namespace nhaclich::message {

/// What the traits of an occurrence make of it: something due, at an hour, on a day, over days.
enum class Nature { due, timed, day, span };

enum class Phase {
    ahead,  ///< two days or more
    tomorrow,
    first,    ///< it is today, or begins today
    running,  ///< begun, and neither its first nor its last day
    last,     ///< the last day of several
    over,     ///< ended; for what is due: overdue
};

struct Timing {
    Nature nature = Nature::day;
    Phase phase = Phase::ahead;
    Day today;
    Day first;
    Day last;              ///< included
    int days = 0;          ///< until the first day; when over, since the last
    int working_days = 0;  ///< after today, up to and with the first day; 0 when it is past
    int number = 0;        ///< today is day `number` …
    int total = 0;         ///< … of `total`
    int left = 0;          ///< … and this many remain, today included
};

/// How urgent it looks.
enum class Tone { calm, pressing, late };

/// What is due presses from the day before; afterwards it is late.
Tone tone(const Timing& timing);

/// There are days off on the way to what is due, and working days too: worth telling both counts.
bool days_off_between(const Timing& timing);

Timing timing(const plan::Occurrence& occurrence, const calendar::WorkingDays& working_days,
              const calendar::Zone& zone, Instant now);

}  // namespace nhaclich::message
