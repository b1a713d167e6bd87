#include "service/serve.hpp"

#include "board/load.hpp"
#include "service/certificate.hpp"
#include "service/files.hpp"
#include "service/last_good.hpp"
#include "service/program.hpp"
#include "service/state.hpp"
#include "store/open.hpp"

namespace nhaclich::service {

namespace {

Error cannot_listen(const http::CannotListen& error) {
    return Error{
        "serve.listen"_msg, {{"place", error.place}, {"reason", error.code().message()}}, {}};
}

/// Faulty files are no reason to end where sound ones were kept: nobody may be there to see it, and
/// what the plan said before is due all the same.
tl::expected<Beginning, std::vector<Error>> begin(const ServeOptions& options) {
    auto loaded = board::load(options.settings_path, read_file);
    if (loaded) return Beginning{std::move(*loaded), {}};
    // Of settings that cannot be read nobody knows where they would have the state.
    const LastGood last(options.settings_path, state_directory(options.state_directory));
    using Given = LastGood::Given;
    auto kept = last.kept(options.state_directory.empty() ? Given::no : Given::yes);
    if (!kept) return tl::unexpected(std::move(loaded.error()));
    return Beginning{std::move(*kept), std::move(loaded.error())};
}

}  // namespace

Served serve(const ServeOptions& options, const Voices& voices) {
    ignore_write_signals();
    hold_reloads();
    if (const auto settings = read_file(options.settings_path); !settings) {
        voices.complain({settings.error()});
        return Served::could_not_run;
    }
    const auto begun = begin(options);
    if (!begun) {
        voices.complain(begun.error());
        return Served::wrong_input;
    }
    const auto& settings = begun->configuration.settings;
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
    auto tls = tls_of(settings.http);
    if (!tls) {
        voices.complain({tls.error()});
        return Served::wrong_input;
    }
    try {
        Program program(options, *begun, state, std::move(*database), std::move(*links), voices);
        program.use(std::move(*tls));
        return program.run();
    } catch (const http::CannotListen& error) {
        voices.complain({cannot_listen(error)});
        return Served::could_not_run;
    }
}

}  // namespace nhaclich::service
