#include "service/links.hpp"

#include "channel/crypto.hpp"
#include "channel/descriptor.hpp"
#include "channel/secret_file.hpp"
#include "http/desk.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace {

constexpr std::size_t token_octets = 16;
constexpr std::size_t key_octets = 32;

/// Written whole or not at all: a half key would be a key for ever.
Result<void> make_key(const std::string& path) {
    const auto unwritable = [&] {
        return fail("links.key-unwritable"_msg,
                    {{"path", path}, {"reason", std::generic_category().message(errno)}});
    };
    const auto text = channel::base64(channel::random_octets(key_octets)) + "\n";
    const auto draft = path + ".new";
    {
        const channel::Descriptor file(
            ::open(draft.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR));
        if (!file.is_open()) return unwritable();
        const auto written = ::write(file.number(), text.data(), text.size());
        if (written != static_cast<ssize_t>(text.size()) || ::fsync(file.number()) != 0)
            return unwritable();
    }
    if (::rename(draft.c_str(), path.c_str()) != 0) return unwritable();
    return {};
}

}  // namespace

std::string Links::token(const MemberId& member) const {
    const auto whole = channel::hmac_sha256(key_, "choices of " + member.str());
    return channel::base64url(whole.substr(0, token_octets));
}

std::string Links::choices_url(const std::string& base_url, const MemberId& member) const {
    if (base_url.empty()) return {};
    return base_url + std::string(http::desk_path) + token(member);
}

Owners::Owners(const Links& links, const plan::People& people) {
    for (const auto& member : people.members) members_.emplace(links.token(member.id), member.id);
}

std::optional<MemberId> Owners::of(const std::string& token) const {
    const auto found = members_.find(token);
    return found == members_.end() ? std::nullopt : std::optional(found->second);
}

Result<Links> links_of(const std::string& state_directory) {
    const auto path = state_directory + "/link.key";
    if (::access(path.c_str(), F_OK) != 0)
        if (auto made = make_key(path); !made) return tl::unexpected(made.error());
    return channel::secret_from(path).map([](Secret key) { return Links(std::move(key)); });
}

}  // namespace nhaclich::service
