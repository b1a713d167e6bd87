// Located reading of a TOML file: every value knows its place, every wrong one is a fault.
// In: the file's text, then keys with the sort of value wanted.
// Out: values or nothing; faults, also for every unknown key.
#pragma once

#include "base/error.hpp"
#include "config/faults.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Declared, not included: toml++ stays inside section.cpp.
namespace toml {
inline namespace v3 {
class node;
class table;
}  // namespace v3
}  // namespace toml

namespace nhaclich::config {

/// A text as somebody wrote it, and where.
struct Written {
    std::string text;
    Where where;
};

enum class Need { optional, required };

/// One table of a file. Asking for a key makes it a known one; the destructor reports all others,
/// with the nearest known key. A reader therefore asks for every key it understands, always.
/// An absent table reads as an empty one, so required keys are missed and defaults apply.
class Section {
  public:
    /// `name` is how messages call it: "[board]", "[[member]]", or the file's name for its top.
    Section(const toml::table& table, std::string name, Where where, Faults& faults);
    Section(const Section&) = delete;
    Section& operator=(const Section&) = delete;
    ~Section();

    const std::string& name() const { return name_; }
    Faults& faults() { return faults_; }
    /// Of the section itself; where its faults go that have no key.
    const Where& where() const { return where_; }
    /// Of the value, or of the section if the key is absent.
    Where where(std::string_view key) const;
    bool has(std::string_view key) const;

    /// The following give nothing for an absent key ("config.key-missing" if required) and for a
    /// value of another sort ("config.expected-…").
    std::optional<Written> text(std::string_view key, Need need = Need::optional);
    /// A text of several lines; `where` is that of its first character, so that a place inside can
    /// be reckoned from it.
    std::optional<Written> passage(std::string_view key);
    /// A list of texts; a single text stands for a list of one. Wrong elements are left out.
    std::vector<Written> texts(std::string_view key, Need need = Need::optional);
    /// A text, or a TOML date as "2024-11-15".
    std::optional<Written> date_text(std::string_view key, Need need = Need::optional);
    std::vector<Written> date_texts(std::string_view key);
    /// A text, or a TOML time as "08:00".
    std::optional<Written> hour_text(std::string_view key, Need need = Need::optional);
    std::optional<bool> boolean(std::string_view key);
    /// Outside lowest..highest: "config.range".
    std::optional<std::int64_t> integer(std::string_view key, std::int64_t lowest,
                                        std::int64_t highest, Need need = Need::optional);
    bool is_table(std::string_view key) const;
    bool is_list(std::string_view key) const;

    using Reader = std::function<void(Section&)>;
    /// The table [key], given to `read` even if absent.
    void within(std::string_view key, const Reader& read);
    /// Every [[key]] in the order of the file.
    void each(std::string_view key, const Reader& read);
    /// Every key of a table whose keys the file is free to choose: none of them is unknown.
    void each_key(const std::function<void(const Written& key)>& read);

    /// Records a fault at the key's value.
    void fault(std::string_view key, MessageId id, Args args = {});
    /// The value, or nothing and the error recorded at `where`.
    template <class T>
    std::optional<T> accepted(Result<T> result, const Where& where) {
        if (result) return std::move(*result);
        refuse(std::move(result.error()), where);
        return std::nullopt;
    }
    void refuse(Error error, Where where);

  private:
    const toml::node* find(std::string_view key, Need need);
    Where place(const toml::node& node) const;
    std::string name_of(std::string_view key) const;
    std::optional<Written> written(const toml::node& node, std::string_view key);
    std::optional<Written> dated(const toml::node& node, std::string_view key);
    using ReadOne = std::optional<Written> (Section::*)(const toml::node&, std::string_view);
    std::vector<Written> list(std::string_view key, Need need, ReadOne read_one);

    const toml::table& table_;
    std::string name_;
    Where where_;
    Faults& faults_;
    std::set<std::string, std::less<>> known_;
    bool any_key_ = false;  ///< the keys are names the file chooses
};

/// A whole file, parsed; lives longer than the sections read from it.
class Document {
  public:
    /// A syntax error is one fault, "config.syntax" or "config.key-twice", and nothing.
    static std::optional<Document> parse(std::string_view text, const std::string& file,
                                         Faults& faults);
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    /// Reads the top of the file; unknown keys are reported before this returns.
    void read(const Section::Reader& reader, Faults& faults) const;

  private:
    Document(std::unique_ptr<toml::table> table, std::string file);
    std::unique_ptr<toml::table> table_;
    std::string file_;
};

/// What a fault shows of a file's text: on one line, nothing invisible, at most 80 characters.
std::string excerpt(std::string_view text);

}  // namespace nhaclich::config
