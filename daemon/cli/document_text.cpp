#include "cli/document_text.hpp"

#include "base/text.hpp"
#include "service/files.hpp"

#include <boost/filesystem/operations.hpp>
#include <boost/filesystem/path.hpp>
#include <boost/process/args.hpp>
#include <boost/process/io.hpp>
#include <boost/process/search_path.hpp>
#include <boost/process/system.hpp>
#include <iostream>
#include <iterator>
#include <vector>

namespace nhaclich::cli {

namespace {

namespace fs = boost::filesystem;
namespace process = boost::process;

/// A directory of our own that goes when we do.
class Scratch {
  public:
    Scratch() : path_(fs::temp_directory_path() / fs::unique_path("nhaclich-%%%%%%%%%%%%")) {
        fs::create_directory(path_);
        fs::permissions(path_, fs::owner_all);
    }
    ~Scratch() {
        boost::system::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    const fs::path& path() const { return path_; }

  private:
    fs::path path_;
};

Result<std::string> text_of(const fs::path& file) {
    auto read = service::read_file(file.string());
    if (!read) return tl::unexpected(read.error());
    return std::move(read->text);
}

bool succeeds(const fs::path& program, const std::vector<std::string>& arguments,
              const fs::path& output) {
    std::error_code failed;
    const int status = process::system(program, process::args(arguments),
                                       process::std_in<process::null, process::std_out> output,
                                       process::std_err > process::null, failed);
    return !failed && status == 0;
}

/// A file name that begins with "-" is no option of the program.
std::string argument(const std::string& path) { return fs::absolute(path).string(); }

Result<std::string> by_pandoc(const fs::path& pandoc, const std::string& path) {
    const Scratch scratch;
    const auto output = scratch.path() / "document.md";
    // Pipe tables keep a row on a line.
    if (!succeeds(pandoc, {"--to=gfm", "--wrap=none", "--", argument(path)}, output))
        return fail("extract.not-converted"_msg, {{"file", path}, {"program", "pandoc"}});
    return text_of(output);
}

Result<std::string> by_office(const fs::path& office, const std::string& path) {
    const Scratch scratch;
    const std::vector<std::string> arguments{
        "-env:UserInstallation=file://" + (scratch.path() / "profile").string(),
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        scratch.path().string(),
        argument(path)};
    const auto output = scratch.path() / (fs::path(path).stem().string() + ".txt");
    if (!succeeds(office, arguments, scratch.path() / "log") || !fs::exists(output))
        return fail("extract.not-converted"_msg, {{"file", path}, {"program", "LibreOffice"}});
    return text_of(output);
}

Result<std::string> by_office_or_missing(const std::string& path, const std::string& packages) {
    for (const auto* name : {"soffice", "libreoffice"})
        if (const auto office = process::search_path(name); !office.empty())
            return by_office(office, path);
    return fail("extract.no-converter"_msg, {{"file", path}, {"packages", packages}});
}

Result<std::string> from_word(const std::string& path) {
    const auto pandoc = process::search_path("pandoc");
    if (!pandoc.empty()) return by_pandoc(pandoc, path);
    return by_office_or_missing(path, "pandoc");
}

Result<std::string> from_pdf(const std::string& path) {
    const auto pdftotext = process::search_path("pdftotext");
    if (pdftotext.empty())
        return fail("extract.no-converter"_msg, {{"file", path}, {"packages", "poppler-utils"}});
    const Scratch scratch;
    const auto output = scratch.path() / "document.txt";
    if (!succeeds(pdftotext, {"-layout", "-enc", "UTF-8", argument(path), output.string()},
                  scratch.path() / "log"))
        return fail("extract.not-converted"_msg, {{"file", path}, {"program", "pdftotext"}});
    auto text = text_of(output);
    if (text && text->find_first_not_of(" \t\r\n\f") == std::string::npos)
        return fail("extract.scanned"_msg, {{"file", path}});
    return text;
}

}  // namespace

Result<std::string> document_text(const std::string& path) {
    if (path == "-")
        return std::string(std::istreambuf_iterator<char>(std::cin),
                           std::istreambuf_iterator<char>());
    const auto extension = lower_case(fs::path(path).extension().string());
    const bool converts =
        extension == ".docx" || extension == ".odt" || extension == ".doc" || extension == ".pdf";
    if (converts && !fs::is_regular_file(path)) return text_of(path);  // says why not
    if (extension == ".docx" || extension == ".odt") return from_word(path);
    if (extension == ".doc") return by_office_or_missing(path, "libreoffice-writer-nogui");
    if (extension == ".pdf") return from_pdf(path);
    return text_of(path);
}

}  // namespace nhaclich::cli
