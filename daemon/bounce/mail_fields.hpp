// The header of a mail, or a group of fields of a delivery report, read in one pass.
// In: foreign octets. Out: field names and unfolded values, both bounded.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace nhaclich::bounce {

/// Names in lower case. At most 200 fields of 4096 octets each; what is beyond is read over.
class Fields {
  public:
    /// Reads from the front of `text` to the first empty line, which it takes away too (RFC 5322
    /// 2.1, 2.2.3). A line that is no field is read over.
    static Fields read(std::string_view& text);

    /// Of the first field of that name, without white space around it; "" if there is none.
    std::string_view first(std::string_view name) const;
    bool has(std::string_view name) const;
    /// Of all fields of that name.
    std::vector<std::string_view> all(std::string_view name) const;
    bool empty() const { return fields_.empty(); }

  private:
    void add(std::string_view line);
    void extend(std::string_view line);

    std::vector<std::pair<std::string, std::string>> fields_;
    bool open_ = false;  ///< a folded line would belong to the last field
};

/// The next line without its end; `text` goes on behind it.
std::string_view next_line(std::string_view& text);
std::string_view trimmed(std::string_view text);
/// ASCII letters in lower case.
std::string lowered(std::string_view text);

}  // namespace nhaclich::bounce
