#include "checkpoint.h"
#include "files.h"
#include "jobs.h"
#include "sha256.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <numeric>
#include <sys/stat.h>
#include <unistd.h>

using nlohmann::json;

namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

struct Settings {
    std::string model, output, train, validation, start_adapter, device, settings_hash;
    AdapterSettings lora;
    OptimiserSettings optimiser;
    std::string schedule, precision;
    uint64_t warmup = 0, batch = 1, epochs = 1, steps = 0, seed = 1, validate_every = 0, checkpoint_every = 0, patience = 0;
    double final_fraction = 0.0, minimum_gain = 0.0;
    int threads = 0;
    int64_t context = 0;
    bool shuffle = true, self_test = true, resume = true, gives_adapters = false;
    json metadata;
    std::string training_text;  // everything that decides the result, as it is stored in the adapter
};

template <typename T>
T field(const json & at, const char * key, T fallback) {
    if (!at.is_object() || !at.contains(key) || at[key].is_null()) return fallback;
    try {
        return at[key].get<T>();
    } catch (const json::exception &) {
        throw Failure("bad-settings", std::string(key) + " is of the wrong kind");
    }
}

json part(const json & at, const char * key) { return at.contains(key) && at[key].is_object() ? at[key] : json::object(); }

void require(bool is_right, const char * words) {
    if (!is_right) throw Failure("bad-settings", words);
}

void read_optimiser(const json & o, OptimiserSettings & s) {
    s.learning_rate = field(o, "learningRate", s.learning_rate);
    s.beta1 = field(o, "beta1", s.beta1);
    s.beta2 = field(o, "beta2", s.beta2);
    s.epsilon = field(o, "epsilon", s.epsilon);
    s.weight_decay = field(o, "weightDecay", s.weight_decay);
    s.clip = field(o, "clip", s.clip);
    require(s.learning_rate > 0 && std::isfinite(s.learning_rate), "the learning rate is above zero");
    require(s.beta1 >= 0 && s.beta1 < 1 && s.beta2 >= 0 && s.beta2 < 1, "betas lie between 0 and 1");
    require(s.epsilon > 0 && s.weight_decay >= 0 && s.clip >= 0, "epsilon is above zero; decay and clip are not below zero");
}

Settings read_settings(const json & c) {
    Settings s;
    s.model = field<std::string>(c, "model", "");
    s.output = field<std::string>(c, "output", "");
    s.train = field<std::string>(c, "train", "");
    s.validation = field<std::string>(c, "validation", "");
    s.start_adapter = field<std::string>(c, "adapter", "");
    s.device = field<std::string>(c, "device", "cpu");
    s.threads = field(c, "threads", 0);
    s.context = field<int64_t>(c, "context", 0);
    s.lora = read_adapter_settings(part(c, "lora"));
    read_optimiser(part(c, "optimiser"), s.optimiser);
    const json schedule = part(c, "schedule");
    s.schedule = field<std::string>(schedule, "kind", "cosine");
    s.precision = field<std::string>(c, "precision", "single");
    s.warmup = field<uint64_t>(schedule, "warmupSteps", 0);
    s.final_fraction = field(schedule, "finalFraction", 0.0);
    s.batch = field<uint64_t>(c, "batch", 1);
    s.epochs = field<uint64_t>(c, "epochs", 1);
    s.steps = field<uint64_t>(c, "steps", 0);
    s.seed = field<uint64_t>(c, "shuffleSeed", 1);
    s.shuffle = field(c, "shuffle", true);
    s.validate_every = field<uint64_t>(c, "validateEvery", 0);
    s.checkpoint_every = field<uint64_t>(c, "checkpointEvery", 0);
    s.patience = field<uint64_t>(c, "patience", 0);
    s.minimum_gain = field(c, "minimumGain", 0.0);
    s.self_test = field(c, "selfTest", true);
    s.resume = field(c, "resume", true);
    s.gives_adapters = field(c, "adapterAtCheckpoint", false);
    s.metadata = part(c, "metadata");
    require(!s.model.empty() && !s.output.empty() && !s.train.empty(), "model, output and train are given");
    require(s.schedule == "constant" || s.schedule == "linear" || s.schedule == "cosine", "the schedule is constant, linear or cosine");
    require(s.precision == "single" || s.precision == "bfloat16", "the precision is single or bfloat16");
    require(s.batch > 0 && (s.epochs > 0 || s.steps > 0), "batch, and epochs or steps, are above zero");
    require(s.patience == 0 || (s.validate_every > 0 && !s.validation.empty()), "patience needs validation");
    return s;
}

