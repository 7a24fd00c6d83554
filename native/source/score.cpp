#include "files.h"
#include "jobs.h"

#include <algorithm>
#include <chrono>
#include <cmath>

using nlohmann::json;

namespace {

std::string text(const json & at, const char * key, const char * fallback = "") {
    return at.contains(key) && at[key].is_string() ? at[key].get<std::string>() : std::string(fallback);
}

int64_t whole(const json & at, const char * key, int64_t fallback) {
    return at.contains(key) && at[key].is_number_integer() ? at[key].get<int64_t>() : fallback;
}

void answer(Protocol & protocol) {
    while (auto command = protocol.poll()) {
        if ((*command)["type"] == "stop") throw Interrupted {};
    }
    if (protocol.is_over()) throw Interrupted {};
}

}  // namespace

// Per-token log-likelihoods and perplexity: exp of the mean of -log p over the supervised tokens.
void run_scoring(Protocol & protocol, const json & command) {
    const auto start = std::chrono::steady_clock::now();
    Model model(text(command, "model"));
    const Backend backend(text(command, "device", "cpu"), int(whole(command, "threads", 0)));
    const Dataset data(text(command, "data"), model.shape().vocabulary, whole(command, "context", model.shape().context));
    const bool wants_tokens = command.contains("perToken") && command["perToken"] == true;
    std::unique_ptr<Adapter> adapter;
    const std::string adapter_path = text(command, "adapter");
    if (!adapter_path.empty()) adapter = std::make_unique<Adapter>(model, Adapter::read_settings(adapter_path, model), false);
    model.load(backend);
    if (adapter) {
        adapter->place(backend);
        adapter->read_values(adapter_path);
    }
    Engine engine(backend, model, adapter.get(), std::max<int64_t>(1, data.longest()), false);
    double total = 0.0;
    int64_t positions = 0;
    std::vector<float> likelihoods;
    for (size_t i = 0; i < data.size(); ++i) {
        const Dataset::Sequence sequence = data.sequence(i);
        likelihoods.resize(size_t(sequence.count - 1));
        const double loss = engine.run(sequence, 0.0f, likelihoods.data(), [&] { answer(protocol); });
        if (!std::isfinite(loss)) throw Failure("loss-not-finite", "the model gives no number for sample " + std::to_string(i));
        total += loss;
        positions += sequence.count - 1;
        json event = {{"type", "scored"}, {"index", i}, {"count", data.size()}, {"logLikelihood", -loss}, {"tokens", sequence.supervised_count}};
        if (wants_tokens) event["tokenLogLikelihoods"] = likelihoods;
        protocol.send(event);
    }
    model.require_unchanged();
    const double mean = total / double(std::max<int64_t>(1, data.supervised_total()));
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    protocol.send({{"type", "score"}, {"loss", mean}, {"perplexity", std::exp(std::min(mean, 700.0))}, {"tokens", data.supervised_total()},
                   {"seconds", seconds}, {"tokensPerSecond", double(positions) / seconds}, {"peakMemory", peak_memory()},
                   {"modelSha256", model.sha256()}, {"dataSha256", data.sha256()}});
}

void run_estimate(Protocol & protocol, const json & command) {
    Model model(text(command, "model"));
    const Backend backend(text(command, "device", "cpu"), int(whole(command, "threads", 0)));
    const int64_t context = whole(command, "context", model.shape().context);
    const bool trains = !(command.contains("trains") && command["trains"] == false);
    const AdapterSettings settings = read_adapter_settings(command.contains("lora") && command["lora"].is_object() ? command["lora"] : json::object());
    const Shape & shape = model.shape();
    const MemoryPlan plan = Engine::plan(backend, model, trains ? &settings : nullptr, context, trains);
    protocol.send({{"type", "estimate"}, {"memory", describe(plan)}, {"architecture", shape.architecture}, {"layers", shape.layers},
                   {"embedding", shape.embedding}, {"vocabulary", shape.vocabulary}, {"types", model.types()}, {"context", context},
                   {"trainedContext", shape.context}, {"device", backend.info().kind}, {"freeMemory", backend.info().free_memory},
                   {"totalMemory", backend.info().total_memory}});
}

void run_self_test(Protocol & protocol, const json & command) {
    Model model(text(command, "model"));
    const Backend backend(text(command, "device", "cpu"), int(whole(command, "threads", 0)));
    model.load(backend);
    const double tolerance = command.contains("tolerance") ? command["tolerance"].get<double>() : default_tolerance(model);
    const bool rounds = text(command, "precision") == "bfloat16";
    if (rounds) backend.require_bfloat16();
    self_test(protocol, backend, model, tolerance, rounds);
}
