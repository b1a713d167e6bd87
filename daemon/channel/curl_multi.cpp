#include "channel/curl_multi.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <chrono>
#include <map>
#include <stdexcept>

namespace nhaclich::channel {

namespace asio = boost::asio;
using asio::posix::stream_descriptor;
using boost::system::error_code;

/// Lives in the frame of perform().
struct CurlMulti::Waiter {
    explicit Waiter(const asio::any_io_executor& executor)
        : done(executor, asio::steady_timer::time_point::max()) {}
    asio::steady_timer done;
    std::optional<CURLcode> code;
};

/// What libcurl's callbacks and Asio's handlers share. A handler may come late, after the object it
/// was for is gone: it holds a weak_ptr to this and the very Socket it waited on, never a bare
/// number.
class CurlMulti::Core {
  public:
    explicit Core(const asio::any_io_executor& executor)
        : executor_(executor), timer_(executor), multi_(new_multi()) {}
    Core(const Core&) = delete;
    Core& operator=(const Core&) = delete;
    ~Core() { multi_.reset(); }  // calls back into sockets_ and timer_

    static std::shared_ptr<Core> make(const asio::any_io_executor& executor);
    void add(CURL* easy, Waiter& waiter);
    void remove(CURL* easy);

  private:
    struct Socket {
        explicit Socket(const asio::any_io_executor& executor) : descriptor(executor) {}
        stream_descriptor descriptor;
        int wanted = CURL_POLL_NONE;
        bool reading = false;  ///< an async_wait is pending
        bool writing = false;
        bool gone = false;  ///< libcurl has let go: its number may belong to somebody else
    };
    int watch(curl_socket_t number, int what);
    int set_timer(long milliseconds);
    void arm(const std::shared_ptr<Socket>& socket);
    void wait(const std::shared_ptr<Socket>& socket, stream_descriptor::wait_type type);
    void ready(const std::shared_ptr<Socket>& socket, stream_descriptor::wait_type type,
               const error_code& fault);
    void act(curl_socket_t number, int events);

    std::weak_ptr<Core> self_;
    asio::any_io_executor executor_;
    asio::steady_timer timer_;
    std::map<curl_socket_t, std::shared_ptr<Socket>> sockets_;
    std::map<CURL*, Waiter*> waiting_;
    CurlMultiHandle multi_;
};

std::shared_ptr<CurlMulti::Core> CurlMulti::Core::make(const asio::any_io_executor& executor) {
    auto core = std::make_shared<Core>(executor);
    core->self_ = core;
    const auto on_socket = [](CURL*, curl_socket_t number, int what, void* data, void*) {
        return static_cast<Core*>(data)->watch(number, what);
    };
    const auto on_timer = [](CURLM*, long milliseconds, void* data) {
        return static_cast<Core*>(data)->set_timer(milliseconds);
    };
    CURLM* multi = core->multi_.get();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, +on_socket);
    curl_multi_setopt(multi, CURLMOPT_SOCKETDATA, core.get());
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, +on_timer);
    curl_multi_setopt(multi, CURLMOPT_TIMERDATA, core.get());
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, 4L);
    return core;
}

void CurlMulti::Core::add(CURL* easy, Waiter& waiter) {
    waiting_.emplace(easy, &waiter);
    if (curl_multi_add_handle(multi_.get(), easy) != CURLM_OK)
        throw std::logic_error("libcurl refuses a transfer");
}

void CurlMulti::Core::remove(CURL* easy) {
    waiting_.erase(easy);
    curl_multi_remove_handle(multi_.get(), easy);
}

