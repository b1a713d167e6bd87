#include "unit/channel/fixtures.hpp"

#include "support/source_file.hpp"

#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/json/parse.hpp>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace nhaclich::channel::tests {

namespace asio = boost::asio;
namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory() {
    std::string name = (fs::temp_directory_path() / "nhaclich-test-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

std::string TemporaryDirectory::file(const std::string& name, const std::string& content) const {
    const auto path = (path_ / name).string();
    std::ofstream(path) << content;
    ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
    return path;
}

namespace {

void wait_readable(int descriptor) {
    pollfd waiting{descriptor, POLLIN, 0};
    constexpr int minute = 60'000;
    if (::poll(&waiting, 1, minute) != 1) throw std::runtime_error("a test server says nothing");
}

std::string first_line(int descriptor) {
    std::string line;
    while (line.empty() || line.back() != '\n') {
        wait_readable(descriptor);
        char octet = 0;
        if (::read(descriptor, &octet, 1) != 1) throw std::runtime_error("a test server died");
        line += octet;
    }
    return line;
}

/// Close-on-exec, so that no other child keeps a server's standard input open.
std::array<int, 2> new_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    return ends;
}

pid_t spawned(std::vector<std::string> command, int input, int output) {
    std::vector<char*> argv;
    for (auto& word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions{};
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t process = -1;
    const int fault = ::posix_spawn(&process, argv[0], &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (fault != 0) throw std::runtime_error("no test server: " + command[0]);
    return process;
}

}  // namespace

Server::Server(const std::string& script, std::vector<std::string> arguments) {
    const auto path = source_file("tests/support/" + script + ".py");
    std::vector<std::string> command{"/usr/bin/python3", "-B", path};
    command.insert(command.end(), {"--messages", (directory() / "journal").string()});
    command.insert(command.end(), {"--directory", directory().string()});
    command.insert(command.end(), arguments.begin(), arguments.end());
    const auto input = new_pipe();
    const auto output = new_pipe();
    process_ = spawned(command, input[0], output[1]);
    stdin_ = input[1];
    ::close(input[0]);
    ::close(output[1]);
    const auto facts = boost::json::parse(first_line(output[0])).as_object();
    ::close(output[0]);
    port_ = facts.at("port").to_number<std::uint16_t>();
    ca_file_ = facts.at("ca").as_string().c_str();
}

Server::~Server() {
    ::close(stdin_);
    ::waitpid(process_, nullptr, 0);
}

std::vector<boost::json::object> Server::journal() const {
    std::vector<boost::json::object> rows;
    std::ifstream file(directory() / "journal");
    for (std::string row; std::getline(file, row);)
        rows.push_back(boost::json::parse(row).as_object());
    return rows;
}

void Server::await_journal() const {
    const int watch = ::inotify_init1(IN_CLOEXEC);
    ::inotify_add_watch(watch, directory().c_str(), IN_CLOSE_WRITE);
    while (journal().empty()) {
        wait_readable(watch);
        std::array<char, 4096> events{};
        if (::read(watch, events.data(), events.size()) < 0) break;
    }
    ::close(watch);
}

SendResult sent(asio::io_context& io, Channel& channel, const Payload& payload,
                Handover& handover) {
    std::optional<SendResult> result;
    std::exception_ptr thrown;
    asio::co_spawn(io, channel.send(payload, handover),
                   [&](std::exception_ptr fault, SendResult what) {
                       thrown = std::move(fault);
                       result = std::move(what);
                   });
    io.restart();
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes{1};
    while (!result && io.run_one_until(end) > 0) continue;
    handover.place.reset();
    if (thrown) std::rethrow_exception(thrown);
    if (!result) throw std::runtime_error("a send did not end");
    return *result;
}

SendResult sent(asio::io_context& io, Channel& channel, const Payload& payload) {
    Handover nobodys;
    return sent(io, channel, payload, nobodys);
}

SendResult sent(Channel& channel, const Payload& payload) {
    asio::io_context io(1);
    return sent(io, channel, payload);
}

}  // namespace nhaclich::channel::tests
