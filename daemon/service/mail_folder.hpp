// Folders that returned mail arrives in, as other programs fill them: a Maildir or an mbox.
// In: paths. Out: octets of single mails, each look bounded in time; all errors are values.
#pragma once

#include "base/error.hpp"
#include "store/bounces.hpp"

#include <set>
#include <string>
#include <vector>

namespace nhaclich::service {

/// https://cr.yp.to/proto/maildir.html. Links are not followed.
class MaildirFolder {
  public:
    explicit MaildirFolder(std::string path) : path_(std::move(path)) {}

    /// Names in new/ other than `known`, at most so many. "bounces.folder".
    Result<std::vector<std::string>> arrived(const std::set<std::string>& known,
                                             std::size_t most) const;
    /// The beginning of a regular file. "bounces.vanished", "bounces.file".
    Result<std::string> read(const std::string& name) const;
    /// From new/ into cur/; a mail that is settled is marked as seen, another stays unread for
    /// whoever looks into the folder. Never over another file. "bounces.vanished",
    /// "bounces.folder".
    Result<void> put_away(const std::string& name, bool settled) const;

  private:
    tl::unexpected<Error> trouble(const std::string& name, int error) const;

    std::string path_;
};

/// How far an mbox has been read, perhaps into the middle of a mail that is too long.
struct MboxCursor {
    store::MboxPlace place;
    bool inside = false;
    friend bool operator==(const MboxCursor&, const MboxCursor&) = default;
};

struct MboxStep {
    enum class Is { mail, rest_of_mail, end, locked };
    Is what = Is::end;
    std::string octets;  ///< of a mail: its beginning
    MboxCursor next;
};

/// One step through an mbox (RFC 4155; mails part at "From " behind an empty line), under a read
/// lock of fcntl(2); the file is never changed. Begins anew where the file was replaced or
/// rewritten. "bounces.folder", "bounces.not-mbox".
Result<MboxStep> mbox_step(const std::string& path, MboxCursor from);

}  // namespace nhaclich::service
