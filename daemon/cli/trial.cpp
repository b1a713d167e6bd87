#include "cli/trial.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/system/system_error.hpp>

namespace nhaclich::cli {

namespace asio = boost::asio;
using namespace channel;

namespace {

struct Naming {
    Trial operator()(const Accepted& result) const { return {"accepted", result.answer}; }
    Trial operator()(const Deferred& result) const { return {"deferred", result.answer}; }
    Trial operator()(const Refused& result) const { return {"refused", result.answer}; }
    Trial operator()(const Gone& result) const { return {"refused", result.answer}; }
    Trial operator()(const Unsent& result) const { return {"timeout", result.answer}; }
    Trial operator()(const Doubtful& result) const { return {"doubtful", result.answer}; }
};

}  // namespace

Trial tried(asio::io_context& loop, Channel& channel, const Payload& payload,
            std::chrono::seconds at_most) {
    asio::cancellation_signal cancel;
    asio::steady_timer timer(loop, at_most);
    Trial trial{"timeout", {}};
    std::exception_ptr bug;
    bool done = false;
    const auto ended = [&](const std::exception_ptr& error, const SendResult& result) {
        done = true;
        bug = error;
        if (!error) trial = std::visit(Naming{}, result);
    };
    asio::co_spawn(loop, channel.send(payload), asio::bind_cancellation_slot(cancel.slot(), ended));
    timer.async_wait([&](const boost::system::error_code& cancelled) {
        if (!cancelled) cancel.emit(asio::cancellation_type::terminal);
    });
    loop.restart();
    while (!done) loop.run_one();
    timer.cancel();
    loop.poll();  // nothing that refers to this call is left behind
    try {
        if (bug) std::rethrow_exception(bug);
    } catch (const boost::system::system_error& error) {
        if (error.code() != asio::error::operation_aborted) throw;
    }
    return trial;
}

}  // namespace nhaclich::cli
