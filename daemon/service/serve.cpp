#include "service/serve.hpp"

#include "board/load.hpp"
#include "service/files.hpp"
#include "service/program.hpp"
#include "service/state.hpp"
#include "store/open.hpp"

#include <boost/system/system_error.hpp>

namespace nhaclich::service {

namespace {

Error cannot_listen(const config::HttpSettings& http, const boost::system::system_error& error) {
    return Error{"serve.listen"_msg,
                 {{"address", http.address},
                  {"port", std::to_string(http.port)},
                  {"reason", error.code().message()}},
                 {}};
}

}  // namespace

Served serve(const ServeOptions& options, const Voices& voices) {
    ignore_write_signals();
    if (const auto settings = read_file(options.settings_path); !settings) {
        voices.complain({settings.error()});
        return Served::could_not_run;
    }
    const auto configuration = board::load(options.settings_path, read_file);
    if (!configuration) {
        voices.complain(configuration.error());
        return Served::wrong_input;
    }
    const auto& settings = configuration->settings;
    const auto state = state_directory(options.state_directory, settings);
    // The lock first: a second daemon must not even take the port.
    auto database = store::open(state);
    if (!database) {
        voices.complain({database.error()});
        return Served::could_not_run;
    }
    auto links = links_of(state);
    if (!links) {
        voices.complain({links.error()});
        return Served::could_not_run;
    }
    try {
        return Program(options, settings, state, std::move(*database), std::move(*links), voices)
            .run();
    } catch (const boost::system::system_error& error) {
        voices.complain({cannot_listen(settings.http, error)});
        return Served::could_not_run;
    }
}

}  // namespace nhaclich::service
