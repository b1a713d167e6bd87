// The world around a channel in tests: a directory that goes away, a server process, a loop to run
// sends on.
#pragma once

#include "channel/channel.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace nhaclich::channel::tests {

class TemporaryDirectory {
  public:
    TemporaryDirectory();
    TemporaryDirectory(const TemporaryDirectory&) = delete;
    TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
    ~TemporaryDirectory();
    const std::filesystem::path& path() const { return path_; }
    /// A file of that content, readable by its owner alone; its path.
    std::string file(const std::string& name, const std::string& content) const;

  private:
    std::filesystem::path path_;
};

/// tests/support/NAME.py, ready when the constructor returns, gone when the destructor does. It
/// writes a journal of what it received.
class Server {
  public:
    Server(const std::string& script, std::vector<std::string> arguments);
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server();
    std::uint16_t port() const { return port_; }
    const std::string& ca_file() const { return ca_file_; }
    const std::filesystem::path& directory() const { return directory_.path(); }
    std::vector<boost::json::object> journal() const;
    /// Waits until the journal has a line: what a send that was given up leaves behind.
    void await_journal() const;

  private:
    TemporaryDirectory directory_;
    pid_t process_ = -1;
    int stdin_ = -1;  ///< its end is the server's end
    std::uint16_t port_ = 0;
    std::string ca_file_;
};

/// Runs one send to its end, a minute at most; others under way on that loop go on meanwhile.
SendResult sent(boost::asio::io_context& io, Channel& channel, const Payload& payload,
                Handover& handover);
SendResult sent(boost::asio::io_context& io, Channel& channel, const Payload& payload);
SendResult sent(Channel& channel, const Payload& payload);

}  // namespace nhaclich::channel::tests