int CurlMulti::Core::watch(curl_socket_t number, int what) {
    const auto known = sockets_.find(number);
    if (what == CURL_POLL_REMOVE) {
        if (known == sockets_.end()) return 0;
        known->second->gone = true;
        known->second->descriptor.release();  // libcurl closes it
        sockets_.erase(known);
        return 0;
    }
    auto socket = known == sockets_.end() ? std::make_shared<Socket>(executor_) : known->second;
    if (known == sockets_.end()) {
        // Resolver sockets come this way too, without CURLOPT_OPENSOCKETFUNCTION.
        error_code fault;
        socket->descriptor.assign(number, fault);
        if (fault) return -1;
        sockets_.emplace(number, socket);
    }
    socket->wanted = what;
    arm(socket);
    return 0;
}

void CurlMulti::Core::arm(const std::shared_ptr<Socket>& socket) {
    if ((socket->wanted & CURL_POLL_IN) != 0 && !socket->reading) {
        socket->reading = true;
        wait(socket, stream_descriptor::wait_read);
    }
    if ((socket->wanted & CURL_POLL_OUT) != 0 && !socket->writing) {
        socket->writing = true;
        wait(socket, stream_descriptor::wait_write);
    }
}

void CurlMulti::Core::wait(const std::shared_ptr<Socket>& socket,
                           stream_descriptor::wait_type type) {
    socket->descriptor.async_wait(type, [weak = self_, socket, type](const error_code& fault) {
        if (const auto core = weak.lock()) core->ready(socket, type, fault);
    });
}

void CurlMulti::Core::ready(const std::shared_ptr<Socket>& socket,
                            stream_descriptor::wait_type type, const error_code& fault) {
    const bool read = type == stream_descriptor::wait_read;
    (read ? socket->reading : socket->writing) = false;
    if (socket->gone) return;
    const int wanted = read ? CURL_POLL_IN : CURL_POLL_OUT;
    if ((socket->wanted & wanted) == 0) return;
    const int event = read ? CURL_CSELECT_IN : CURL_CSELECT_OUT;
    act(socket->descriptor.native_handle(), fault ? CURL_CSELECT_ERR : event);
    if (!socket->gone) arm(socket);
}

int CurlMulti::Core::set_timer(long milliseconds) {
    // libcurl must not be called from its own callback, so 0 goes through the loop as well.
    timer_.cancel();
    if (milliseconds < 0) return 0;
    timer_.expires_after(std::chrono::milliseconds(milliseconds));
    timer_.async_wait([weak = self_](const error_code& fault) {
        const auto core = weak.lock();
        if (core && !fault) core->act(CURL_SOCKET_TIMEOUT, 0);
    });
    return 0;
}

void CurlMulti::Core::act(curl_socket_t number, int events) {
    int running = 0;
    curl_multi_socket_action(multi_.get(), number, events, &running);
    int left = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
        const auto found = waiting_.find(message->easy_handle);
        if (message->msg != CURLMSG_DONE || found == waiting_.end()) continue;
        found->second->code = message->data.result;
        found->second->done.cancel();
    }
}

/// A transfer is on the multi handle exactly as long as this lives, whatever ends the frame.
class CurlMulti::Transfer {
  public:
    Transfer(Core& core, CURL* easy, Waiter& waiter) : core_(core), easy_(easy) {
        core_.add(easy_, waiter);
    }
    Transfer(const Transfer&) = delete;
    Transfer& operator=(const Transfer&) = delete;
    ~Transfer() { core_.remove(easy_); }

  private:
    Core& core_;
    CURL* easy_;
};

CurlMulti::CurlMulti(const asio::any_io_executor& executor) : core_(Core::make(executor)) {}
CurlMulti::~CurlMulti() = default;

asio::awaitable<CURLcode> CurlMulti::perform(CURL* easy) {
    const auto executor = co_await asio::this_coro::executor;
    Waiter waiter(executor);
    const Transfer transfer(*core_, easy, waiter);
    co_await waiter.done.async_wait(asio::as_tuple(asio::use_awaitable));
    if (!waiter.code) throw boost::system::system_error(asio::error::operation_aborted);
    co_return *waiter.code;
}

}  // namespace nhaclich::channel
