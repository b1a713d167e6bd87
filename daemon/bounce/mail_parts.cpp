#include "bounce/mail_parts.hpp"

#include "bounce/mail_fields.hpp"

#include <algorithm>

namespace nhaclich::bounce {

namespace {

constexpr std::size_t parts_at_most = 20;
/// RFC 2046 5.1.1 allows 70; some write more.
constexpr std::size_t longest_boundary = 200;

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    /// Also takes away white space and comments before it.
    bool take(char wanted) {
        skip_blanks();
        if (text_.empty() || text_.front() != wanted) return false;
        text_.remove_prefix(1);
        return true;
    }

    std::string_view token() {
        skip_blanks();
        const auto end = std::min(text_.find_first_of(" \t();=\""), text_.size());
        const auto found = text_.substr(0, end);
        text_.remove_prefix(end);
        return found;
    }

    /// A token or a quoted-string.
    std::string value() {
        if (!take('"')) return std::string(token());
        std::string found;
        while (!text_.empty() && text_.front() != '"') {
            if (text_.front() == '\\' && text_.size() > 1) text_.remove_prefix(1);
            found += text_.front();
            text_.remove_prefix(1);
        }
        if (!text_.empty()) text_.remove_prefix(1);
        return found;
    }

    void skip_to(char wanted) { text_.remove_prefix(std::min(text_.find(wanted), text_.size())); }
    bool at_end() {
        skip_blanks();
        return text_.empty();
    }

  private:
    void skip_blanks() {
        int depth = 0;
        while (!text_.empty()) {
            const char c = text_.front();
            if (depth == 0 && c != ' ' && c != '\t' && c != '(') return;
            if (c == '(') ++depth;
            if (c == ')') --depth;
            if (c == '\\' && text_.size() > 1) text_.remove_prefix(1);
            text_.remove_prefix(1);
        }
    }

    std::string_view text_;
};

enum class Delimiter { none, opens, closes };

Delimiter delimiter(std::string_view line, std::string_view boundary) {
    if (!line.starts_with("--") || line.substr(2, boundary.size()) != boundary)
        return Delimiter::none;
    const auto rest = trimmed(line.substr(2 + boundary.size()));
    if (rest.empty()) return Delimiter::opens;
    return rest == "--" ? Delimiter::closes : Delimiter::none;
}

}  // namespace

ContentType content_type(std::string_view value) {
    Scanner scanner(value);
    ContentType result{lowered(scanner.token()), {}, {}};
    while (!scanner.at_end()) {
        if (!scanner.take(';')) {
            scanner.skip_to(';');
            continue;
        }
        const auto name = lowered(scanner.token());
        if (!scanner.take('=')) continue;
        const auto parameter = scanner.value();
        if (name == "boundary" && result.boundary.empty()) result.boundary = parameter;
        if (name == "report-type") result.report_type = lowered(parameter);
    }
    return result;
}

std::vector<std::string_view> parts(std::string_view body, std::string_view boundary) {
    std::vector<std::string_view> found;
    if (boundary.empty() || boundary.size() > longest_boundary) return found;
    const char* begin = nullptr;
    while (!body.empty()) {
        const char* const here = body.data();
        const auto what = delimiter(next_line(body), boundary);
        if (what == Delimiter::none) continue;
        if (begin != nullptr) found.emplace_back(begin, here);
        begin = what == Delimiter::opens ? body.data() : nullptr;
        if (what == Delimiter::closes || found.size() == parts_at_most) return found;
    }
    if (begin != nullptr) found.emplace_back(begin, body.data());
    return found;
}

}  // namespace nhaclich::bounce
