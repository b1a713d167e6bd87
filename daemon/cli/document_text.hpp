// A plan document as plain text or Markdown, whatever program wrote it.
// In: the path of a file, "-" for the standard input. Out: its text, or which program is missing.
#pragma once

#include "base/error.hpp"

#include <string>

namespace nhaclich::cli {

/// ".docx" and ".odt" by pandoc, else LibreOffice; ".doc" by LibreOffice; ".pdf" by pdftotext;
/// anything else is text already. "extract.no-converter", "extract.not-converted",
/// "extract.scanned" (a PDF of pictures), "file.unreadable", "file.too-large".
Result<std::string> document_text(const std::string& path);

}  // namespace nhaclich::cli
