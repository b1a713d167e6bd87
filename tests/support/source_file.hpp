#pragma once

#include <string>

// Where `path`, seen from the root of the sources these programs were built from, lies. One object
// file knows that root, so that all others are the same wherever the sources lie.
std::string source_file(const std::string& path);
