#include "config/placeholders.hpp"

#include <boost/algorithm/string/trim.hpp>

namespace nhaclich::config {

namespace {

constexpr std::string_view open = "{{";
constexpr std::string_view close = "}}";

}  // namespace

Result<std::vector<std::string>> placeholders(std::string_view text) {
    std::vector<std::string> names;
    for (auto at = text.find(open); at != std::string_view::npos; at = text.find(open, at)) {
        at += open.size();
        const auto end = text.find(close, at);
        if (end == std::string_view::npos)
            return fail("config.placeholder-open"_msg, {{"text", std::string(text)}});
        names.emplace_back(boost::trim_copy(text.substr(at, end - at)));
        at = end;
    }
    return names;
}

std::string filled(std::string_view text,
                   const std::map<std::string, std::string, std::less<>>& values) {
    std::string result;
    while (true) {
        const auto at = text.find(open);
        const auto end = at == std::string_view::npos ? at : text.find(close, at);
        if (end == std::string_view::npos) return result.append(text);
        const auto name = boost::trim_copy(text.substr(at + open.size(), end - at - open.size()));
        const auto value = values.find(name);
        result += text.substr(0, at);
        result += value == values.end() ? text.substr(at, end + close.size() - at) : value->second;
        text.remove_prefix(end + close.size());
    }
}

}  // namespace nhaclich::config
