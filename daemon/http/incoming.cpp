#include "http/incoming.hpp"

#include <algorithm>
#include <boost/beast/http/error.hpp>

namespace nhaclich::http {

namespace {

namespace bhttp = boost::beast::http;
using boost::system::error_code;

constexpr std::size_t max_buffer = std::size_t{16} * 1024;
constexpr std::size_t one_read = 1024;
constexpr int max_empty_lines = 4;

/// RFC 9112 5.2: a field that goes on in the next line, which some read as two.
bool has_folded_line(std::string_view head) {
    for (auto end = head.find('\n'); end < head.size(); end = head.find('\n', end + 1)) {
        const auto next = head.substr(end + 1, 1);
        if (next == " " || next == "\t") return true;
    }
    return false;
}

/// The first line is like "GET / HTTP/2.0".
bool names_another_version(std::string_view head) {
    constexpr std::string_view form = "HTTP/d.d";
    const auto line = head.substr(0, head.find("\r\n"));
    const auto version = line.substr(line.rfind(' ') + 1);
    const auto fits = [](char c, char of_form) {
        return of_form == 'd' ? c >= '0' && c <= '9' : c == of_form;
    };
    return std::ranges::count(line, ' ') == 2 && std::ranges::equal(version, form, fits);
}

/// The status for a head that Beast does not take; `has_line` = its first one was read before.
unsigned refusal_of(std::string_view head, bool has_line, const error_code& fault) {
    constexpr unsigned too_long = 414;
    if (fault == bhttp::error::header_limit && !has_line &&
        head.substr(0, max_head).find("\r\n") == std::string_view::npos)
        return too_long;
    // To Beast the version begins wherever the target ends.
    if (fault == bhttp::error::bad_version && !names_another_version(head)) return 400;
    const unsigned status = refusal(fault);
    return status == 0 ? 400 : status;
}

}  // namespace

Incoming::Incoming() : buffer_(max_buffer) {}

boost::asio::mutable_buffer Incoming::room() {
    const auto spare = buffer_.capacity() - buffer_.size();
    return buffer_.prepare(std::min(std::max(one_read, spare), max_buffer - buffer_.size()));
}

/// What has come and was not parsed yet.
std::string_view Incoming::come() const {
    const auto octets = buffer_.data();
    return {static_cast<const char*>(octets.data()), octets.size()};
}

bool Incoming::begins() {
    constexpr std::string_view empty_line = "\r\n";
    auto text = come();
    // RFC 9112 2.2: some clients send one after a body.
    for (; empty_lines_ < max_empty_lines && text.starts_with(empty_line); ++empty_lines_) {
        buffer_.consume(empty_line.size());
        text.remove_prefix(empty_line.size());
    }
    // Half of one may be all that has come.
    return empty_lines_ < max_empty_lines ? !empty_line.starts_with(text) : !text.empty();
}

void Incoming::next() {
    empty_lines_ = 0;
    parser_.emplace();
    parser_->header_limit(max_head);
    // body() asks; for who takes none it does not matter.
    parser_->body_limit(boost::none);
}

tl::expected<Progress, unsigned> Incoming::put(bool whole_message) {
    const auto done = [&] {
        return whole_message ? parser_->is_done() : parser_->is_header_done();
    };
    parser_->eager(whole_message);
    while (!done()) {
        if (buffer_.size() == 0) return Progress::more;
        error_code fault;
        const auto text = come();
        const auto read = parser_->put(buffer_.data(), fault);
        // Beast joins folded lines without a word. It reads the fields of a head all at once.
        if (!whole_message && has_folded_line(text.substr(0, read))) return tl::unexpected(400U);
        if (fault && fault != bhttp::error::need_more)
            return tl::unexpected(refusal_of(text, !header().target().empty(), fault));
        buffer_.consume(read);
        if (fault == bhttp::error::need_more) {
            // A buffer that is full and still lacks something will never hold it.
            if (buffer_.size() == max_buffer) return tl::unexpected(431U);
            return Progress::more;
        }
    }
    return Progress::whole;
}

bool Incoming::keeps_alive() const {
    if (!parser_->is_done() || !parser_->keep_alive()) return false;
    // RFC 9112 9.3: Beast takes Proxy-Connection too, and keep-alive before close.
    using bhttp::field;
    return header().version() >= 11 || (lists(header(), field::connection, "keep-alive") &&
                                        !lists(header(), field::connection, "close"));
}

bool Incoming::wants_head_only() const {
    if (!parser_) return false;
    const auto method = header().method();
    return method == bhttp::verb::head ||
           (header().target().empty() && come().starts_with("HEAD "));
}

tl::expected<Progress, unsigned> Incoming::head() { return put(false); }

tl::expected<Progress, unsigned> Incoming::body() {
    if (is_too_long()) return tl::unexpected(413U);
    return put(true);
}

}  // namespace nhaclich::http
