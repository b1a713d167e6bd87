#include "channel/mime.hpp"

#include "channel/delivery_id.hpp"
#include "channel/gmime.hpp"
#include "channel/header_words.hpp"

#include <fmt/format.h>
#include <iterator>
#include <stdexcept>

namespace nhaclich::channel {

namespace {

GObjectPtr<GMimePart> text_part(const char* subtype, const std::string& octets,
                                GMimeContentEncoding encoding) {
    GObjectPtr<GMimePart> part(g_mime_part_new_with_type("text", subtype));
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "charset", "utf-8");
    const GObjectPtr<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(octets.data(), octets.size()));
    const GObjectPtr<GMimeDataWrapper> content(
        g_mime_data_wrapper_new_with_stream(stream.get(), GMIME_CONTENT_ENCODING_DEFAULT));
    g_mime_part_set_content(part.get(), content.get());
    g_mime_part_set_content_encoding(part.get(), encoding);
    return part;
}

/// Readable as it stands where GMime 3.2.13 keeps the limits: for a blank at the end of a line its
/// quoted-printable runs to 78 octets (RFC 2045 6.7 allows 76).
GMimeContentEncoding encoding_for(const std::string& text) {
    const auto is_blank = [](char octet) { return octet == ' ' || octet == '\t'; };
    for (std::size_t end = text.find('\n'); end != std::string::npos;
         end = text.find('\n', end + 1))
        if (end > 0 && is_blank(text[end - 1])) return GMIME_CONTENT_ENCODING_BASE64;
    if (!text.empty() && is_blank(text.back())) return GMIME_CONTENT_ENCODING_BASE64;
    return GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE;
}

GObjectPtr<GMimePart> calendar_part(const message::CalendarPart& calendar) {
    auto part = text_part("calendar", calendar.octets, GMIME_CONTENT_ENCODING_BASE64);
    g_mime_object_set_content_type_parameter(GMIME_OBJECT(part.get()), "method",
                                             calendar.method.c_str());
    return part;
}

/// The simplest form first, the richest last (RFC 2046 5.1.4).
GObjectPtr<GMimeMultipart> alternatives(const message::Message& message, const std::string& id) {
    GObjectPtr<GMimeMultipart> alternatives(g_mime_multipart_new_with_subtype("alternative"));
    // "=_" occurs neither in quoted-printable nor in base64 (RFC 2045 6.7).
    g_mime_multipart_set_boundary(alternatives.get(), ("=_" + id).c_str());
    const auto add = [&](const GObjectPtr<GMimePart>& part) {
        g_mime_multipart_add(alternatives.get(), GMIME_OBJECT(part.get()));
    };
    add(text_part("plain", message.text, encoding_for(message.text)));
    add(text_part("html", message.html, encoding_for(message.html)));
    if (message.calendars.size() == 1) add(calendar_part(message.calendars.front()));
    return alternatives;
}

/// One calendar part is a third way to say the same; several are not, and stand beside the text.
GObjectPtr<GMimeMultipart> body(const message::Message& message, const std::string& id) {
    auto text = alternatives(message, id);
    if (message.calendars.size() < 2) return text;
    GObjectPtr<GMimeMultipart> mixed(g_mime_multipart_new_with_subtype("mixed"));
    g_mime_multipart_set_boundary(mixed.get(), ("=_m" + id).c_str());
    g_mime_multipart_add(mixed.get(), GMIME_OBJECT(text.get()));
    int number = 0;
    for (const auto& calendar : message.calendars) {
        const auto part = calendar_part(calendar);
        g_mime_object_set_disposition(GMIME_OBJECT(part.get()), "attachment");
        g_mime_part_set_filename(part.get(), fmt::format("lich-{}.ics", ++number).c_str());
        g_mime_multipart_add(mixed.get(), GMIME_OBJECT(part.get()));
    }
    return mixed;
}

/// The fields of a message that are not about its content.
class Headers {
  public:
    /// `value` is ASCII, folded and safe.
    void add(std::string_view name, std::string_view value) {
        fmt::format_to(std::back_inserter(lines_), "{}: {}\r\n", name, value);
    }
    const std::string& lines() const { return lines_; }

  private:
    std::string lines_;
};

/// Where a value begins on its line, after "Name: ".
constexpr std::size_t column_of(std::string_view name) { return name.size() + 2; }

