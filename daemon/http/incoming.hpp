// One request after the other out of the octets of a connection, without any I/O.
// In: octets as they come. Out: how far the request of this moment is, and what it asks for.
#pragma once

#include "http/request.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

namespace nhaclich::http {

/// What a request may take; exceeding it refuses the request.
inline constexpr std::uint32_t max_head = std::uint32_t{8} * 1024;
/// Of forms, which are all that takes a body.
inline constexpr std::uint64_t max_body = std::uint64_t{8} * 1024;

/// How far a head or a body is.
enum class Progress { more, whole };

class Incoming {
  public:
    Incoming();
    /// Where the next octets go; what of it was filled is told to came().
    boost::asio::mutable_buffer room();
    void came(std::size_t size) { buffer_.commit(size); }
    /// Whether a request has begun; empty lines before it are dropped.
    bool begins();
    /// Forgets the last request; what was sent ahead stays.
    void next();

    /// Reads on in what came. The status that refuses is followed by closing, whatever comes.
    tl::expected<Progress, unsigned> head();
    tl::expected<Progress, unsigned> body();

    bool has_head() const { return parser_ && parser_->is_header_done(); }
    /// As far as what came tells: refused or not, HEAD is answered without a body.
    bool wants_head_only() const;
    /// Once there is a whole head.
    const Header& header() const { return parser_->get(); }
    tl::expected<Request, unsigned> request() const { return understood(header()); }
    /// Head and body are there, and the client goes on afterwards.
    bool keeps_alive() const;
    const std::string& posted() const { return parser_->get().body(); }
    /// Of a body that body() refuses.
    bool is_too_long() const { return parser_->content_length().value_or(0) > max_body; }
    /// No body is awaited any more.
    bool is_whole() const { return parser_->is_done(); }

  private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
    tl::expected<Progress, unsigned> put(bool whole_message);
    std::string_view come() const;

    boost::beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    int empty_lines_ = 0;  ///< before the request of this moment
};

}  // namespace nhaclich::http
