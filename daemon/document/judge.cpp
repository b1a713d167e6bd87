#include "document/judge.hpp"

#include "document/activity.hpp"
#include "document/moment.hpp"
#include "document/named_day.hpp"
#include "document/phrases.hpp"

#include <algorithm>
#include <array>

namespace nhaclich::document {

namespace {

struct Judged {
    const Block& block;
    const Mention& mention;
    const Context& context;
    const Years& years;

    const Tokens& tokens() const { return block.tokens; }
    const Introduction& introduction() const { return context.introduction; }
    bool limited() const {
        return introduction().preposition == Preposition::before ||
               introduction().preposition == Preposition::by;
    }
};

std::optional<int> year_of(const Mention& mention) {
    if (const auto* moment = std::get_if<Moment>(&mention.date)) return moment->year;
    if (const auto* span = std::get_if<Span>(&mention.date)) return span->to.year;
    return std::nullopt;
}

/// "8/10 tiểu khu", "đường 30/4", "lớp 5/1".
bool counts_something(const Judged& judged) {
    static const Phrases before{
        "đường",     "phố",          "ngõ",       "ngách",  "hẻm",   "kiệt",    "số",
        "lớp",       "khối",         "tổ",        "phòng",  "chợ",   "mũi",     "cỡ",
        "chữ",       "khổ",          "nhà",       "xóm",    "thửa",  "ấp",      "bản",
        "tỷ lệ",     "đạt",          "điểm",      "dưới",   "hơn",   "gần",     "khoảng",
        "còn",       "vượt",         "nhóm",      "chỉ",    "thang", "xếp",     "cấp",
        "công viên", "quảng trường", "bệnh viện", "đại lộ", "cầu",   "công ty", "khu phố",
        "tiểu khu",  "tỉ lệ",        "bằng",      "được",   "chiếm", "khóa",    "thôn",
        "tầng",      "km",           "mức",       "thứ",    "quận"};
    static const Phrases after{"người",        "hộ",
                               "thôn",         "xã",
                               "phường",       "tổ",
                               "chi",          "em",
                               "học sinh",     "đơn vị",
                               "điểm",         "lượt",
                               "tuần",         "năm thực hiện",
                               "dịch vụ",      "thời",
                               "tiểu khu",     "khu phố",
                               "ấp",           "bản",
                               "xóm",          "thành viên",
                               "đại biểu",     "cụ",
                               "bài",          "trường",
                               "lớp",          "mũi",
                               "ca",           "suất",
                               "gia đình",     "hội viên",
                               "đảng viên",    "đoàn viên",
                               "công trình",   "tiêu chí",
                               "chỉ tiêu",     "km",
                               "ha",           "m",
                               "gương",        "mô hình",
                               "clb",          "câu lạc bộ",
                               "doanh nghiệp", "cơ sở",
                               "xã viên",      "cấp ủy viên",
                               "ban",          "dự án",
                               "phiếu",        "tổ dân phố",
                               "cấp ủy",       "cán bộ",
                               "huyện",        "tỉnh",
                               "mmhg",         "%",
                               "số",           "nhiệm vụ",
                               "nội dung",     "phụ nữ",
                               "trẻ em",       "tác phẩm",
                               "sản phẩm",     "cuộc",
                               "vụ",           "phần",
                               "tổng số"};
    const auto& tokens = judged.tokens();
    const auto begin = judged.mention.tokens.begin;
    static const Phrases classes{"lớp", "khối"};
    constexpr std::size_t near = 3;
    static const Phrases names{"nông thôn", "dân số", "chuyển đổi số", "giỗ tổ"};
    const bool range = tokens[begin].is("từ");
    if (!range && !judged.mention.in_words && before.ending(tokens, begin) > 0 &&
        names.ending(tokens, begin) == 0)
        return true;
    static const Phrases units{"ngày", "người", "phút", "lần", "tuần", "tháng", "giờ", "tiết", "m"};
    const auto end = judged.mention.tokens.end;
    if (judged.mention.dashed && units.at(tokens, end, tokens.size()) > 0) return true;
    if (!judged.introduction().day_word && !judged.mention.in_words &&
        classes.within(tokens, {begin - std::min(begin, near), begin}))
        return true;
    return !judged.introduction().day_word && !judged.mention.in_words &&
           after.at(tokens, judged.mention.tokens.end, tokens.size()) > 0;
}

/// "Thời gian: 14/8", "8/3: …" at the beginning of an item, a cell of its own.
bool stands_alone(const Judged& judged) {
    const auto& tokens = judged.tokens();
    const auto begin = judged.introduction().begin;
    const auto end = judged.mention.tokens.end;
    static const Phrases labels{
        "thời gian :",        "ngày :", "lịch :", "thời điểm :", "dự kiến", "ngày tổ chức :",
        "thời gian dự kiến :"};
    if (labels.ending(tokens, begin) > 0) return true;
    const bool opens = begin == 0 || tokens[begin - 1].is("|");
    const bool closes = end == tokens.size() || tokens[end].is("|");
    const bool tells =
        is_at(tokens, end, ":") || is_at(tokens, end, "-") || is_at(tokens, end, "(");
    const bool row = judged.block.role == Block::Role::row;
    return (opens && closes && row) || (begin == 0 && tells && !judged.mention.dashed && !closes) ||
           (opens && row && judged.mention.list > 0);
}

/// "Báo cáo: … 6 tháng (10/6), năm (10/12)".
bool is_report_in_brackets(const Judged& judged) {
    const auto& tokens = judged.tokens();
    const auto& [begin, end] = judged.mention.tokens;
    static const Phrases periods{"tháng (", "năm (", "qúy (", "tháng đầu năm ("};
    static const Phrases report{"báo cáo"};
    return periods.ending(tokens, begin) > 0 && is_at(tokens, end, ")") &&
           report.within(tokens, judged.context.before);
}

/// What makes d/m without a year a date and not a ratio.
bool is_supported(const Judged& judged) {
    const auto& introduction = judged.introduction();
    const auto* moment = std::get_if<Moment>(&judged.mention.date);
    if (moment != nullptr && moment->lunar) return true;
    if (introduction.day_word || judged.mention.in_words) return true;
    if (judged.mention.dashed)
        return introduction.preposition != Preposition::none ||
               name_before(judged.block, judged.mention, judged.context).has_value() ||
               year_of(judged.mention).has_value();
    if (year_of(judged.mention)) return true;
    if (introduction.preposition != Preposition::none) return true;
    if (name_before(judged.block, judged.mention, judged.context)) return true;
    if (is_report_in_brackets(judged)) return true;
    return stands_alone(judged) || introduction.time.has_value();
}

/// Windows ("tháng 10") and ranges are dates where they are introduced or stand alone.
bool is_window_supported(const Judged& judged) {
    const auto& tokens = judged.tokens();
    const auto begin = judged.mention.tokens.begin;
    static const Phrases openings{"trong",       "vào",   "các",  "đầu",  "giữa", "cuối",
                                  "hết",         "trước", "xong", "dịp",  "từ",   "đến",
                                  "thời gian :", "quá",   "nhất", "tuần", "là",   "hoàn thành",
                                  "dự kiến",     "hạn",   "hạn :"};
    if (begin == 0 || openings.ending(tokens, begin) > 0) return true;
    // "tháng 3, tháng 6 và tháng 10"
    const bool listed = begin >= 3 && (tokens[begin - 1].is(",") || tokens[begin - 1].is("và")) &&
                        tokens[begin - 2].digits > 0 && tokens[begin - 3].is("tháng");
    if (listed) return true;
    if (tokens[begin].is("trong") || tokens[begin].is("từ")) return true;
    const auto& span = std::get<Span>(judged.mention.date);
    const bool range = span.from.month != span.to.month && tokens[begin].is("tháng");
    if (stands_alone(judged) || range) return true;
    const bool bracketed =
        tokens[begin - 1].is("(") && is_at(tokens, judged.mention.tokens.end, ")");
    return bracketed || (tokens[begin - 1].is(",") && span.to.year.has_value());
}

/// "Tuần lễ Dinh dưỡng (16 – 23/10)", not "Tuần 2 (12/10 – 16/10):".
bool is_range_in_brackets(const Judged& judged) {
    const auto& [begin, end] = judged.mention.tokens;
    const auto& tokens = judged.tokens();
    const bool bracketed = begin > 0 && tokens[begin - 1].is("(") && is_at(tokens, end, ")");
    return bracketed && (names_campaign(judged.block, judged.context) ||
                         activity_in(judged.block, judged.context.before) != Activity::unknown);
}

bool is_number(const Judged& judged) {
    // Days that no calendar has are written as others are.
    const bool span = std::holds_alternative<Span>(judged.mention.date);
    const auto form = judged.mention.form;
    switch (form == Form::impossible && span ? Form::range : form) {
        case Form::recurring:
        case Form::anniversary:
            return false;
        case Form::window:
            return !is_window_supported(judged);
        case Form::range:
            if (judged.tokens()[judged.mention.tokens.begin].is("từ") && !counts_something(judged))
                return false;
            if (is_range_in_brackets(judged)) return false;
            [[fallthrough]];
        default:
            return counts_something(judged) || !is_supported(judged);
    }
}

bool is_birthday_or_effect(const Judged& judged) {
    static const Phrases words{"sinh",      "tính",
                               "vào đảng",  "chính thức",
                               "hiệu lực",  "thi hành",
                               "áp dụng",   "thông qua",
                               "ban hành",  "ký",
                               "ký kết",    "sinh năm",
                               "sửa đổi",   "có hiệu lực thi hành",
                               "công nhận", "tái lập",
                               "ngày gửi",  "nhập ngũ",
                               "từ trần",   "hiệu lực kể"};
    const auto& introduction = judged.introduction();
    if (introduction.preposition == Preposition::counted) return true;
    auto end = introduction.begin;
    if (end > 0 && judged.tokens()[end - 1].is("(")) --end;
    return words.ending(judged.tokens(), end) > 0 &&
           introduction.preposition != Preposition::before &&
           introduction.preposition != Preposition::by;
}

/// "số 12", "58/KH-BVSTBCPN", "07-NQ/TW".
bool has_document_number(const Tokens& tokens, Range range) {
    for (auto at = range.begin; at < range.end; ++at) {
        const bool code = tokens[at].is("/") && at + 1 < range.end && tokens[at + 1].capital;
        if (tokens[at].is("số") || code) return true;
    }
    return false;
}

/// "Nghị quyết số 11-NQ/TW ngày 27/4/2007", "Luật Bình đẳng giới ngày 29/11/2006".
bool is_citation(const Judged& judged) {
    const auto& introduction = judged.introduction();
    if (judged.mention.form != Form::day || introduction.time ||
        introduction.preposition != Preposition::none)
        return false;
    static const Phrases laws{"luật",      "bộ luật",   "nghị định",  "thông tư",  "nghị quyết",
                              "chỉ thị",   "kết luận",  "quyết định", "hiến pháp", "pháp lệnh",
                              "công văn",  "công điện", "tờ trình",   "quy chế",   "quy định",
                              "thông báo", "hướng dẫn", "hợp đồng",   "giấy mời",  "biên bản",
                              "sắc phong", "điều lệ",   "thông tri",  "văn bản"};
    static const Phrases others{"kế hoạch", "chương trình", "đề án", "báo cáo",
                                "luật",     "hướng dẫn",    "dự án"};
    static const Phrases deeds{"tổ chức", "vào",      "diễn ra",  "hoàn thành", "gửi",    "nộp",
                               "họp",     "khai mạc", "hội nghị", "tập huấn",   "trình",  "bắt đầu",
                               "tọa đàm", "kiểm tra", "giám sát", "hội thảo",   "công bố"};
    const auto& tokens = judged.tokens();
    const Range before = judged.context.before;
    const auto law = laws.last(tokens, before);
    const auto other = others.last(tokens, before);
    const auto document = law && (!other || *law > *other) ? law : other;
    if (!document) return false;
    const Range between{*document, before.end};
    const bool numbered = has_document_number(tokens, between);
    constexpr std::size_t longest_citation = 30;
    constexpr std::size_t longest_without_number = 8;
    const auto length = between.end - between.begin;
    const Range rest{*document + 1, before.end};
    if (length > longest_citation || deeds.within(tokens, rest)) return false;
    if (numbered) return true;
    const bool full = year_of(judged.mention).has_value();
    return full && document == law && length <= longest_without_number;
}

/// "Căn cứ …", "Thực hiện Công văn … và Công văn … ngày …": whatever is dated there is quoted.
bool is_in_recital(const Judged& judged) {
    static const Phrases openings{
        "căn cứ",   "xét",        "theo đề nghị",        "ban hành kèm theo",
        "kèm theo", "( kèm theo", "( ban hành kèm theo", "( căn cứ"};
    return openings.at(judged.tokens(), judged.context.sentence.begin, judged.tokens().size()) >
               0 &&
           judged.introduction().preposition == Preposition::none && !judged.introduction().time;
}

/// "năm 2025, ngày 15/3/2025 đã tổ chức …", "lần trước họp ngày 15/5".
bool is_past(const Judged& judged) {
    const auto& tokens = judged.tokens();
    const auto& years = judged.years;
    if (judged.block.looks_back) return true;
    const auto year = year_of(judged.mention);
    if (years.first > 0 && year && *year < years.first) return true;
    static const Phrases past{"đã",        "vừa qua",   "lần trước",        "năm ngoái",
                              "năm trước", "trước đây", "xảy ra",           "ghi nhận",
                              "cùng kỳ",   "lịch cũ",   "kết quả đạt được", "thời gian qua"};
    // What stands in brackets speaks of something else: "(8/10 tổ đã đăng ký)".
    constexpr std::size_t near = 6;
    auto after = judged.context.after;
    after.end = std::min(after.end, after.begin + near);
    for (auto at = after.begin; at < after.end; ++at)
        if (tokens[at].is("(") || tokens[at].is(",")) {
            const bool goes_on = tokens[at].is(",") && is_at(tokens, at + 1, "đã");
            const bool old = past.at(tokens, at + 1, tokens.size()) > 0 ||
                             past.at(tokens, at + 2, tokens.size()) > 0;
            if (!goes_on && !old) after.end = at;
        }
    if (past.within(tokens, after) && !judged.limited()) return true;
    if (judged.limited()) return false;
    auto before = judged.context.before;
    static const Phrases clauses{":", "nay"};
    if (const auto last = clauses.last(tokens, before)) before.begin = *last;
    if (past.within(tokens, before)) return true;
    // "Năm 2024, Hội đã …": the year of the sentence is over.
    const auto sentence = judged.context.sentence;
    const bool names_past_year =
        years.first > 0 && tokens.size() > sentence.begin + 1 && tokens[sentence.begin].is("năm") &&
        tokens[sentence.begin + 1].digits == 4 && tokens[sentence.begin + 1].value < years.first;
    return names_past_year && (!year || *year < years.first);
}

}  // namespace

std::string_view code(Reason reason) {
    switch (reason) {
        case Reason::citation:
            return "citation";
        case Reason::date_line:
            return "date-line";
        case Reason::past:
            return "past";
        case Reason::background:
            return "background";
        case Reason::number:
            return "number";
        case Reason::no_such_day:
            return "no-such-day";
        case Reason::open:
            return "open";
    }
    return "";
}

bool is_date_line(const Block& block, const Mention& mention) {
    const auto& tokens = block.tokens;
    const auto* moment = std::get_if<Moment>(&mention.date);
    if (!block.preamble || moment == nullptr || !moment->year || !mention.in_words) return false;
    auto at = mention.tokens.begin;
    if (at < 2 || !tokens[at - 1].is("ngày") || !tokens[at - 2].is(",")) return false;
    at -= 2;
    constexpr int longest_place = 8;
    int words = 0;
    while (at > 0 && !tokens[at].first_of_line && words < longest_place) {
        const auto& before = tokens[at - 1];
        if (before.is("-") && before.spaced && tokens[at].spaced) break;  // "Số 5 — Hà Trung, ngày"
        --at, ++words;
    }
    const auto end = mention.tokens.end;
    const bool closes = end >= tokens.size() || tokens[end].first_of_line || tokens[end].capital ||
                        tokens[end].kind == Token::Kind::mark;
    return closes && tokens[at].capital && words > 0;
}

std::optional<Reason> reason_to_leave_out(const Block& block, const Mention& mention,
                                          const Context& context, const Years& years) {
    const Judged judged{block, mention, context, years};
    if (is_date_line(block, mention)) return Reason::date_line;
    if (is_number(judged)) return Reason::number;
    if (is_citation(judged)) return Reason::citation;
    if (mention.form == Form::anniversary)
        return block.looks_back ? std::optional(Reason::past) : std::nullopt;
    if (is_birthday_or_effect(judged)) return Reason::background;
    // "(23/11/1946)" after the name of a day tells when it began.
    const bool founding = mention.form == Form::day && !block.looks_back &&
                          name_before(block, mention, context).has_value();
    if (!founding && is_past(judged)) return Reason::past;
    if (is_in_recital(judged)) return Reason::citation;
    if (mention.form == Form::impossible) return Reason::no_such_day;
    if (context.introduction.preposition == Preposition::after) return Reason::open;
    return std::nullopt;
}

}  // namespace nhaclich::document
