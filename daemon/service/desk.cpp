#include "service/desk.hpp"

#include "http/pages/choices.hpp"

namespace nhaclich::service {

using boost::asio::awaitable;

namespace {

/// `one_click` stops as `stop` does.
enum class Action { none, stop, one_click, resume };

/// Of a form in either of the encodings browsers and mail providers use (RFC 8058 3.2).
Action action_in(std::string_view form) {
    const auto says = [&](std::string_view name, std::string_view value) {
        const std::string plain = std::string(name) + "=" + std::string(value);
        if (form == plain || form.starts_with(plain + "&") || form.ends_with("&" + plain) ||
            form.find("&" + plain + "&") != std::string_view::npos)
            return true;
        const std::string part =
            "name=\"" + std::string(name) + "\"\r\n\r\n" + std::string(value) + "\r\n";
        return form.find(part) != std::string_view::npos;
    };
    if (says("action", "resume")) return Action::resume;
    if (says("action", "stop")) return Action::stop;
    if (says("List-Unsubscribe", "One-Click")) return Action::one_click;
    return Action::none;
}

}  // namespace

Desk::Desk(const Boards& boards, store::OutboxStore& store, Clock& clock, const Links& links,
           std::function<void()> chosen)
    : boards_(boards), store_(store), clock_(clock), links_(links), chosen_(std::move(chosen)) {}

const plan::Member* Desk::owner(const std::string& path,
                                const std::shared_ptr<const board::Board>& board) {
    if (board != board_) {
        board_ = board;
        owners_.emplace(links_, board->configuration().people);
    }
    const auto member =
        owners_->of(std::string_view(path).substr(http::desk_path.size()), clock_.now());
    return member ? board_->configuration().people.find(*member) : nullptr;
}

awaitable<http::Prepared> Desk::receive(const http::Visit& visit) {
    const auto board = boards_.current().board;  // a reload may come while the store answers
    if (!board) co_return http::trouble_page(plan::Language::vi);
    const auto& settings = board->configuration().settings.board;
    const auto action = visit.posted ? action_in(visit.form) : Action::none;
    // A mail program that shows its mails in a browser may send the one click from there.
    if (visit.posted && visit.from_elsewhere && action != Action::one_click)
        co_return http::not_from_elsewhere_page(settings.language);
    const auto* member = owner(visit.path, board);
    if (member == nullptr) co_return http::no_such_page(settings.language);
    const auto records = co_await store_.records();
    if (!records) co_return http::trouble_page(settings.language);
    const auto& preferences = (*records)->of(member->id);
    const auto language = preferences.language.value_or(member->language);
    http::ChoicesInput page{settings.name.in(language).str(),
                            member->name.str(),
                            visit.path,
                            preferences.stopped,
                            false,
                            language};
    if (action == Action::none) co_return http::choices_page(page);
    const bool stop = action != Action::resume;
    if (stop != page.stopped) {
        const store::Choice choice{member->id, "stop", stop ? "yes" : "", clock_.now(), "link"};
        const auto written = co_await store_.choose(choice);
        if (!written) co_return http::trouble_page(language);
        chosen_();
    }
    page.stopped = stop;
    page.just_chosen = true;
    co_return http::choices_page(page);
}

}  // namespace nhaclich::service
