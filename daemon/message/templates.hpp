// The mail templates in force: a board's own stand over the built-in ones.
// In: the texts a board names. Out: the text for a name, a kind of message and a language.
#pragma once

#include "message/template.hpp"
#include "plan/words.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace nhaclich::message {

/// A text of the board's own: "reminder", "reminder.deadline", "reminder.en",
/// "reminder.deadline.en".
struct OwnTemplate {
    std::string name;
    Where named;  ///< where the settings name it
    std::string file;
    std::string text;
};

/// Immutable: any thread may read one.
class Templates {
  public:
    static const Templates& builtin();
    Templates() = default;
    /// A name that is none: "template.no-such", with all that there are. Whether the texts render
    /// is for sample_faults() to say.
    static tl::expected<Templates, std::vector<Error>> parse(std::vector<OwnTemplate> own);

    /// The most particular of the board's own that fits, else the built-in one; a name that is not
    /// there either is a bug and throws std::logic_error. `kind`: plan::code of the entry's kind
    /// for a reminder; "notice", "summary", "escalation", "digest", "unreached", "suspension",
    /// "burst" or "several" for a letter.
    TemplateText find(std::string_view name, std::string_view kind, plan::Language language) const;
    bool empty() const { return own_.empty(); }

  private:
    std::map<std::string, TemplateText, std::less<>> own_;
};

/// What goes wrong when every kind of message is written by these templates, each fault once:
/// "template.…" at its place, "template.too-large" for HTML of more than 100 kB.
std::vector<Error> sample_faults(const Templates& templates);

}  // namespace nhaclich::message
