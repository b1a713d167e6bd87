// One accepted stream, over TCP or a Unix socket, plain or TLS: whoever reads and writes need not
// know which.
// In: a connected socket. Out: octets both ways, each operation ended by close() or interrupt().
#pragma once

#include "http/client.hpp"
#include "http/tls.hpp"

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/system/error_code.hpp>

namespace nhaclich::http {

class MemoryFile;

/// One thread. Every await of it ends before it is destroyed.
class Connection {
  public:
    using Socket = boost::asio::generic::stream_protocol::socket;
    struct Octets {
        /// Head, what is added to it, the content's lead, body, trail.
        std::array<boost::asio::const_buffer, 5> parts;
        const MemoryFile* body = nullptr;  ///< the body once more
    };

    /// `tls` nullptr = plain.
    Connection(Socket socket, Peer peer, std::shared_ptr<const Tls> tls);

    Connection(Connection&&) = default;
    Connection& operator=(Connection&&) = delete;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection() = default;

    const Peer& peer() const { return peer_; }
    /// With which certificate; nullptr = plain.
    const std::shared_ptr<const Tls>& tls() const { return tls_; }
    bool is_open() const { return socket_.is_open(); }
    void close();
    /// Ends what is being awaited with a fault; the connection may be used on.
    void interrupt();

    /// The handshake of TLS; without, nothing.
    boost::asio::awaitable<void> shake_hands(boost::system::error_code& fault);
    /// At least one octet, or a fault; an orderly end is one.
    boost::asio::awaitable<std::size_t> read_some(boost::asio::mutable_buffer room,
                                                  boost::system::error_code& fault);
    /// What the kernel takes at once. True when that was everything, or there is a fault.
    bool offer(Octets& octets, boost::system::error_code& fault);
    /// The rest.
    boost::asio::awaitable<void> write(Octets& octets, boost::system::error_code& fault);
    /// Tells the other side that nothing more comes.
    void end_writing(boost::system::error_code& fault);
    /// Drops what has come, as far as no waiting is needed.
    void drop_what_came();
    /// Octets as they come from the network, for them to be dropped.
    boost::asio::awaitable<std::size_t> read_raw(boost::asio::mutable_buffer room,
                                                 boost::system::error_code& fault);

  private:
    bool offer_plain(Octets& octets, boost::system::error_code& fault);
    std::size_t put(const Octets& octets, boost::system::error_code& fault);
    bool offer_tls(Octets& octets, boost::system::error_code& fault);
    boost::asio::awaitable<std::size_t> read_tls(boost::asio::mutable_buffer room,
                                                 boost::system::error_code& fault);
    /// After an operation of OpenSSL that returned `result`: whether waiting helps, and for what.
    bool may_go_on(int result, boost::system::error_code& fault);

    Socket socket_;
    Peer peer_;
    std::shared_ptr<const Tls> tls_;
    Ssl ssl_;  ///< nullptr = plain
    Socket::wait_type wanted_ = Socket::wait_write;
    std::string joined_;  ///< head and beginning of a body, as one record
};

}  // namespace nhaclich::http
