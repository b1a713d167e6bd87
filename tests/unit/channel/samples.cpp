#include "unit/channel/samples.hpp"

namespace nhaclich::channel::tests {

Line line(std::string_view text) { return Line::parse(text).value(); }

reminder::DeliveryKey a_key(std::string_view entry) {
    return {{EntryId::parse(entry).value(), make_day(2026, 3, 8)},
            "-3d 08:00",
            MemberId::parse("thuong-truc").value(),
            ChannelId::parse("email").value()};
}

message::Message a_message() {
    message::Message message;
    message.subject = line("Nhắc: Ngày Quốc tế phụ nữ, Chủ nhật 08/3/2026");
    message.text = "Kính gửi chị,\n\n.Dòng bắt đầu bằng dấu chấm\nFrom đầu dòng \n" +
                   std::string(300, 'x') + "\n";
    message.html = "<!doctype html>\n<html lang=\"vi\"><p>Còn 3 ngày</p></html>\n";
    message.calendars = {{"PUBLISH", "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nEND:VCALENDAR\r\n"}};
    message.recipient_name = line("Nguyễn Thị Ánh");
    message.date = Instant(std::chrono::seconds(1772672400));  // 2026-03-05T01:00:00Z
    message.json = R"({ "entry": "quoc-te-phu-nu", "title": "Ngày Quốc tế phụ nữ" })";
    return message;
}

Sender a_sender() {
    return {line("Ban Vì sự tiến bộ của phụ nữ"),
            MailAddress::parse("ban-vstbcpn@hatrung.example").value(),
            MailAddress::parse("thuong-truc@hatrung.example").value(), "lich.hatrung.example"};
}

Payload a_mail(std::string_view to, std::string_view entry) {
    return mail(a_sender(), a_message(), line(to), a_key(entry)).value();
}

std::string key_of(const Error& error) { return std::string(error.id.key); }

namespace {

struct Kind {
    std::string operator()(const Accepted&) const { return "accepted"; }
    std::string operator()(const Deferred& d) const {
        return d.relay ? "deferred relay" : "deferred";
    }
    std::string operator()(const Refused&) const { return "refused"; }
    std::string operator()(const Doubtful&) const { return "doubtful"; }
    std::string operator()(const Gone&) const { return "gone"; }
    std::string operator()(const Unsent&) const { return "unsent"; }
};

}  // namespace

std::string kind_of(const SendResult& result) { return std::visit(Kind{}, result); }

std::string answer_of(const SendResult& result) {
    return std::visit([](const auto& kind) { return kind.answer; }, result);
}

}  // namespace nhaclich::channel::tests
