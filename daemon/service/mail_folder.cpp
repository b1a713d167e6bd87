#include "service/mail_folder.hpp"

#include "channel/descriptor.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <string_view>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace nhaclich::service {

namespace {

using channel::Descriptor;

constexpr std::size_t block = std::size_t{64} << 10U;
constexpr std::string_view separator = "\nFrom ";

std::string reason(int error) { return std::system_category().message(error); }

tl::unexpected<Error> folder_trouble(const std::string& path, int error) {
    return fail("bounces.folder"_msg, {{"path", path}, {"reason", reason(error)}});
}

/// O_NONBLOCK: a FIFO must not hang the daemon.
Descriptor opened(const std::string& path) {
    return Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
}

/// Appends to `text` from `offset` of the file; false at its end. Nothing and errno on an error.
std::optional<bool> read_on(const Descriptor& file, std::int64_t offset, std::string& text) {
    const auto had = text.size();
    text.resize(had + block);
    const auto got = ::pread(file.number(), text.data() + had, block, offset);
    text.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got < 0) return std::nullopt;
    return got > 0;
}

/// Where the next mail begins, looked for from `at` on.
std::size_t next_mail(std::string_view text, std::size_t at) {
    for (at = text.find(separator, at); at != std::string_view::npos;
         at = text.find(separator, at + 1)) {
        const bool lf = at > 0 && text[at - 1] == '\n';
        const bool crlf = at > 1 && text[at - 1] == '\r' && text[at - 2] == '\n';
        if (lf || crlf) return at + 1;
    }
    return std::string_view::npos;
}

bool locked_by_another(const Descriptor& file) {
    struct flock whole {};
    whole.l_type = F_RDLCK;
    whole.l_whence = SEEK_SET;
    // Of this open file, so that closing it, and nothing else, gives it back.
    if (::fcntl(file.number(), F_OFD_SETLK, &whole) == 0) return false;
    return errno == EAGAIN || errno == EACCES;
}

bool begins_mail(const Descriptor& file, std::int64_t offset) {
    constexpr std::string_view from = separator.substr(1);
    std::string start(from.size(), '\0');
    return ::pread(file.number(), start.data(), start.size(), offset) ==
               static_cast<ssize_t>(from.size()) &&
           start == from;
}

/// The cursor as far as it still fits the file.
MboxCursor fitting(MboxCursor cursor, const Descriptor& file, const struct stat& status) {
    const bool same = cursor.place.device == status.st_dev && cursor.place.inode == status.st_ino &&
                      cursor.place.offset <= status.st_size;
    const bool at_mail = same && (cursor.inside || cursor.place.offset == status.st_size ||
                                  begins_mail(file, cursor.place.offset));
    if (at_mail) return cursor;
    return {{status.st_dev, status.st_ino, 0}, false};
}

}  // namespace

tl::unexpected<Error> MaildirFolder::trouble(const std::string& name, int error) const {
    if (error == ENOENT) return fail("bounces.vanished"_msg);
    return fail("bounces.file"_msg, {{"path", path_ + "/new/" + name}, {"reason", reason(error)}});
}

Result<std::vector<std::string>> MaildirFolder::arrived(const std::set<std::string>& known,
                                                        std::size_t most) const {
    const auto path = path_ + "/new";
    std::vector<std::string> names;
    std::error_code error;
    for (std::filesystem::directory_iterator file(path, error), end; !error && file != end;
         file.increment(error)) {
        auto name = file->path().filename().string();
        if (!name.starts_with('.') && !known.contains(name)) names.push_back(std::move(name));
        if (names.size() == most) break;
    }
    if (error) return folder_trouble(path, error.value());
    return names;
}

Result<std::string> MaildirFolder::read(const std::string& name) const {
    const auto file = opened(path_ + "/new/" + name);
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0) return trouble(name, errno);
    if (!S_ISREG(status.st_mode)) return trouble(name, EINVAL);
    std::string octets;
    while (octets.size() < bounce::octets_at_most) {
        const auto more = read_on(file, static_cast<std::int64_t>(octets.size()), octets);
        if (!more) return trouble(name, errno);
        if (!*more) break;
    }
    return octets;
}

Result<void> MaildirFolder::put_away(const std::string& name, bool settled) const {
    const auto from = path_ + "/new/" + name;
    const auto to = path_ + "/cur/" + name.substr(0, name.find(':')) + (settled ? ":2,S" : ":2,");
    constexpr unsigned never_over_another = RENAME_NOREPLACE;
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), never_over_another) == 0)
        return {};
    // File systems without that flag; names in a Maildir are unique.
    if (errno == EINVAL && ::rename(from.c_str(), to.c_str()) == 0) return {};
    const int error = errno;
    // cur/ may be what is missing.
    if (error == ENOENT && ::access(from.c_str(), F_OK) != 0) return trouble(name, error);
    return folder_trouble(path_ + "/cur", error);
}

Result<MboxStep> mbox_step(const std::string& path, MboxCursor from) {
    const auto file = opened(path);
    struct stat status {};
    if (!file.is_open() || ::fstat(file.number(), &status) != 0) return folder_trouble(path, errno);
    if (!S_ISREG(status.st_mode)) return folder_trouble(path, EINVAL);
    if (locked_by_another(file)) return MboxStep{MboxStep::Is::locked, {}, from};
    if (::fstat(file.number(), &status) != 0) return folder_trouble(path, errno);
    const auto cursor = fitting(from, file, status);
    MboxStep step{MboxStep::Is::end, {}, cursor};
    auto& offset = step.next.place.offset;
    if (offset == status.st_size) {
        step.next.inside = false;
        return step;
    }
    if (offset == 0 && !begins_mail(file, 0)) return fail("bounces.not-mbox"_msg, {{"path", path}});
    step.what = cursor.inside ? MboxStep::Is::rest_of_mail : MboxStep::Is::mail;
    std::size_t end = std::string::npos;
    bool more = true;
    while (more && end == std::string::npos && step.octets.size() < bounce::octets_at_most) {
        constexpr std::size_t overlap = separator.size() + 2;
        const auto looked = step.octets.size() - std::min(overlap, step.octets.size());
        const auto read = read_on(
            file, cursor.place.offset + static_cast<std::int64_t>(step.octets.size()), step.octets);
        if (!read) return folder_trouble(path, errno);
        more = *read;
        end = next_mail(step.octets, looked);
    }
    step.next.inside = end == std::string::npos && more;
    if (end != std::string::npos) step.octets.resize(end);
    // A separator may lie across the border of two steps.
    constexpr std::size_t again = separator.size() + 2;
    offset += static_cast<std::int64_t>(step.octets.size() - (step.next.inside ? again : 0));
    return step;
}

}  // namespace nhaclich::service
