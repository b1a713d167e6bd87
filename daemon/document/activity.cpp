#include "document/activity.hpp"

#include "document/phrases.hpp"

#include <algorithm>

namespace nhaclich::document {

namespace {

const Phrases& meetings() {
    static const Phrases words{"họp",
                               "hội nghị",
                               "hội thảo",
                               "giao ban",
                               "sơ kết",
                               "tổng kết",
                               "tọa đàm",
                               "đại hội",
                               "gặp mặt",
                               "mít tinh",
                               "cuộc họp",
                               "phiên họp",
                               "đối thoại",
                               "sinh hoạt chi bộ",
                               "sinh hoạt chi hội",
                               "sinh hoạt chi đoàn",
                               "sinh hoạt định kỳ",
                               "sinh hoạt câu lạc bộ",
                               "sinh hoạt clb",
                               "tiếp xúc cử tri",
                               "khai mạc",
                               "bế mạc",
                               "diễn đàn",
                               "hội ý",
                               "lễ",
                               "buổi lễ",
                               "mittinh",
                               "mít-tinh",
                               "buổi làm việc"};
    return words;
}

/// "lễ", "sơ kết" and others that here mean something else.
const Phrases& no_meetings() {
    static const Phrases words{"lễ hội",         "tuần lễ",
                               "ngày lễ",        "nghỉ lễ",
                               "dịp lễ",         "các lễ",
                               "báo cáo sơ kết", "báo cáo tổng kết",
                               "hội trường",     "lễ tết",
                               "lễ vu lan",      "lễ phật đản",
                               "lễ giáng sinh",  "đồ lễ",
                               "lễ vật",         "các ngày lễ",
                               "đại lễ",         "họp báo cáo viên",
                               "ngày hội",       "báo cáo kết quả sơ kết"};
    return words;
}

const Phrases& tasks() {
    static const Phrases words{
        "kiểm tra",     "giám sát",   "rà soát",      "tập huấn",     "thăm",      "tặng",
        "trao",         "khám",       "phát quà",     "mở lớp",       "bồi dưỡng", "xây dựng",
        "chuẩn bị",     "trang trí",  "hội thi",      "giải",         "hội diễn",  "hội thao",
        "tham quan",    "vận động",   "dâng hương",   "viếng",        "thắp nến",  "ra quân",
        "phun",         "vệ sinh",    "kiểm kê",      "luyện tập",    "quyên góp", "củng cố",
        "kiện toàn",    "tổng duyệt", "khảo sát",     "tự kiểm tra",  "thu gom",   "tiêm chủng",
        "cuộc thi",     "lễ hội",     "ngày hội",     "đào tạo",      "nạo vét",   "trồng cây",
        "tổng vệ sinh", "ngoại khóa", "tuyên truyền", "truyền thông", "treo",      "mở đợt",
        "tư vấn",       "hiến máu",   "chấm",         "hướng dẫn",    "làm",       "tiếp nhận",
        "sơn sửa"};
    return words;
}

const Phrases& submissions() {
    static const Phrases words{"gửi",
                               "nộp",
                               "báo cáo",
                               "quyết toán",
                               "hoàn thành",
                               "hoàn thiện hồ sơ",
                               "lập danh sách gửi",
                               "trả lời"};
    return words;
}

/// Tasks that are about a campaign rather than part of it.
const Phrases& about_campaigns() {
    static const Phrases words{"kiểm tra", "giám sát", "rà soát",   "tập huấn", "hội thi",  "thăm",
                               "khám",     "phun",     "luyện tập", "báo cáo",  "hội nghị", "họp"};
    return words;
}

const Phrases& campaigns() {
    static const Phrases words{"tháng hành động",
                               "tháng cao điểm",
                               "đợt cao điểm",
                               "cao điểm",
                               "chiến dịch",
                               "tuần lễ",
                               "phong trào",
                               "thi đua",
                               "đợt thi đua",
                               "cuộc vận động",
                               "đợt phát động",
                               "tháng thanh niên",
                               "tháng công nhân",
                               "tháng nhân đạo",
                               "tháng an toàn",
                               "tuần hành động",
                               "đợt sinh hoạt chính trị",
                               "mùa hè xanh",
                               "phát động",
                               "tháng khuyến học",
                               "đợt vận động",
                               "tháng ba biên giới",
                               "tháng hưởng ứng",
                               "đợt hoạt động",
                               "tuần cao điểm",
                               "đợt truyền thông"};
    return words;
}

/// "Tháng Nhân đạo", "Tuần Áo dài": a name.
bool is_named_time(const Tokens& tokens, std::size_t at) {
    if (at + 1 >= tokens.size()) return false;
    const auto& next = tokens[at + 1];
    static const Phrases months{"giêng", "hai",  "ba",   "tư",  "năm",  "sáu", "bảy",
                                "tám",   "chín", "mười", "một", "chạp", "âm"};
    return (tokens[at].is("tháng") || tokens[at].is("tuần")) && tokens[at].capital &&
           next.capital && months.at(tokens, at + 1, tokens.size()) == 0;
}

}  // namespace

Activity activity_in(const Block& block, Range range) {
    const auto& tokens = block.tokens;
    for (auto at = range.begin; at < range.end; ++at) {
        if (const auto length = no_meetings().at(tokens, at, range.end); length > 0) {
            if (tasks().at(tokens, at, range.end) > 0) return Activity::task;
            if (submissions().at(tokens, at, range.end) > 0) return Activity::submission;
            at += length - 1;
        } else if (meetings().at(tokens, at, range.end) > 0) {
            return Activity::meeting;
        } else if (submissions().at(tokens, at, range.end) > 0) {
            return Activity::submission;
        } else if (tasks().at(tokens, at, range.end) > 0) {
            return Activity::task;
        }
    }
    return Activity::unknown;
}

Activity activity_of(const Block& block, const Mention& mention, const Context& context,
                     std::size_t previous_end) {
    const auto before = context.before;
    const Range near{std::max(before.begin, previous_end), before.end};
    // "Ngày 05: Lễ khai giảng": what is done stands after it.
    const bool opens = before.empty();
    const Range whole{0, context.introduction.begin};
    const std::vector<Range> ranges =
        opens && context.segment.begin == 0
            ? std::vector<Range>{context.after, {mention.tokens.end, block.tokens.size()}}
            : std::vector<Range>{
                  near, before, {context.sentence.begin, before.end}, whole, context.after};
    for (const auto range : ranges)
        if (const auto activity = activity_in(block, range); activity != Activity::unknown)
            return activity;
    static const Phrases labels{"thời gian", "lần", "đợt", "dự kiến", "ngày", "buổi"};
    const bool label = labels.at(block.tokens, 0, block.tokens.size()) > 0;
    if (block.heading.empty() || !label) return Activity::unknown;
    Block heading;
    heading.text = block.heading;
    heading.tokens = tokens_of(heading.text);
    return activity_in(heading, {0, heading.tokens.size()});
}

bool names_campaign(const Block& block, const Context& context) {
    const auto& tokens = block.tokens;
    const auto named_in = [&](Range range) {
        for (auto at = range.begin; at < range.end; ++at) {
            if (about_campaigns().at(tokens, at, range.end) > 0) return false;
            if (campaigns().at(tokens, at, range.end) > 0 || is_named_time(tokens, at)) return true;
        }
        return false;
    };
    if (!context.before.empty()) {
        if (named_in(context.before)) return true;
        const bool cell = context.column > 0;
        return cell && named_in({0, context.before.begin});
    }
    return named_in(context.after) || (context.column > 0 && named_in({0, context.segment.begin}));
}

bool says_submission(const Block& block, const Context& context) {
    const auto& tokens = block.tokens;
    static const Phrases words{"gửi",      "nộp",        "xong",    "hoàn thành",
                               "hoàn tất", "quyết toán", "báo cáo", "trình"};
    static const Phrases no_words{"quá trình", "chương trình", "công trình", "báo cáo viên"};
    auto range = context.before;
    constexpr std::size_t near = 30;
    range.begin = std::max(range.begin, range.end - std::min(range.end, near));
    const auto said_in = [&](Range where) {
        for (auto at = where.end; at > where.begin; --at)
            if (words.at(tokens, at - 1, where.end) > 0 &&
                (at < 2 || no_words.at(tokens, at - 2, tokens.size()) == 0))
                return std::optional(at - 1);
        return std::optional<std::size_t>();
    };
    static const Phrases commas{","};
    if (const auto comma = commas.last(tokens, range); comma && said_in({*comma, range.end}))
        return true;
    const auto found = said_in(range);
    if (!found) return false;
    const auto other = tasks().last(tokens, range);
    const auto first_task = tasks().first(tokens, context.before);
    return (!other || *other < *found) &&
           (!first_task || *first_task > *found || *found + 6 >= range.end);
}

}  // namespace nhaclich::document
