#include "http/replies.hpp"

#include "http/unhurried.hpp"

namespace nhaclich::http {

namespace asio = boost::asio;

namespace {

Reply own(Prepared made, bool head_only) {
    Reply reply;
    reply.own = std::make_shared<const Prepared>(std::move(made));
    reply.answer = reply.own->answer(head_only);
    return reply;
}

asio::awaitable<void> compressed(const Resource& resource, const Wish& wish) {
    if (resource.is_ready(wish)) co_return;
    while (resource.go_on()) co_await others_turn();
}

}  // namespace

Reply Replies::refusal(unsigned status, bool head_only) const {
    Reply reply;
    reply.answer = refusals_.answer(status, head_only);
    return reply;
}

Reply Replies::found(Found found, const Request& request) const {
    if (!found) return refusal(found.error(), request.wish.head_only);
    Reply reply;
    reply.resource = std::move(*found);
    if (!reply.resource->allows(request.wish)) return refusal(412, request.wish.head_only);
    reply.answer = reply.resource->answer(request.wish);
    return reply;
}

Reply Replies::health(const Request& request) const {
    const Health health = sites_.health();
    const Fields fields{{"Cache-Control", "no-store"}, {"Content-Type", "application/json"}};
    return own(Prepared(health.ok ? 200 : 503, fields, health.text + "\n"), request.wish.head_only);
}

std::optional<Reply> Replies::site_at_hand(const Route& route, const Request& request) const {
    const auto site = sites_.current();
    if (!site) return refusal(503, request.wish.head_only);
    auto found = site->at_hand(route, request);
    if (!found || (*found && !(**found)->is_ready(request.wish))) return std::nullopt;
    return this->found(std::move(*found), request);
}

std::optional<Reply> Replies::personal_at_hand(const Request& request) const {
    const auto& personal = sites_.personal();
    auto resource = personal.at_hand ? personal.at_hand(request) : nullptr;
    if (resource && (resource->is_ready(request.wish) || !personal.find))
        return found(std::move(resource), request);
    if (!personal.find) return refusal(404, request.wish.head_only);
    return std::nullopt;
}

std::optional<Reply> Replies::at_once(const Request& request) {
    Reply reply;
    if (request.path == "*") {
        reply.answer = refusals_.options(Methods::read_and_post);
        return reply;
    }
    const Route* route = route_of(request.path);
    if (route == nullptr) return refusal(404, request.wish.head_only);
    if (!allows(route->methods, request.method)) {
        reply.answer = refusals_.not_allowed(route->methods);
        return reply;
    }
    if (request.method == Method::options) {
        reply.answer = refusals_.options(route->methods);
        return reply;
    }
    switch (route->handler) {
        case Handler::ready:
        case Handler::feed:
        case Handler::calendar:
        case Handler::event:
            return site_at_hand(*route, request);
        case Handler::health:
            return health(request);
        case Handler::personal:
            return personal_at_hand(request);
        case Handler::desk:
            if (!sites_.desk()) return refusal(404, request.wish.head_only);
            return std::nullopt;
    }
    return refusal(404, request.wish.head_only);
}

asio::awaitable<Reply> Replies::of_the_site(const Route& route, const Request& request) {
    Turn turn(large_);
    co_await turn.come();
    while (true) {
        const auto site = sites_.current();
        auto found = co_await site->find(route, request);
        if (found) co_await compressed(**found, request.wish);
        // Of a board that has been replaced meanwhile nothing may be handed out.
        if (site == sites_.current()) co_return this->found(std::move(found), request);
    }
}

asio::awaitable<Reply> Replies::personal(const Request& request) {
    auto calendar = co_await sites_.personal().find(request);
    if (calendar && !(*calendar)->is_ready(request.wish)) {
        Turn turn(large_);
        co_await turn.come();
        co_await compressed(**calendar, request.wish);
        // The same, unless something has changed meanwhile.
        calendar = co_await sites_.personal().find(request);
    }
    co_return found(std::move(calendar), request);
}

asio::awaitable<Reply> Replies::later(const Request& request, const std::string& posted) {
    const Route& route = *route_of(request.path);
    if (route.handler == Handler::personal) co_return co_await personal(request);
    if (route.handler != Handler::desk) co_return co_await of_the_site(route, request);
    const bool post = request.method == Method::post;
    const Visit visit{request.path, post, post ? posted : std::string{}, request.from_elsewhere};
    auto page = co_await sites_.desk()(visit);
    co_return own(std::move(page), request.wish.head_only);
}

}  // namespace nhaclich::http
