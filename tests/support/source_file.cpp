#include "support/source_file.hpp"

std::string source_file(const std::string& path) { return SOURCE_DIR "/" + path; }
