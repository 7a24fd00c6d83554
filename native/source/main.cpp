#include "files.h"
#include "jobs.h"

#include <cstdio>
#include <cstring>

using nlohmann::json;

namespace {

void log_to_stderr(ggml_log_level level, const char * text, void *) {
    if (level >= GGML_LOG_LEVEL_WARN) std::fputs(text, stderr);
}

json hello() {
    json devices = json::array();
    for (const DeviceInfo & device : list_devices()) {
        devices.push_back({{"kind", device.kind}, {"name", device.name}, {"description", device.description},
                           {"freeMemory", device.free_memory}, {"totalMemory", device.total_memory}});
    }
    return {{"type", "hello"}, {"protocol", protocol_version}, {"version", trainer_version}, {"ggml", ggml_version()},
            {"ggmlCommit", ggml_commit()}, {"devices", devices}, {"threads", default_threads()}, {"kernels", kernels().name},
            {"precisions", bfloat16_term() ? json::array({"single", "bfloat16"}) : json::array({"single"})}};
}

// Commands one after another until stdin ends. A failure ends the command, not the program.
int serve() {
    Protocol protocol;
    int status = 0;
    try {
        check_ggml();
        protocol.send(hello());
    } catch (const Failure & failure) {
        protocol.send({{"type", "error"}, {"code", failure.code}, {"message", failure.what()}});
        return 3;
    }
    while (auto command = protocol.next()) {
        const std::string type = (*command)["type"];
        try {
            if (type == "start") run_training(protocol, *command);
            else if (type == "score") run_scoring(protocol, *command);
            else if (type == "estimate") run_estimate(protocol, *command);
            else if (type == "selfTest") run_self_test(protocol, *command);
            else if (type == "check") run_checks(protocol, *command);
            else if (type == "stop") break;
            else if (type == "status") protocol.send({{"type", "status"}, {"step", 0}, {"steps", 0}, {"epoch", 0}, {"paused", false},
                                                      {"memory", current_memory()}, {"peakMemory", peak_memory()}});
            else if (type != "pause" && type != "resume" && type != "checkpoint") throw Failure("bad-command", "an unknown command");
            status = 0;
        } catch (const Interrupted &) {
            protocol.send({{"type", "done"}, {"reason", "stopped"}, {"step", 0}, {"adapter", nullptr}});
        } catch (const Failure & failure) {
            protocol.send({{"type", "error"}, {"code", failure.code}, {"message", failure.what()}});
            status = 2;
        } catch (const std::bad_alloc &) {
            protocol.send({{"type", "error"}, {"code", "out-of-memory"}, {"message", "the machine has too little memory"}});
            status = 2;
        } catch (const std::exception &) {
            protocol.send({{"type", "error"}, {"code", "internal"}, {"message", "the trainer met something it does not know"}});
            status = 2;
        }
    }
    return status;
}

}  // namespace

int main(int argc, char ** argv) {
    ggml_log_set(log_to_stderr, nullptr);
    end_where_a_file_ends(json({{"type", "error"}, {"code", "model-changed"}, {"message", "the model file could not be read on"}}).dump() + "\n");
    if (argc > 1 && std::strcmp(argv[1], "reference") == 0) return reference_main(argc - 2, argv + 2);
    if (argc > 1 && std::strcmp(argv[1], "--version") == 0) {
        std::printf("asclepius-trainer %s, ggml %s (%s)\n", trainer_version, ggml_version(), ggml_commit());
        return 0;
    }
    return serve();
}