// Warm-up rises from 1/warmup; then constant, a line or half a cosine down to final_fraction.
double rate_at(const Settings & s, uint64_t step, uint64_t total) {
    const double base = s.optimiser.learning_rate;
    if (step <= s.warmup) return base * double(step) / double(s.warmup);
    if (s.schedule == "constant" || total <= s.warmup) return base;
    const double progress = std::min(1.0, double(step - 1 - s.warmup) / double(std::max<uint64_t>(1, total - s.warmup)));
    const double left = s.schedule == "linear" ? 1.0 - progress : 0.5 * (1.0 + std::cos(M_PI * progress));
    return base * (s.final_fraction + (1.0 - s.final_fraction) * left);
}

// The order of samples in one pass: Fisher and Yates over splitmix64 of (seed, pass).
std::vector<size_t> order_of(const Settings & s, const Dataset & data, uint64_t epoch) {
    std::vector<size_t> order;
    for (size_t i = 0; i < data.size(); ++i) {
        if (data.sequence(i).supervised_count > 0) order.push_back(i);
    }
    if (!s.shuffle) return order;
    uint64_t state = s.seed * 0x9e3779b97f4a7c15ull + epoch + 1;
    for (size_t i = order.size(); i > 1; --i) {
        uint64_t z = (state += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        std::swap(order[i - 1], order[size_t((z ^ (z >> 31)) % i)]);
    }
    return order;
}

class Training {
public:
    Training(Protocol & protocol, Settings settings)
        : protocol_(protocol), s_(std::move(settings)), lock_(s_.output), model_(s_.model), backend_(s_.device, s_.threads) {}

    void run() {
        prepare();
        try {
            work();
        } catch (const Interrupted &) {
            checkpoint();
            protocol_.send({{"type", "done"}, {"reason", "stopped"}, {"step", at_.step}, {"adapter", nullptr}});
        }
    }

private:
    void prepare();
    void work();
    void listen();
    void one_step();
    double validate();
    void consider(double loss);
    void checkpoint();
    void finish(const char * reason);
    json status() const;
    std::vector<std::pair<std::string, std::string>> metadata() const;
    std::string best_path() const { return s_.output + "/best.gguf"; }
    void give_adapter();

    Protocol & protocol_;
    Settings s_;
    FolderLock lock_;
    Model model_;
    Backend backend_;
    std::unique_ptr<Dataset> data_, validation_;
    std::unique_ptr<Adapter> adapter_;
    std::unique_ptr<Engine> engine_;
    Identity identity_;
    Progress at_;
    std::vector<size_t> order_;
    std::vector<std::string> given_;
    uint64_t order_epoch_ = ~uint64_t(0), total_steps_ = 0, saved_step_ = ~uint64_t(0), start_step_ = 0;
    bool is_paused_ = false;
    Clock::time_point began_ = Clock::now();
};

void Training::prepare() {
    const Shape & shape = model_.shape();
    const bool rounds = s_.precision == "bfloat16";
    if (rounds) backend_.require_bfloat16();
    if (!s_.start_adapter.empty()) {
        AdapterSettings found = Adapter::read_settings(s_.start_adapter, model_);
        found.seed = s_.lora.seed;
        s_.lora = found;
    }
    const int64_t limit = s_.context > 0 ? s_.context : shape.context;
    data_ = std::make_unique<Dataset>(s_.train, shape.vocabulary, limit);
    if (!s_.validation.empty()) validation_ = std::make_unique<Dataset>(s_.validation, shape.vocabulary, limit);
    order_ = order_of(s_, *data_, 0);
    order_epoch_ = 0;
    if (order_.empty()) throw Failure("bad-data", "no token of the data is to be learned");
    const uint64_t per_epoch = (order_.size() + s_.batch - 1) / s_.batch;
    total_steps_ = s_.steps > 0 ? s_.steps : per_epoch * s_.epochs;
    const int64_t longest = std::max(data_->longest(), validation_ ? validation_->longest() : 0);

    const MemoryPlan plan = Engine::plan(backend_, model_, &s_.lora, longest, true);
    model_.load(backend_);
    const uint64_t start_hash_length = s_.start_adapter.empty() ? 0 : 64;
    json identity = {{"rank", s_.lora.rank}, {"alpha", s_.lora.alpha}, {"seed", s_.lora.seed}, {"learningRate", s_.optimiser.learning_rate},
                     {"beta1", s_.optimiser.beta1}, {"beta2", s_.optimiser.beta2}, {"epsilon", s_.optimiser.epsilon},
                     {"weightDecay", s_.optimiser.weight_decay}, {"clip", s_.optimiser.clip}, {"schedule", s_.schedule}, {"warmupSteps", s_.warmup},
                     {"finalFraction", s_.final_fraction}, {"batch", s_.batch}, {"steps", total_steps_}, {"shuffle", s_.shuffle},
                     {"shuffleSeed", s_.seed}, {"validateEvery", s_.validate_every}, {"patience", s_.patience}, {"minimumGain", s_.minimum_gain},
                     {"startAdapter", start_hash_length ? sha256_of_file(s_.start_adapter) : ""}, {"targets", json::array()}};
    for (int p = 0; p < projection_count; ++p) {
        if (s_.lora.targets[p]) identity["targets"].push_back(projection_labels[p]);
    }
    if (s_.precision != "single") identity["precision"] = s_.precision;
    s_.training_text = identity.dump();
    identity_ = {model_.sha256(), data_->sha256(), validation_ ? validation_->sha256() : "", sha256_of(s_.training_text.data(), s_.training_text.size())};

    if (s_.self_test) self_test(protocol_, backend_, model_, default_tolerance(model_), rounds);
    adapter_ = std::make_unique<Adapter>(model_, s_.lora, true);
    adapter_->place(backend_);
    adapter_->initialise();
    if (!s_.start_adapter.empty()) adapter_->read_values(s_.start_adapter);
    engine_ = std::make_unique<Engine>(backend_, model_, adapter_.get(), longest, true);
    if (rounds) engine_->round_products(Rounding::gradients);
    const auto missing = engine_->missing_operations();
    if (!missing.empty()) throw Failure("no-operation", "the device lacks the operation " + missing.front());
    remove_partial(s_.output);
    if (s_.resume) {
        const LoadedCheckpoint loaded = load_checkpoint(s_.output, identity_, *adapter_);
        for (size_t i = 0; i < loaded.damaged.size(); ++i) {
            protocol_.send({{"type", "warning"}, {"code", "checkpoint-damaged"}, {"message", "a damaged checkpoint was passed over"}});
        }
        if (loaded.found) {
            at_ = loaded.progress;
            saved_step_ = at_.step;
        }
    }
    start_step_ = at_.step;
    protocol_.send({{"type", "plan"}, {"memory", describe(plan)}, {"steps", total_steps_}, {"stepsPerEpoch", per_epoch},
                    {"sequences", order_.size()}, {"supervisedTokens", data_->supervised_total()}, {"parameters", adapter_->size()},
                    {"resumedFrom", at_.step}, {"modelSha256", model_.sha256()}, {"dataSha256", data_->sha256()},
                    {"device", backend_.info().kind}, {"threads", backend_.threads()}, {"kernels", backend_.is_cpu() ? kernels().name : "device"},
                    {"precision", s_.precision}});
}

json Training::status() const {
    return {{"type", "status"}, {"step", at_.step}, {"steps", total_steps_}, {"epoch", at_.epoch}, {"paused", is_paused_},
            {"memory", current_memory()}, {"peakMemory", peak_memory()}};
}

// Between layers and between steps: answers commands; throws Interrupted to end.
void Training::listen() {
    for (;;) {
        if (protocol_.is_over()) throw Interrupted {};
        auto command = is_paused_ ? protocol_.next() : protocol_.poll();
        if (!command) {
            if (is_paused_) throw Interrupted {};
            return;
        }
        const std::string type = (*command)["type"];
        if (type == "stop") throw Interrupted {};
        if (type == "status") protocol_.send(status());
        if (type == "checkpoint") checkpoint();
        if (type == "pause" && !is_paused_) {
            is_paused_ = true;
            checkpoint();
            protocol_.send({{"type", "paused"}, {"step", at_.step}});
        }
        if (type == "resume" && is_paused_) {
            is_paused_ = false;
            protocol_.send({{"type", "resumed"}, {"step", at_.step}});
        }
    }
}

void Training::checkpoint() {
    if (saved_step_ == at_.step) return;
    if (s_.gives_adapters) give_adapter();
    save_checkpoint(s_.output, at_, identity_, *adapter_);
    saved_step_ = at_.step;
    protocol_.send({{"type", "checkpoint"}, {"step", at_.step}});
}

// The adapter as it is at this checkpoint, for looking at what it answers: adapter-<step>.gguf. The
// two newest stay, as with checkpoints.
void Training::give_adapter() {
    char name[64];
    std::snprintf(name, sizeof name, "/adapter-%08llu.gguf", static_cast<unsigned long long>(at_.step));
    adapter_->save(s_.output + name, metadata());
    given_.push_back(s_.output + name);
    if (given_.size() > 2) {
        unlink(given_.front().c_str());
        given_.erase(given_.begin());
    }
}

// Gradients of all samples of a batch are weighted by the batch's supervised tokens, so that n
// samples give what one batch of them would: loss = sum of -log p / number of supervised tokens.
void Training::one_step() {
    const auto start = Clock::now();
    const double attention = engine_->attention_seconds();
    if (order_epoch_ != at_.epoch) {
        order_ = order_of(s_, *data_, at_.epoch);
        order_epoch_ = at_.epoch;
    }
    const uint64_t end = std::min<uint64_t>(order_.size(), at_.cursor + s_.batch);
    int64_t supervised = 0, positions = 0;
    for (uint64_t i = at_.cursor; i < end; ++i) {
        supervised += data_->sequence(order_[i]).supervised_count;
        positions += data_->sequence(order_[i]).count - 1;
    }
    adapter_->clear_gradients();
    double loss = 0.0;
    for (uint64_t i = at_.cursor; i < end; ++i) {
        loss += engine_->run(data_->sequence(order_[i]), 1.0f / float(supervised), nullptr, [this] { listen(); });
    }
    loss /= double(supervised);
    model_.require_unchanged();
    adapter_->fetch_gradients();
    const double size = gradient_norm(adapter_->gradients());
    if (!std::isfinite(loss) || !std::isfinite(size)) {
        throw Failure("loss-not-finite", "the loss of step " + std::to_string(at_.step + 1) + " is not a number");
    }
    const double rate = rate_at(s_, at_.step + 1, total_steps_);
    adam_step(*adapter_, s_.optimiser, float(rate), at_.step + 1, size);
    // What no checkpoint may hold.
    if (!adapter_->is_finite()) throw Failure("loss-not-finite", "step " + std::to_string(at_.step + 1) + " made values that are no numbers");
    at_.step += 1;
    at_.cursor = end;
    if (at_.cursor >= order_.size()) {
        at_.cursor = 0;
        at_.epoch += 1;
    }
    const double seconds = seconds_since(start);
    protocol_.send({{"type", "step"}, {"step", at_.step}, {"steps", total_steps_}, {"epoch", at_.epoch}, {"loss", loss}, {"gradientNorm", size},
                    {"learningRate", rate}, {"tokens", positions}, {"supervisedTokens", supervised}, {"seconds", seconds},
                    {"attentionSeconds", engine_->attention_seconds() - attention},
                    {"tokensPerSecond", double(positions) / seconds}, {"memory", current_memory()}, {"peakMemory", peak_memory()}});
}

double Training::validate() {
    double loss = 0.0;
    for (size_t i = 0; i < validation_->size(); ++i) loss += engine_->run(validation_->sequence(i), 0.0f, nullptr, [this] { listen(); });
    if (!std::isfinite(loss)) throw Failure("loss-not-finite", "the validation loss after step " + std::to_string(at_.step) + " is not a number");
    return loss / double(std::max<int64_t>(1, validation_->supervised_total()));
}

void Training::consider(double loss) {
    const bool is_best = !at_.has_best || loss < at_.best_loss - s_.minimum_gain;
    if (is_best) {
        at_.has_best = true;
        at_.best_loss = loss;
        at_.best_step = at_.step;
        at_.evaluations_without_gain = 0;
        if (s_.patience > 0) adapter_->save(best_path(), metadata());
    } else {
        at_.evaluations_without_gain += 1;
    }
    protocol_.send({{"type", "eval"}, {"step", at_.step}, {"loss", loss}, {"perplexity", std::exp(std::min(loss, 700.0))}, {"best", is_best},
                    {"tokens", validation_->supervised_total()}});
}

void Training::work() {
    const bool validates = validation_ && s_.validate_every > 0;
    if (validates && at_.step == 0 && !at_.has_best) consider(validate());
    while (at_.step < total_steps_) {
        listen();
        one_step();
        if (validates && (at_.step % s_.validate_every == 0 || at_.step == total_steps_)) consider(validate());
        const bool is_enough = s_.patience > 0 && at_.evaluations_without_gain >= s_.patience;
        if (is_enough || at_.step == total_steps_ || (s_.checkpoint_every > 0 && at_.step % s_.checkpoint_every == 0)) checkpoint();
        if (is_enough) return finish("stopped-early");
    }
    finish("finished");
}

std::vector<std::pair<std::string, std::string>> Training::metadata() const {
    std::vector<std::pair<std::string, std::string>> all = {{"asclepius.base.sha256", identity_.model},
                                                            {"asclepius.data.sha256", identity_.data},
                                                            {"asclepius.validation.sha256", identity_.validation},
                                                            {"asclepius.settings", s_.training_text},
                                                            {"asclepius.settings.sha256", identity_.settings},
                                                            {"asclepius.step", std::to_string(at_.step)},
                                                            {"asclepius.trainer.version", trainer_version},
                                                            {"asclepius.ggml.version", EXPECTED_GGML_VERSION " " EXPECTED_GGML_COMMIT}};
    for (const auto & [key, value] : s_.metadata.items()) {
        if (value.is_string()) all.push_back({"asclepius.note." + key, value.get<std::string>()});
    }
    return all;
}

void Training::finish(const char * reason) {
    if (s_.patience > 0 && at_.has_best && at_.best_step != at_.step) {
        adapter_->read_values(best_path());
        at_.step = at_.best_step;
    }
    const std::string path = s_.output + "/adapter.gguf";
    adapter_->save(path, metadata());
    protocol_.send({{"type", "done"}, {"reason", reason}, {"step", at_.step}, {"adapter", path}, {"adapterSha256", sha256_of_file(path)},
                    {"bestLoss", at_.has_best ? json(at_.best_loss) : json(nullptr)}, {"seconds", seconds_since(began_)},
                    {"peakMemory", peak_memory()}});
}

}  // namespace

