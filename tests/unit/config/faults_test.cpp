#include "config/section.hpp"
#include "support/source_file.hpp"
#include "unit/config/files.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <regex>

using namespace nhaclich;
using namespace nhaclich::config;
namespace fs = std::filesystem;

namespace {

const std::string corpus = source_file("tests/data/faults");

/// A case is a folder with the files that differ from those of base/.
Files files_of(const fs::path& folder) {
    auto files = sound_files();
    for (const auto& file : fs::directory_iterator(folder))
        files[file.path().filename().string()] = read_text(file.path().string());
    return files;
}

std::vector<fs::path> cases() {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(corpus))
        if (entry.is_directory() && entry.path().filename() != "base")
            folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

using Texts = std::map<std::string, std::string>;

/// Message id → text and remedy of a language, from the rooms whose faults a reader can meet.
Texts words(const std::string& language) {
    Texts texts;
    for (const std::string room : {"base", "calendar", "plan", "config", "message"}) {
        Faults faults;
        const auto path = "config/words/" + language + "/" + room + ".toml";
        const auto document = Document::parse(source(path), path, faults);
        REQUIRE(document);
        document->read(
            [&](Section& top) {
                top.each_key([&](const Written& key) {
                    top.within(key.text, [&](Section& section) {
                        for (const auto* part : {"text", "remedy", "explanation"})
                            if (const auto said = section.text(part))
                                texts[key.text] += said->text + "\n";
                    });
                });
            },
            faults);
        REQUIRE(faults.empty());
    }
    return texts;
}

std::string filled_in(std::string text, const Args& args) {
    for (const auto& arg : args)
        for (auto at = text.find("{" + arg.name + "}"); at != std::string::npos;
             at = text.find("{" + arg.name + "}", at + arg.value.size()))
            text.replace(at, arg.name.size() + 2, arg.value);
    return text;
}

/// {name}, but not the {{name}} that a clerk writes.
bool has_blank(const std::string& text) {
    static const std::regex blank(R"((^|[^{])\{[a-z0-9_-]+\})");
    return std::regex_search(text, blank);
}

}  // namespace

TEST_CASE("every broken configuration is told all its faults, in the order of file and line") {
    REQUIRE(cases().size() >= 30);
    for (const auto& folder : cases()) {
        INFO(folder.filename().string());
        const auto told = faults_of(files_of(folder));
        const auto expected = folder.string() + ".expected";
        if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(expected) << told;
        CHECK(told == read_text(expected));
        CHECK_FALSE(told.empty());
    }
}

TEST_CASE("every fault of the corpus has words in both languages, with all their blanks filled") {
    for (const std::string language : {"vi", "en"}) {
        const auto texts = words(language);
        for (const auto& folder : cases()) {
            const auto files = files_of(folder);
            const auto loaded = load("nhaclich.toml", reader(files));
            REQUIRE_FALSE(loaded);
            for (const auto& error : loaded.error()) {
                if (error.id.key.starts_with("file.")) continue;  // the caller's reader says it
                INFO(language << ' ' << folder.filename().string() << ' ' << error.id.key);
                const auto found = texts.find(std::string(error.id.key));
                REQUIRE(found != texts.end());
                CHECK_FALSE(has_blank(filled_in(found->second, error.args)));
            }
        }
    }
}

TEST_CASE("the base of the corpus itself is without fault") {
    CHECK(faults_of(sound_files()).empty());
}

TEST_CASE("no fault shows more than one line of what was written, and no control character") {
    auto files = sound_files();
    files["plan.toml"] = replaced(files["plan.toml"], "\"8/3\"",
                                  "\"8/3\\n\\u001b[31m" + std::string(500, 'x') + "\"");
    const auto loaded = load("nhaclich.toml", reader(files));
    REQUIRE_FALSE(loaded);
    REQUIRE(loaded.error().size() == 1);
    const auto& shown = loaded.error()[0].args.at(0).value;
    CHECK(shown.find('\n') == std::string::npos);
    CHECK(shown.find('\x1b') == std::string::npos);
    CHECK(shown.size() < 120);
}

TEST_CASE("a plan cut off anywhere is read or refused with places, and never half") {
    auto files = sound_files();
    const auto whole = files["plan.toml"] +
                       "\n[[deadline]]\nid = \"bao-cao\"\ntitle = \"Báo cáo\"" +
                       "\nbefore = \"5/6\"\nowed_by = [\"tieu-khu\"]\nremind = [\"-7d 08:00\"]\n";
    int refused = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
        INFO(size);
        files["plan.toml"] = whole.substr(0, size);
        const auto loaded = load("nhaclich.toml", reader(files));
        if (loaded) continue;
        ++refused;
        REQUIRE_FALSE(loaded.error().empty());
        for (const auto& error : loaded.error()) CHECK(error.where.value().line >= 1);
    }
    CHECK(refused > 100);
}
