#include "cli/inputs.hpp"
#include "cli/output.hpp"
#include "cli/verb.hpp"
#include "config/lint.hpp"
#include "service/certificate.hpp"

#include <CLI/CLI.hpp>

namespace nhaclich::cli {

namespace {

void print_remark(const config::Remark& remark, const Common& common) {
    const bool note = remark.severity == config::Severity::note;
    if (common.json) {
        print_json(as_json(remark.what, note ? "note" : "warning", common.words()));
    } else {
        const auto label = common.words().text(note ? "cli.check.note" : "cli.check.warning");
        print_line(label + " " + common.words().located(remark.what));
    }
}

Exit check(const Common& common) {
    Exit status = Exit::ok;
    const auto configuration = loaded(common, status);
    if (!configuration) return status;
    if (const auto tls = service::tls_of(configuration->settings.http); !tls) {
        print_faults({tls.error()}, common);
        return Exit::input;
    }
    const Day today = configuration->settings.board.zone.day_of(now());
    const auto remarks = config::lint(*configuration, today);
    for (const auto& remark : remarks) print_remark(remark, common);
    if (!common.json)
        print_line(common.words().text(
            "cli.check.ok", {{"file", common.config},
                             {"entries", std::to_string(configuration->plan.entries.size())},
                             {"members", std::to_string(configuration->people.members.size())},
                             {"units", std::to_string(configuration->people.units.size())}}));
    return Exit::ok;
}

}  // namespace

Action declare_check(CLI::App& command, Common& common) {
    command.add_flag("--json", common.json, common.words().text("cli.option.json"));
    return [&common] { return check(common); };
}

}  // namespace nhaclich::cli
