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
    constexpr auto npos = std::string_view::npos;
    return head.find("\r\n ") != npos || head.find("\r\n\t") != npos;
}

}  // namespace

Incoming::Incoming() : buffer_(max_buffer) {}

boost::asio::mutable_buffer Incoming::room() {
    const auto spare = buffer_.capacity() - buffer_.size();
    return buffer_.prepare(std::min(std::max(one_read, spare), max_buffer - buffer_.size()));
}

bool Incoming::begins() {
    constexpr std::string_view empty_line = "\r\n";
    const auto octets = buffer_.data();
    std::string_view text(static_cast<const char*>(octets.data()), octets.size());
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
    parser_->body_limit(max_body);
}

tl::expected<Progress, unsigned> Incoming::put(bool whole_message) {
    const auto done = [&] {
        return whole_message ? parser_->is_done() : parser_->is_header_done();
    };
    parser_->eager(whole_message);
    while (!done()) {
        if (buffer_.size() == 0) return Progress::more;
        error_code fault;
        const auto octets = buffer_.data();
        const auto read = parser_->put(octets, fault);
        // Beast joins folded lines without a word. It reads the fields of a head all at once.
        const std::string_view text(static_cast<const char*>(octets.data()), read);
        if (!whole_message && has_folded_line(text)) return tl::unexpected(400U);
        buffer_.consume(read);
        if (fault == bhttp::error::need_more) {
            // A buffer that is full and still lacks something will never hold it.
            if (buffer_.size() == max_buffer) return tl::unexpected(431U);
            return Progress::more;
        }
        if (fault) return tl::unexpected(refusal(fault) == 0 ? 400U : refusal(fault));
    }
    return Progress::whole;
}

tl::expected<Progress, unsigned> Incoming::head() { return put(false); }

tl::expected<Progress, unsigned> Incoming::body() { return put(true); }

}  // namespace nhaclich::http
