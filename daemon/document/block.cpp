#include "document/block.hpp"

#include "base/text.hpp"
#include "document/heading.hpp"
#include "document/line.hpp"

#include <algorithm>
#include <boost/algorithm/string/join.hpp>
#include <boost/algorithm/string/replace.hpp>
#include <boost/algorithm/string/split.hpp>
#include <boost/algorithm/string/trim.hpp>
#include <utility>

namespace nhaclich::document {

namespace {

constexpr std::size_t longest_document = 2'000'000;  // characters
/// Longer ones are divided: what is looked for stands near, and the time stays linear.
constexpr std::size_t longest_block = 8'000;  // octets

/// A block while its lines come in.
struct Open {
    TextLine first;
    std::string text;                 ///< of all its lines, single spaces
    std::vector<std::size_t> breaks;  ///< offsets in text where lines and columns begin
    std::string last_line;
};

bool begins_lower_case(std::string_view text) {
    const auto tokens = tokens_of(text.substr(0, text.find(' ')));
    return !tokens.empty() && tokens.front().kind == Token::Kind::word && !tokens.front().capital;
}

/// "… trước ngày 05 /": the next line goes on with it, whatever it looks like.
bool is_unfinished(std::string_view line) {
    const auto tokens = tokens_of(line);
    if (tokens.empty()) return false;
    static constexpr std::string_view open_words[] = {
        "/", "-", "(", "tháng", "ngày", "năm", "từ", "đến", "các", "và", ",", "quý", "số", "của"};
    return std::ranges::any_of(open_words, [&](auto word) { return tokens.back().is(word); }) &&
           !(tokens.size() == 1 && tokens.back().kind == Token::Kind::mark);
}

bool is_finished(std::string_view text) {
    return text.empty() || std::string_view(".;:!?/").find(text.back()) != std::string_view::npos;
}

bool ends_statement(std::string_view line) {
    return !line.empty() && std::string_view(".;:").find(line.back()) != std::string_view::npos;
}

/// The first word of the next line would have fitted on this one: the break was meant.
bool broken_on_purpose(std::string_view line, std::string_view next) {
    const auto characters = [](std::string_view text) {
        return std::ranges::count_if(text, [](char c) { return (c & '\xC0') != '\x80'; });
    };
    return !begins_lower_case(next) &&
           characters(line) + 1 + characters(next.substr(0, next.find(' '))) <= characters(next);
}

class Reader {
  public:
    std::vector<Block> read(std::string_view text) {
        std::vector<std::string> lines;
        boost::split(lines, text, [](char c) { return c == '\n'; });
        for (const auto& line : lines) take(line);
        close();
        return std::move(blocks_);
    }

  private:
    void take(const std::string& line) {
        const bool unfinished = open_ && is_unfinished(open_->last_line);
        if (boost::trim_copy(line).empty()) {
            blank_ = true;
            return;
        }
        const bool lone_number = boost::trim_copy(line).size() <= 2;
        if (is_of_contents(line)) return;
        if (is_page_number(line) && !(unfinished && !blank_ && lone_number)) {
            blank_ = true;
            return;
        }
        if (is_rule(line)) {
            take_rule(line);
            return;
        }
        take_text(line, unfinished);
        blank_ = false;
    }

    void take_rule(std::string_view line) {
        const bool table = line.find('|') != std::string_view::npos;
        if (table && open_ && open_->first.row) {
            columns_.clear();
            boost::split(columns_, open_->text, [](char c) { return c == '|'; });
            for (auto& column : columns_) column = lower_case(boost::trim_copy(column));
            open_.reset();
        } else {
            close();
        }
        blank_ = true;
    }

    void take_text(const std::string& line, bool unfinished) {
        const auto plain = without_markdown(line);
        if (unfinished && !open_->first.row && !open_->first.heading) {
            append(plain);
            return;
        }
        auto parsed = parse_line(line);
        if (goes_on(parsed)) {
            append(parsed.text);
            return;
        }
        close();
        open_ = Open{parsed, {}, {}, {}};
        append(parsed.text);
    }