std::string date_text(Instant date) {
    const GDateTimePtr time(g_date_time_new_from_unix_utc(date.time_since_epoch().count()));
    if (!time) throw std::out_of_range("a date no calendar knows");
    const std::unique_ptr<char, decltype(&g_free)> text(g_mime_utils_header_format_date(time.get()),
                                                        &g_free);
    return text.get();
}

/// One reader's messages about one occurrence hang on a message that never was: they belong
/// together, whichever of them arrived (RFC 5322 3.6.4).
std::string thread_id(const message::Message& message, const reminder::DeliveryKey& key,
                      const Sender& sender) {
    const reminder::DeliveryKey thread{*message.about, "thread", key.member, key.channel};
    return fmt::format("<{}@{}>", delivery_id(thread, 0), sender.domain);
}

/// RFC 2369 3.2, RFC 8058: one https address, and no more than one.
void add_unsubscribing(Headers& headers, const Sender& sender, const message::Message& message) {
    std::string ways;
    const bool one_click = message.choices_url.starts_with("https://");
    if (one_click) ways = "<" + message.choices_url + ">";
    if (sender.reply_to)
        ways += (ways.empty() ? "" : ",\r\n ") +
                fmt::format("<{}?subject=unsubscribe>", config::mailto(sender.reply_to->str()));
    if (ways.empty()) return;
    headers.add("List-Unsubscribe", ways);
    if (one_click) headers.add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
}

Headers headers_of(const Sender& sender, const message::Message& message, const MailAddress& to,
                   const std::string& message_id, const reminder::DeliveryKey& key) {
    Headers headers;
    headers.add("From", header_mailbox(sender.name, sender.address, column_of("From")));
    headers.add("To", header_mailbox(message.recipient_name, to, column_of("To")));
    if (sender.reply_to) headers.add("Reply-To", sender.reply_to->str());
    headers.add("Subject", header_text(message.subject, column_of("Subject")));
    headers.add("Date", date_text(message.date));
    headers.add("Message-ID", message_id);
    if (message.about) headers.add("References", thread_id(message, key, sender));
    add_unsubscribing(headers, sender, message);
    headers.add("List-Id", fmt::format("<nhaclich.{}>", sender.domain));  // RFC 2919
    headers.add("Auto-Submitted", "auto-generated");                      // RFC 3834 5
    headers.add("X-Auto-Response-Suppress", "All");                       // the same for Exchange
    headers.add("MIME-Version", "1.0");
    return headers;
}

/// About what all will come to: octets that grow little by little are moved as often.
guint size_of(const message::Message& message) {
    constexpr std::size_t frame = 1024;
    constexpr std::size_t an_octet = 3;  // as quoted-printable
    std::size_t size = frame + an_octet * (message.text.size() + message.html.size());
    for (const auto& calendar : message.calendars) size += 2 * calendar.octets.size();
    return static_cast<guint>(size);
}

/// With the fields about the content, which follow the others.
std::string octets_of(const Headers& headers, GMimeObject* content, guint size) {
    const GMimeFormatPtr format(g_mime_format_options_new());
    g_mime_format_options_set_newline_format(format.get(), GMIME_NEWLINE_FORMAT_DOS);
    const GByteArrayPtr bytes(g_byte_array_sized_new(size));
    const GObjectPtr<GMimeStream> stream(g_mime_stream_mem_new_with_byte_array(bytes.get()));
    g_mime_stream_mem_set_owner(GMIME_STREAM_MEM(stream.get()), FALSE);
    if (g_mime_object_write_to_stream(content, format.get(), stream.get()) < 0)
        throw std::runtime_error("GMime cannot write into memory");
    auto octets = headers.lines();
    octets.append(bytes->data, bytes->data + bytes->len);
    return octets;
}

}  // namespace

Result<Payload> mail(const Sender& sender, const message::Message& message, const plan::Address& to,
                     const reminder::DeliveryKey& key, int edition) {
    const auto address = MailAddress::parse(to.str());
    if (!address) return tl::unexpected(address.error());
    start_gmime();
    const auto id = delivery_id(key, edition);
    const auto message_id = fmt::format("<{}@{}>", id, sender.domain);
    const auto headers = headers_of(sender, message, *address, message_id, key);
    const auto content = body(message, id);
    return Payload{message_id, octets_of(headers, GMIME_OBJECT(content.get()), size_of(message)),
                   to};
}

}  // namespace nhaclich::channel
