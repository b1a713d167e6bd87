#include "message/frame.hpp"

namespace nhaclich::message {

namespace {

/// A reminder that waited longer says that it is late.
constexpr std::chrono::hours late_after{1};

Result<std::string> html_mail(const std::string& body, const Values& values,
                              const Envelope& envelope) {
    const auto found = [&](const std::string& name) {
        return envelope.templates.find(name, envelope.kind, envelope.reader.language);
    };
    std::vector<TemplateText> texts{found("layout"), found(body)};
    texts.back().name = "body";
    for (const auto* name : {"hero", "facts", "agenda", "button", "leaf", "accent"})
        texts.push_back(found(name));
    return HtmlTemplate::parse(std::move(texts)).and_then([&](const HtmlTemplate& parsed) {
        return parsed.render(values);
    });
}

/// Through Prose once more: what stands between the values may compose with them, and NFC holds
/// for the whole.
Result<std::string> plain_mail(const std::string& body, const Values& values,
                               const Envelope& envelope) {
    constexpr std::size_t characters_at_most = 100'000;
    return PlainTemplate::parse(
               {envelope.templates.find(body + "-text", envelope.kind, envelope.reader.language)})
        .and_then([&](const PlainTemplate& found) { return found.render(values); })
        .and_then([](const std::string& text) { return Prose::parse(text, characters_at_most); })
        .map([](const Prose& prose) { return prose.str() + '\n'; });
}

}  // namespace

std::string shortened(std::string_view text, std::size_t max) {
    std::size_t characters = 0;
    std::size_t last_space = std::string_view::npos;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool continued = (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80;
        if (!continued && ++characters > max) {
            const auto end = last_space == std::string_view::npos ? at : last_space;
            return std::string(text.substr(0, end)) + "…";
        }
        if (text[at] == ' ') last_space = at;
    }
    return std::string(text);
}

std::string greeting(const plan::Member& reader, const Catalogue& words) {
    const auto& position = reader.position.in(reader.language).str();
    const Args args{{"name", reader.name.str()}, {"position", position}};
    return position.empty() ? words.text("mail.greeting"_msg, args)
                            : words.text("mail.greeting.position"_msg, args);
}

Value::Rows paragraphs(std::string_view prose) {
    Value::Rows rows;
    while (!prose.empty()) {
        const auto end = std::min(prose.find('\n'), prose.size());
        if (end > 0) rows.push_back({{"text", std::string(prose.substr(0, end))}});
        prose.remove_prefix(std::min(end + 1, prose.size()));
    }
    return rows;
}

std::string late_note(Instant due, const calendar::Zone& zone, const Catalogue& words,
                      Instant now) {
    if (now - due <= late_after) return {};
    return words.text("mail.late"_msg,
                      {{"time", clock_time(due, zone)}, {"day", words.day(zone.day_of(due))}});
}

Values leaf(const Catalogue& words, Day day, bool old) {
    return {{"day", std::to_string(static_cast<unsigned>(ymd(day).day()))},
            {"month", capitalised(words.month(day))},
            {"weekday", capitalised(words.weekday(day))},
            {"old", old}};
}

void add_tone(Values& values, Tone tone) {
    values.emplace("late_tone", tone == Tone::late);
    values.emplace("pressing_tone", tone == Tone::pressing);
    values.emplace("calm_tone", tone == Tone::calm);
}

Result<Message> mail(const std::string& body, const std::string& subject, Values values,
                     const Envelope& envelope) {
    auto title = Line::parse(subject, 1000);
    if (!title) return tl::unexpected(title.error());
    values.emplace("choices_url", envelope.choices_url);
    values.emplace("choices_label",
                   Catalogue::builtin(envelope.reader.language).text("mail.choices"_msg));
    auto text = plain_mail(body, values, envelope);
    if (!text) return tl::unexpected(text.error());
    values.emplace("subject", title->str());
    auto document = html_mail(body, values, envelope);
    if (!document) return tl::unexpected(document.error());
    return Message{std::move(*title),
                   std::move(*text),
                   std::move(*document),
                   envelope.calendars,
                   envelope.reader.language,
                   envelope.reader.name,
                   envelope.choices_url,
                   std::nullopt,
                   envelope.date,
                   {}};
}

}  // namespace nhaclich::message
