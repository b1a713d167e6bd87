#include "store/sqlite/acceptances.hpp"

#include <algorithm>
#include <array>
#include <boost/crc.hpp>
#include <boost/json.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <numeric>
#include <sys/stat.h>
#include <tuple>
#include <unistd.h>

namespace nhaclich::store::sqlite {

namespace json = boost::json;

namespace {

/// A page: the system writes it whole or not at all.
constexpr std::size_t size = 4096;
/// More than are ever accepted and not yet recorded.
constexpr int places_at_most = 256;
/// Row, attempt, Message-ID, seconds since 1970, the server's answer, the address, the server.
using Fields =
    std::tuple<RowId, int, std::string, std::int64_t, std::string, std::string, std::string>;
constexpr std::size_t checksum_digits = 8;

std::string checksum(std::string_view text) {
    boost::crc_32_type sum;
    sum.process_bytes(text.data(), text.size());
    return fmt::format("{:08x}", sum.checksum());
}

std::string text_of(const Acceptance& one) {
    auto text = json::serialize(json::array{one.row, one.attempt, one.message_id,
                                            one.at.time_since_epoch().count(), one.answer,
                                            one.address, one.server});
    return checksum(text) + text + '\n';
}

std::optional<Acceptance> acceptance_in(std::string_view page) {
    const auto line = page.substr(0, std::min(page.find('\n'), page.size()));
    if (line.size() < checksum_digits) return std::nullopt;
    const auto text = line.substr(checksum_digits);
    if (line.substr(0, checksum_digits) != checksum(text)) return std::nullopt;
    json::parse_options lenient;
    lenient.allow_invalid_utf8 = true;
    boost::system::error_code fault;
    const auto value = json::parse(text, fault, {}, lenient);
    if (fault) return std::nullopt;
    const auto fields = json::try_value_to<Fields>(value);
    if (!fields) return std::nullopt;
    const auto& [row, attempt, message_id, seconds, answer, address, server] = *fields;
    return Acceptance{row,    attempt, message_id, Instant{std::chrono::seconds{seconds}},
                      answer, address, server};
}

std::vector<Acceptance> all_in(int file) {
    std::vector<Acceptance> all;
    std::array<char, size> page{};
    for (int place = 0; place < places_at_most; ++place) {
        const auto got = ::pread(file, page.data(), page.size(), place * static_cast<off_t>(size));
        if (got <= 0) break;
        if (auto one = acceptance_in({page.data(), static_cast<std::size_t>(got)}))
            all.push_back(std::move(*one));
    }
    return all;
}

}  // namespace

Acceptances::Acceptances(const std::string& path)
    : file_(::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR)),
      left_(all_in(file_)) {
    for (int place = 0; place < places_at_most; ++place) free_.insert(place);
}

Acceptances::~Acceptances() {
    if (file_ >= 0) ::close(file_);
}

bool Acceptances::put(const Acceptance& acceptance) {
    const auto text = text_of(acceptance);
    if (text.size() > size) return false;
    const std::lock_guard lock(mutex_);
    if (free_.empty()) return false;
    const int place = *free_.begin();
    const auto written =
        ::pwrite(file_, text.data(), text.size(), place * static_cast<off_t>(size));
    if (written != static_cast<ssize_t>(text.size())) return false;
    free_.erase(place);
    places_.insert_or_assign(acceptance.row, place);
    return true;
}

bool Acceptances::holds(RowId row) {
    const std::lock_guard lock(mutex_);
    return places_.contains(row);
}

void Acceptances::drop(RowId row) {
    const std::lock_guard lock(mutex_);
    const auto found = places_.find(row);
    if (found == places_.end()) return;
    free_.insert(found->second);
    places_.erase(found);
}

}  // namespace nhaclich::store::sqlite
