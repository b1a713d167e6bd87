// The program's front door: a table of verbs.
// In: the command line. Out: 0 ok, 1 the input is wrong, 2 could not run.
#pragma once

namespace nhaclich::cli {

int run(int argc, char** argv);

}  // namespace nhaclich::cli
