// The body of a webhook that a service wants in its own form: a template, and what the service
// limits. In: the template's text, limits, a message's facts. Out: the whole body, or an Error with
// a place.
#pragma once

#include "message/template.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace nhaclich::message {

enum class BodyFormat { json, plain };

/// No service refuses a text for its length: what is longer ends in "…".
struct TextLimit {
    enum class Measure {
        characters,  ///< UTF-16 code units, of which no service's characters are more
        octets,      ///< of UTF-8
    };
    std::string at;  ///< JSON pointer to a string of the body (RFC 6901); "" = a plain body
    std::size_t most = 0;
    Measure measure = Measure::characters;
};

class WebhookBody {
  public:
    /// The template may name what webhook_values() gives. Proven by rendering samples: whatever a
    /// message may lack is there or is not, in every combination. Errors with a place in `text`:
    /// those of template.hpp, "template.no-json", "template.value-outside" (a value outside a
    /// string), "template.limit-nowhere" {at}.
    static Result<WebhookBody> parse(BodyFormat format, const TemplateText& text,
                                     std::vector<TextLimit> limits);
    /// JSON comes minified. Same values, same octets.
    Result<std::string> render(const Values& values) const;

  private:
    using Template = std::variant<JsonTemplate, PlainTemplate>;
    WebhookBody(Template text, std::vector<TextLimit> limits);
    std::optional<Error> fault() const;

    Template template_;
    std::vector<TextLimit> limits_;
};

/// {id}, {to}, and of webhook_data(): {kind}, {title}, {when}, {place}, {link}, {calendar},
/// {board}, {member}, {late}, {subject}, {text}. What a message does not have is empty. Nothing if
/// `data` is no JSON object.
std::optional<Values> webhook_values(std::string_view data, const std::string& id,
                                     const std::string& to);

}  // namespace nhaclich::message