AdapterSettings read_adapter_settings(const json & lora) {
    AdapterSettings s;
    s.rank = field<int64_t>(lora, "rank", 16);
    s.alpha = field(lora, "alpha", 32.0f);
    s.seed = field<uint64_t>(lora, "seed", 1);
    require(s.rank > 0 && s.rank <= 1024, "the rank lies between 1 and 1024");
    require(s.alpha > 0 && std::isfinite(s.alpha), "alpha is above zero");
    if (lora.contains("targets")) {
        require(lora["targets"].is_array() && !lora["targets"].empty(), "at least one projection is trained");
        for (bool & target : s.targets) target = false;
        for (const json & name : lora["targets"]) {
            bool is_known = false;
            for (int p = 0; p < projection_count; ++p) {
                if (name == projection_labels[p]) is_known = s.targets[p] = true;
            }
            require(is_known, "targets are among q, k, v, o, gate, up and down");
        }
    }
    return s;
}

json describe(const MemoryPlan & plan) {
    return {{"total", plan.total()}, {"weights", plan.weights}, {"adapter", plan.adapter}, {"checkpoints", plan.checkpoints},
            {"work", plan.work}, {"other", plan.other}};
}

void run_training(Protocol & protocol, const json & command) {
    Settings settings = read_settings(command);
    mkdir(settings.output.c_str(), 0700);
    Training training(protocol, std::move(settings));
    training.run();
}
