#include "channel/maildir.hpp"

#include "channel/descriptor.hpp"
#include "crypto/crypto.hpp"

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <utility>

namespace nhaclich::channel {

namespace {

namespace fs = std::filesystem;
using std::error_code;

error_code last_error() { return {errno, std::generic_category()}; }

error_code flushed(const Descriptor& file) {
    if (!file.is_open() || ::fsync(file.number()) != 0) return last_error();
    return {};
}

/// A new name is safe only once its directory is on the disk too.
error_code flushed(const fs::path& directory) {
    return flushed(Descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)));
}

error_code made(const fs::path& directory) {
    if (::mkdir(directory.c_str(), S_IRWXU) == 0) return flushed(directory.parent_path());
    return errno == EEXIST ? error_code{} : last_error();
}

error_code made_maildir(const fs::path& directory) {
    for (const auto& part : {directory, directory / "tmp", directory / "new", directory / "cur"})
        if (const auto fault = made(part)) return fault;
    return {};
}

error_code written(const fs::path& path, std::string_view octets) {
    // What a crash left under this name is written over.
    const Descriptor file(
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file.is_open()) return last_error();
    while (!octets.empty()) {
        const auto size = ::write(file.number(), octets.data(), octets.size());
        if (size < 0 && errno != EINTR) return last_error();
        if (size > 0) octets.remove_prefix(static_cast<std::size_t>(size));
    }
    return flushed(file);
}

/// A mail that was read is in cur/ with flags behind its name ("NAME:2,S").
bool delivered_before(const fs::path& directory, const std::string& name) {
    error_code fault;
    if (fs::exists(directory / "new" / name, fault)) return true;
    for (fs::directory_iterator file(directory / "cur", fault), end; !fault && file != end;
         file.increment(fault)) {
        const auto found = file->path().filename().string();
        if (found.substr(0, found.find(':')) == name) return true;
    }
    return false;
}

error_code delivered(const fs::path& directory, const std::string& name, const Payload& payload) {
    if (const auto fault = made_maildir(directory)) return fault;
    if (delivered_before(directory, name)) return {};
    const auto draft = directory / "tmp" / name;
    const auto octets = fmt::format("Delivered-To: {}\r\n{}", payload.to.str(), payload.octets);
    if (const auto fault = written(draft, octets)) return fault;
    error_code fault;
    fs::rename(draft, directory / "new" / name, fault);
    return fault ? fault : flushed(directory / "new");
}

/// From the Message-ID alone, so a repeated delivery finds the file of the first.
std::string file_name(const std::string& message_id) {
    return crypto::sha256_hex(message_id).substr(0, 32) + ".nhaclich";
}

SendResult deliver(const fs::path& directory, const Payload& payload, const Sentence& sentence) {
    const auto to = MailAddress::parse(payload.to.str());
    if (!to) return Refused{answer_line(sentence(to.error()))};
    const auto name = file_name(payload.message_id);
    const auto fault = delivered(directory, name, payload);
    if (!fault) return Accepted{answer_line("Maildir " + name)};
    const Error error{"channel.maildir"_msg,
                      {{"directory", directory.string()}, {"reason", fault.message()}},
                      std::nullopt};
    return Deferred{answer_line(sentence(error)), true, std::nullopt};
}

}  // namespace

Maildir::Maildir(Sender sender, std::string directory, Sentence sentence)
    : sender_(std::move(sender)),
      threads_(1, [path = fs::path(std::move(directory)), words = std::move(sentence)] {
          return Worker{[path, words](const Payload& payload, const std::stop_token&) {
                            return deliver(path, payload, words);
                        },
                        [] {}};
      }) {}

Result<Payload> Maildir::encode(const message::Message& message, const plan::Address& to,
                                const reminder::DeliveryKey& key, int edition) const {
    return mail(sender_, message, to, key, edition);
}

boost::asio::awaitable<SendResult> Maildir::send(const Payload& payload, Handover& handover) {
    return threads_.send(payload, handover);
}

}  // namespace nhaclich::channel
