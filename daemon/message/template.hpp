// Mustache templates of two formats that cannot be mixed up: HTML, where every value is escaped,
// and plain text, where none is. In: template texts and values. Out: the text, or an Error with a
// place.
#pragma once

#include "base/error.hpp"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nhaclich::message {

class Value;
using Values = std::map<std::string, Value, std::less<>>;

/// What a template may show: a text, a condition, or a list of rows. As a section an empty text
/// and an empty list are false.
class Value {
  public:
    using Rows = std::vector<Values>;
    Value(std::string text) : value_(std::move(text)) {}
    Value(const char* text) : value_(std::string(text)) {}
    Value(bool condition) : value_(condition) {}
    Value(Rows rows) : value_(std::move(rows)) {}
    const std::variant<std::string, bool, Rows>& get() const { return value_; }

  private:
    std::variant<std::string, bool, Rows> value_;
};

/// A named template text.
struct TemplateText {
    std::string name;
    std::string text;
    std::string file{};  ///< where it stands, for error messages; empty = its name
};

/// The embedded file "templates/NAME.mustache"; a name that is not there is a bug and throws
/// std::logic_error.
TemplateText builtin_template(std::string_view name);

namespace detail {
/// Texts whose tags are known to be sound: the first is rendered, the others are {{> name}}.
class Parts {
  public:
    static Result<Parts> parse(std::vector<TemplateText> texts);
    using Escape = std::string (*)(const std::string&);
    Result<std::string> rendered(const Values& values, Escape escape) const;

  private:
    Error unknown(std::string_view name) const;
    std::vector<TemplateText> texts_;
};
}  // namespace detail

/// Errors of `parse`, each with name, line and column of the template:
/// "template.unclosed", "template.section" (not closed, or closed but never opened),
/// "template.raw" ({{{x}}}, {{&x}}: values are never inserted unescaped), "template.delimiter"
/// ({{=<% %>=}}), "template.name", "template.partial" (a name not handed in after the one that
/// includes it: so none includes itself), "template.too-deep". `render`: "template.unknown-name".
/// Immutable: any thread may render.
class HtmlTemplate {
  public:
    /// The first text is the one rendered; the others are its partials.
    static Result<HtmlTemplate> parse(std::vector<TemplateText> texts);
    /// Values are escaped for HTML text and quoted attributes.
    Result<std::string> render(const Values& values) const;

  private:
    explicit HtmlTemplate(detail::Parts parts) : parts_(std::move(parts)) {}
    detail::Parts parts_;
};

/// The same for text/plain: values go in as they are.
class PlainTemplate {
  public:
    static Result<PlainTemplate> parse(std::vector<TemplateText> texts);
    Result<std::string> render(const Values& values) const;

  private:
    explicit PlainTemplate(detail::Parts parts) : parts_(std::move(parts)) {}
    detail::Parts parts_;
};

}  // namespace nhaclich::message
