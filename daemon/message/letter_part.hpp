// One part of a letter: what it is about, how it stands, and the facts.
// In: a delivery of the letter. Out: words and rows for the template, and a line for the subject.
#pragma once

#include "message/facts.hpp"
#include "message/letter.hpp"

namespace nhaclich::message {

struct LetterPart {
    std::string subject;  ///< of a letter with this part alone
    std::string kind;     ///< "Cuộc họp"; empty = of the program's own
    std::string title;
    std::string status;  ///< "Đã hủy", "Còn 3 ngày"
    std::string note;    ///< the small line below the status
    std::string lead;
    std::string ask;         ///< what the reader is to do
    Value::Rows was;         ///< leaf(): the day that holds no longer
    Value::Rows first;       ///< leaf(): the day …
    Value::Rows until;       ///< leaf(): … and the last one of several
    Value::Rows facts;       ///< fact()
    Value::Rows agenda;      ///< agenda_line()
    std::string more;        ///< what the agenda leaves out
    std::optional<Day> day;  ///< on which it is due or begins
    int matters = 1;         ///< told of here
    Tone tone = Tone::calm;
    bool in_calendar = true;  ///< the calendar shows more about it
};

/// What every part is written from.
struct LetterView {
    const LetterInput& input;
    const Catalogue& words;
    Instant now;

    ComposeInput about(const reminder::Delivery& delivery,
                       const plan::Occurrence& occurrence) const;
    std::string title_of(const plan::Occurrence& occurrence) const;
};

/// {weekday, date, title, detail}: something that is told in a line. Long words are cut.
Values agenda_line(const Catalogue& words, Day day, const std::string& title,
                   const std::string& detail);

/// The parts in the order of the items; several reminders of one occurrence make one. What
/// would make the mail too long is told in lines at its end.
std::vector<LetterPart> letter_parts(const LetterInput& input, Instant now);

/// New, moved, changed or cancelled: the old and the new.
LetterPart change_part(const LetterView& view, const LetterItem& item);

/// Who has reported, who has nothing to report, who is missing.
LetterPart reports_part(const LetterView& view, const LetterItem& item);

/// The agenda of a week or a month, as far as a mail holds it.
LetterPart digest_part(const LetterView& view, const LetterItem& item);

/// Whom no channel reaches.
LetterPart unreached_part(const LetterView& view, const LetterItem& item);

/// An address that gets no mail any more.
LetterPart suspension_part(const LetterView& view, const LetterItem& item);
/// A channel was closed, and why nothing goes out by it.
LetterPart endpoint_part(const LetterView& view, const LetterItem& item);

/// A channel by which nothing goes out for the time being.
LetterPart trouble_part(const LetterView& view, const LetterItem& item);

/// The program stopped itself.
LetterPart burst_part(const LetterView& view);

}  // namespace nhaclich::message
