#include "cli/run.hpp"

int main(int argc, char** argv) { return nhaclich::cli::run(argc, argv); }
