#include "unit/channel/strict_mail.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace nhaclich::channel::tests {

namespace {

constexpr std::string_view digits64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

class Reader {
  public:
    explicit Reader(StrictMail& mail) : mail_(mail) {}

    void require(bool rule, const std::string& fault) {
        if (!rule) mail_.faults.push_back(fault);
    }

    /// Lines without their CRLF; a bare CR or LF, or a last line without an end, is a fault.
    std::vector<std::string_view> lines(std::string_view octets) {
        std::vector<std::string_view> found;
        while (!octets.empty()) {
            const auto end = octets.find("\r\n");
            require(end != std::string_view::npos, "no CRLF at the end");
            const auto one = octets.substr(0, end);
            require(one.find_first_of("\r\n") == std::string_view::npos, "bare CR or LF");
            require(one.size() <= 998, "line over 998");
            require(std::all_of(one.begin(), one.end(),
                                [](char c) { return (c >= ' ' && c <= '~') || c == '\t'; }),
                    "not printable ASCII: " + std::string(one));
            found.push_back(one);
            octets.remove_prefix(end == std::string_view::npos ? octets.size() : end + 2);
        }
        return found;
    }

    std::string base64(std::string_view text) {
        std::string octets;
        unsigned bits = 0;
        int held = 0;
        const auto data = text.substr(0, text.find('='));
        require(text.size() % 4 == 0 && text.size() - data.size() <= 2, "base64 padding");
        for (const char c : data) {
            const auto value = digits64.find(c);
            require(value != std::string_view::npos, "no base64 digit");
            bits = bits << 6U | (static_cast<unsigned>(value) & 63U);
            held += 6;
            if (held >= 8) {
                held -= 8;
                octets += static_cast<char>(bits >> static_cast<unsigned>(held) & 255U);
            }
        }
        return octets;
    }

    std::string quoted_printable(const std::vector<std::string_view>& written) {
        constexpr std::string_view hex = "0123456789ABCDEF";
        std::string octets;
        for (std::size_t row = 0; row < written.size(); ++row) {
            auto one = written[row];
            require(one.size() <= 76, "quoted-printable line over 76");
            require(one.empty() || (one.back() != ' ' && one.back() != '\t'), "blank at line end");
            while (!one.empty()) {
                if (one == "=") break;
                if (one.front() != '=') {
                    octets += one.front();
                    one.remove_prefix(1);
                    continue;
                }
                const auto high = one.size() < 3 ? hex.npos : hex.find(one[1]);
                const auto low = one.size() < 3 ? hex.npos : hex.find(one[2]);
                require(high != hex.npos && low != hex.npos, "quoted-printable escape");
                octets += static_cast<char>(high * 16 + low);
                one.remove_prefix(std::min<std::size_t>(3, one.size()));
            }
            if (one != "=" && row + 1 < written.size()) octets += "\n";
        }
        return octets;
    }

    /// Words apart by exactly white space are joined, as RFC 2047 6.2 wants.
    std::string decoded(std::string_view value) {
        std::string text;
        bool after_word = false;
        while (!value.empty()) {
            const auto blank = std::min(value.find_first_not_of(' '), value.size());
            const auto rest = value.substr(blank);
            const auto token = rest.substr(0, rest.find(' '));
            const bool is_word = token.starts_with("=?");
            if (!(is_word && after_word)) text += value.substr(0, blank);
            text += is_word ? word(token) : std::string(token);
            after_word = is_word;
            value.remove_prefix(blank + token.size());
        }
        return text;
    }

    void header_line(std::string_view one) {
        require(one.find_first_not_of(" \t") != std::string_view::npos, "blank header line");
        if (one.find("=?") != std::string_view::npos)
            require(one.size() <= 76, "line with an encoded-word over 76: " + std::string(one));
        // Longer only where nothing can be folded: one token, after the name or alone.
        const auto value =
            one.substr(one.front() == ' ' || one.front() == '\t' ? 1 : one.find(' ') + 1);
        if (one.size() > 78)
            require(value.find(' ') == std::string_view::npos,
                    "header line over 78: " + std::string(one));
    }

  private:
    std::string word(std::string_view token) {
        constexpr std::string_view start = "=?utf-8?B?";
        require(token.size() <= 75, "encoded-word over 75: " + std::string(token));
        const bool framed = token.starts_with(start) && token.ends_with("?=");
        require(framed, "encoded-word: " + std::string(token));
        if (!framed) return {};
        const auto octets = base64(token.substr(start.size(), token.size() - start.size() - 2));
        require(Line::parse("." + octets + ".").has_value(), "encoded-word cuts a character");
        return octets;
    }

