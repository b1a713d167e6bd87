// libcurl's multi interface on an Asio loop: many transfers, no thread of their own.
// In: prepared easy handles. Out: how each transfer ended.
#pragma once

#include "channel/curl.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <memory>

namespace nhaclich::channel {

/// One thread: that of the executor, whose context outlives this object.
class CurlMulti {
  public:
    explicit CurlMulti(const boost::asio::any_io_executor& executor);
    CurlMulti(const CurlMulti&) = delete;
    CurlMulti& operator=(const CurlMulti&) = delete;
    /// No transfer may be under way.
    ~CurlMulti();

    /// `easy` must live and stay untouched until this completes. Cancellation of any type takes the
    /// transfer off and throws operation_aborted.
    boost::asio::awaitable<CURLcode> perform(CURL* easy);

  private:
    class Core;
    struct Waiter;
    class Transfer;
    std::shared_ptr<Core> core_;
};

}  // namespace nhaclich::channel
