#include "service/serve.hpp"

#include "cli/output.hpp"
#include "cli/verb.hpp"

#include <CLI/CLI.hpp>
#include <cstdio>

namespace nhaclich::cli {

namespace {

Exit exit_of(service::Served served) {
    switch (served) {
        case service::Served::stopped:
            return Exit::ok;
        case service::Served::wrong_input:
            return Exit::input;
        case service::Served::could_not_run:
            return Exit::could_not_run;
    }
    return Exit::could_not_run;
}

Exit serve(const Common& common, const std::string& state) {
    const service::Voices voices{common.words(),
                                 [&common](const std::vector<Error>& faults) {
                                     for (const auto& fault : faults)
                                         print_error(common.words().located(fault));
                                 },
                                 [](const std::string& text) {
                                     print_line(text);
                                     std::fflush(stdout);
                                 }};
    return exit_of(service::serve({common.config, state}, voices));
}

}  // namespace

Action declare_serve(CLI::App& command, Common& common) {
    auto state = std::make_shared<std::string>();
    command.add_option("--state", *state, common.words().text("cli.option.state"));
    return [&common, state] { return serve(common, *state); };
}

}  // namespace nhaclich::cli