    StrictMail& mail_;
};

std::string joined(const std::vector<std::string_view>& lines) {
    std::string text;
    for (const auto one : lines) text += one;
    return text;
}

void read_headers(Reader& reader, const std::vector<std::string_view>& lines,
                  std::map<std::string, std::string>& headers) {
    std::string* last = nullptr;
    for (const auto one : lines) {
        reader.header_line(one);
        if (one.front() == ' ' || one.front() == '\t') {
            reader.require(last != nullptr, "folded line first");
            if (last != nullptr) last->append(" ").append(one.substr(1));
            continue;
        }
        const auto colon = one.find(": ");
        reader.require(colon != std::string_view::npos, "no header: " + std::string(one));
        const std::string name(one.substr(0, colon));
        reader.require(!headers.contains(name), "header twice: " + name);
        last = &headers[name];
        *last = colon == std::string_view::npos ? "" : one.substr(colon + 2);
    }
}

MailPart read_part(Reader& reader, const std::vector<std::string_view>& lines) {
    const auto blank = std::find(lines.begin(), lines.end(), std::string_view{});
    reader.require(blank != lines.end(), "part without a body");
    if (blank == lines.end()) return {};
    std::map<std::string, std::string> headers;
    read_headers(reader, {lines.begin(), blank}, headers);
    const std::vector<std::string_view> body(blank + 1, lines.end());
    const auto encoding = headers["Content-Transfer-Encoding"];
    if (encoding == "quoted-printable")
        return {headers["Content-Type"], reader.quoted_printable(body)};
    reader.require(encoding == "base64", "encoding " + encoding);
    for (const auto one : body) reader.require(one.size() <= 76, "base64 line over 76");
    return {headers["Content-Type"], reader.base64(joined(body))};
}

}  // namespace

StrictMail strictly(std::string_view octets) {
    StrictMail mail;
    Reader reader(mail);
    const auto lines = reader.lines(octets);
    const auto blank = std::find(lines.begin(), lines.end(), std::string_view{});
    read_headers(reader, {lines.begin(), blank}, mail.headers);
    const auto& type = mail.headers["Content-Type"];
    const auto at = type.find("boundary=\"");
    reader.require(at != std::string::npos, "no boundary");
    if (at == std::string::npos) return mail;
    const auto boundary = "--" + type.substr(at + 10, type.find('"', at + 10) - at - 10);
    auto from = std::find(blank, lines.end(), boundary);
    reader.require(from == blank + 1, "something before the first part");
    while (from != lines.end()) {
        const auto to = std::find_if(from + 1, lines.end(),
                                     [&](auto one) { return one.starts_with(boundary); });
        reader.require(to != lines.end(), "no end of part");
        if (to == lines.end()) break;
        // The line end before a boundary belongs to the boundary (RFC 2046 5.1.1).
        std::vector<std::string_view> part(from + 1, to);
        mail.parts.push_back(read_part(reader, part));
        if (*to == boundary + "--") {
            reader.require(to + 1 == lines.end(), "something after the last part");
            break;
        }
        from = to;
    }
    return mail;
}

std::string StrictMail::text(const std::string& header) const {
    StrictMail scratch;
    auto decoded = Reader(scratch).decoded(headers.at(header));
    return scratch.faults.empty() ? decoded : "faulty: " + scratch.faults.front();
}

std::pair<std::string, std::string> StrictMail::mailbox(const std::string& header) const {
    const auto& value = headers.at(header);
    const auto angle = value.rfind('<');
    if (angle == std::string::npos || angle == 0 || value.back() != '>') return {"", value};
    const auto name = value.substr(0, angle - 1);
    // Unquoted: atoms (RFC 5322 3.2.3), and encoded-words, which look like atoms.
    const bool atoms = name.find_first_of("()<>[]:;@\\,.\"") == std::string::npos;
    StrictMail scratch;
    auto decoded = Reader(scratch).decoded(name);
    if (!atoms || !scratch.faults.empty()) decoded = "faulty: " + name;
    return {decoded, value.substr(angle + 1, value.size() - angle - 2)};
}

}  // namespace nhaclich::channel::tests
