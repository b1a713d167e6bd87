#include "document/extract.hpp"

#include "cli/document_text.hpp"
#include "cli/extract_json.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "document/draft.hpp"

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <cstdio>

namespace nhaclich::cli {

namespace {

struct AskedDocument {
    std::string file;
    std::optional<int> year;
    bool verbose = false;
};

document::DraftWords draft_words(const std::string& file, const message::Catalogue& words) {
    const auto word = [&](const char* key) { return words.text(std::string("cli.draft.") + key); };
    return {.head = words.text("cli.draft.head", {{"file", file}}),
            .gap = word("gap"),
            .gap_year = word("gap-year"),
            .gap_title = word("gap-title"),
            .gap_owed_by = word("gap-owed-by"),
            .gap_hour = word("gap-hour"),
            .gap_end = word("gap-end"),
            .gap_day = word("gap-day"),
            .section = word("section"),
            .confidence = word("confidence"),
            .same_source = word("same-source"),
            .due_hour = word("due-hour")};
}

void print_left_out(const document::Extract& found, const Common& common) {
    const auto& words = common.words();
    for (const auto& left : found.left_out)
        print_error(words.text("cli.extract.left-out",
                               {{"text", left.text},
                                {"section", left.section.empty() ? "-" : left.section},
                                {"reason", words.text(std::string("cli.extract.reason.") +
                                                      std::string(code(left.reason)))},
                                {"source", left.source}}));
}

Exit run(const AskedDocument& asked, const Common& common) {
    const auto& words = common.words();
    const auto text = document_text(asked.file);
    if (!text) {
        print_error(words.sentence(text.error()));
        return Exit::could_not_run;
    }
    const auto found = document::extract(*text, asked.year);
    if (!found) {
        print_error(words.sentence(found.error()));
        return Exit::input;
    }
    if (asked.verbose) print_left_out(*found, common);
    if (common.json) {
        print_line(boost::json::serialize(as_json(found->entries)));
        return Exit::ok;
    }
    std::fputs(document::draft(*found, draft_words(asked.file, words)).c_str(), stdout);
    const Args counts{{"entries", std::to_string(found->entries.size())},
                      {"left", std::to_string(found->left_out.size())},
                      {"file", asked.file}};
    print_error(words.text("cli.extract.summary", counts));
    return Exit::ok;
}

}  // namespace

Action declare_extract(CLI::App& command, Common& common) {
    auto asked = std::make_shared<AskedDocument>();
    const auto& words = common.words();
    command.add_option("FILE", asked->file, words.text("cli.option.document"))->required();
    constexpr int first_year = 2000;
    constexpr int last_year = 2100;
    command.add_option("--year", asked->year, words.text("cli.option.extract-year"))
        ->check(CLI::Range(first_year, last_year));
    command.add_flag("-v,--verbose", asked->verbose, words.text("cli.option.left-out"));
    command.add_flag("--json", common.json, words.text("cli.option.json-array"));
    return [&common, asked] { return run(*asked, common); };
}

}  // namespace nhaclich::cli