    bool goes_on(const TextLine& line) const {
        if (!open_ || open_->first.row || line.row || line.heading || open_->first.heading)
            return false;
        if (line.marker.kind != Marker::Kind::none || is_period(line.text)) return false;
        if (is_period(open_->text) || is_addressees(line.text)) return false;
        if (blank_) return begins_lower_case(line.text) && !is_finished(open_->text);
        if (ends_statement(open_->last_line) && !begins_lower_case(line.text)) return false;
        const auto kind = open_->first.marker.kind;
        const bool may_be_heading = kind == Marker::Kind::roman || kind == Marker::Kind::numbers ||
                                    kind == Marker::Kind::capital || kind == Marker::Kind::letter;
        if (kind == Marker::Kind::roman && is_all_capitals(open_->text) &&
            !is_all_capitals(line.text))
            return false;
        return !(may_be_heading && !is_finished(open_->text) &&
                 broken_on_purpose(open_->last_line, line.text));
    }

    void append(std::string_view line) {
        auto& text = open_->text;
        if (text.size() + line.size() > longest_block && !text.empty()) {
            const auto first = open_->first;
            close();
            open_ = Open{first, {}, {}, {}};
            open_->first.marker = {};
        }
        auto& whole = open_->text;
        if (!whole.empty()) whole += ' ';
        open_->breaks.push_back(whole.size());
        int spaces = 0;
        for (const char c : line.substr(0, longest_block)) {
            spaces = c == ' ' ? spaces + 1 : 0;
            constexpr int column_gap = 3;
            if (spaces == column_gap) open_->breaks.push_back(whole.size());
            if (spaces <= 1) whole += c;
        }
        open_->last_line = line;
    }

    void close() {
        if (!open_) return;
        const auto open = std::move(*open_);
        open_.reset();
        outline_.enter(open.first, open.text);
        if (!open.first.row) columns_.clear();
        if (outline_.in_addressees() || open.text.empty()) return;
        Block block;
        block.text = open.text;
        block.tokens = tokens_of(block.text, open.breaks);
        block.role = role_of(open);
        block.section = outline_.section();
        block.heading = outline_.heading();
        block.period = outline_.period();
        block.preamble = outline_.before_first_section();
        block.looks_back = outline_.looks_back();
        if (open.first.row) block.columns = columns_;
        blocks_.push_back(std::move(block));
    }

    static Block::Role role_of(const Open& open) {
        if (open.first.row) return Block::Role::row;
        if (open.first.heading || is_period(open.text)) return Block::Role::heading;
        return open.first.marker.kind == Marker::Kind::none ? Block::Role::paragraph
                                                            : Block::Role::item;
    }

    std::vector<Block> blocks_;
    std::optional<Open> open_;
    std::vector<std::string> columns_;  ///< head of the table that is being read
    Outline outline_;
    bool blank_ = false;
};

}  // namespace

Result<std::vector<Block>> read_blocks(std::string_view octets) {
    std::string text(octets);
    boost::replace_all(text, "\r\n", "\n");
    for (auto& c : text) {
        constexpr char first_printing = ' ';
        const bool control = c >= 0 && c < first_printing;
        if (control && c != '\t') c = c == '\n' || c == '\r' || c == '\f' ? '\n' : ' ';
    }
    std::string kept;
    std::vector<std::string> lines;
    boost::split(lines, text, [](char c) { return c == '\n'; });
    for (auto& line : lines) {
        // A tab divides the columns of a table copied from a page; Prose would make it a space.
        const bool table = std::ranges::count(line, '\t') >= 2;
        if (line.find_first_not_of(" \t") == std::string::npos) line.clear();
        boost::replace_all(line, "\t", table ? " | " : " ");
        kept += line + "\n";
    }
    boost::replace_all(kept, "\u00a0", " ");
    const auto prose = Prose::parse(kept, longest_document);
    if (!prose) return tl::unexpected(prose.error());
    return Reader().read(prose->str());
}

}  // namespace nhaclich::document
