// Last octets that many contents have in common: kept once, compressed once, and from the second
// content on in a file in memory too. In: octets. Out: the same object for the same octets.
#pragma once

#include "crypto/crypto.hpp"
#include "http/gzip.hpp"
#include "http/memory_file.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace nhaclich::http {

class CommonEnd;

/// Those that are held by anybody. One thread.
class CommonEnds {
  public:
    std::shared_ptr<const CommonEnd> of(std::string octets);
    /// In octets, each counted once.
    std::size_t memory() const { return book_->memory; }

  private:
    friend class CommonEnd;
    struct Book {
        std::map<crypto::Sha256, std::weak_ptr<CommonEnd>> by_digest = {};
        std::size_t memory = 0;
        std::size_t files = 0;
    };
    std::shared_ptr<Book> book_ = std::make_shared<Book>();
};

class CommonEnd {
  public:
    CommonEnd(std::string octets, const crypto::Sha256& digest,
              const std::shared_ptr<CommonEnds::Book>& book);
    CommonEnd(const CommonEnd&) = delete;
    CommonEnd& operator=(const CommonEnd&) = delete;
    ~CommonEnd();
    const std::string& octets() const { return octets_; }
    const MemoryFile* file() const { return file_.get(); }

    /// The end of a gzip member, once compressed() says so; until then go_on() again.
    bool compressed() const { return packed_.has_value(); }
    void go_on() const;
    const std::string& packed() const { return packed_->octets; }
    /// Of what was compressed.
    std::uint32_t crc() const { return packed_->crc; }

  private:
    friend class CommonEnds;
    struct Packed {
        std::string octets;
        std::uint32_t crc;
    };
    void is_shared(CommonEnds::Book& book);

    std::string octets_;
    crypto::Sha256 digest_;
    std::shared_ptr<const MemoryFile> file_;
    mutable std::unique_ptr<Gzip> compressing_;
    mutable std::optional<Packed> packed_;
    std::weak_ptr<CommonEnds::Book> book_;
};

}  // namespace nhaclich::http
