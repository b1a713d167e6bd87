#include "channel/mail_text.hpp"

#include "channel/gmime.hpp"

#include <algorithm>

namespace nhaclich::channel {

namespace {

void take_text(GMimeObject*, GMimeObject* part, gpointer into) {
    auto& text = *static_cast<std::string*>(into);
    if (!text.empty() || !GMIME_IS_TEXT_PART(part)) return;
    auto* type = g_mime_object_get_content_type(part);
    if (g_mime_content_type_is_type(type, "text", "plain") == FALSE) return;
    const std::unique_ptr<char, decltype(&g_free)> found(
        g_mime_text_part_get_text(GMIME_TEXT_PART(part)), &g_free);
    if (found) text = found.get();
}

}  // namespace

MailText mail_text(const std::string& octets) {
    start_gmime();
    const GObjectPtr<GMimeStream> stream(
        g_mime_stream_mem_new_with_buffer(octets.data(), octets.size()));
    const GObjectPtr<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    const GObjectPtr<GMimeMessage> mail(g_mime_parser_construct_message(parser.get(), nullptr));
    MailText result;
    if (!mail) return result;
    if (const char* subject = g_mime_message_get_subject(mail.get())) result.subject = subject;
    g_mime_message_foreach(mail.get(), &take_text, &result.text);
    std::erase(result.text, '\r');
    return result;
}

}  // namespace nhaclich::channel
