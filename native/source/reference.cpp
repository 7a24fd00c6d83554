#include "files.h"
#include "jobs.h"
#include "llama.h"

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

using nlohmann::json;

extern char ** environ;

namespace {

std::string library_like(const std::string & prefix) {
    std::string found;
    const std::string folder = library_folder();
    if (DIR * directory = opendir(folder.c_str())) {
        while (const dirent * entry = readdir(directory)) {
            const std::string name = entry->d_name;
            if (name.rfind(prefix, 0) == 0 && name.find(".so") != std::string::npos) found = folder + "/" + name;
        }
        closedir(directory);
    }
    return found;
}

template <typename F>
F symbol(void * library, const char * name) {
    void * found = library ? dlsym(library, name) : nullptr;
    if (!found) throw Failure("wrong-library", std::string("llama.cpp has no ") + name);
    return reinterpret_cast<F>(found);
}

#define LLAMA_SYMBOL(name) const auto name##_ = symbol<decltype(&name)>(llama, #name)

// Log-likelihoods of ids[1..] under llama.cpp on the CPU, with caches in F32 so that the weights'
// own precision is all that differs.
std::vector<double> likelihoods(const std::string & model_path, int threads, std::vector<int32_t> & ids, const std::string & adapter, float scale) {
    void * ggml = dlopen(library_like("libggml.").c_str(), RTLD_NOW | RTLD_GLOBAL);
    void * llama = dlopen(library_like("libllama.").c_str(), RTLD_NOW | RTLD_GLOBAL);
    symbol<void (*)(const char *)>(ggml, "ggml_backend_load_all_from_path")(library_folder().c_str());
    LLAMA_SYMBOL(llama_log_set);
    llama_log_set_([](ggml_log_level, const char *, void *) {}, nullptr);
    LLAMA_SYMBOL(llama_model_default_params);
    LLAMA_SYMBOL(llama_context_default_params);
    LLAMA_SYMBOL(llama_model_load_from_file);
    LLAMA_SYMBOL(llama_init_from_model);
    LLAMA_SYMBOL(llama_adapter_lora_init);
    LLAMA_SYMBOL(llama_set_adapters_lora);
    LLAMA_SYMBOL(llama_batch_init);
    LLAMA_SYMBOL(llama_decode);
    LLAMA_SYMBOL(llama_get_logits_ith);
    LLAMA_SYMBOL(llama_model_get_vocab);
    LLAMA_SYMBOL(llama_vocab_n_tokens);
    llama_model_params mp = llama_model_default_params_();
    mp.n_gpu_layers = 0;
    mp.use_extra_bufts = false;
    llama_model * model = llama_model_load_from_file_(model_path.c_str(), mp);
    if (!model) throw Failure("self-test", "llama.cpp could not load the model");
    llama_context_params cp = llama_context_default_params_();
    // As many positions as the trainer runs: products of other sizes may be summed in another order.
    const uint32_t count = uint32_t(ids.size()) - 1;
    cp.n_ctx = cp.n_batch = cp.n_ubatch = count;
    cp.n_threads = cp.n_threads_batch = threads;
    cp.type_k = cp.type_v = GGML_TYPE_F32;
    cp.flash_attn_type = LLAMA_FLASH_ATTN_TYPE_DISABLED;
    cp.offload_kqv = false;
    llama_context * context = llama_init_from_model_(model, cp);
    if (!context) throw Failure("self-test", "llama.cpp could not make a context");
    if (!adapter.empty()) {
        llama_adapter_lora * lora = llama_adapter_lora_init_(model, adapter.c_str());
        if (!lora || llama_set_adapters_lora_(context, &lora, 1, &scale) != 0) throw Failure("bad-adapter", "llama.cpp could not load the adapter");
    }
    llama_batch batch = llama_batch_init_(int32_t(count), 0, 1);
    batch.n_tokens = int32_t(count);
    for (uint32_t i = 0; i < count; ++i) {
        batch.token[i] = ids[i];
        batch.pos[i] = int32_t(i);
        batch.n_seq_id[i] = 1;
        batch.seq_id[i][0] = 0;
        batch.logits[i] = 1;
    }
    if (llama_decode_(context, batch) != 0) throw Failure("self-test", "llama.cpp could not read the tokens");
    const int vocabulary = llama_vocab_n_tokens_(llama_model_get_vocab_(model));
    std::vector<double> out;
    for (uint32_t i = 0; i < count; ++i) {
        const float * logits = llama_get_logits_ith_(context, int32_t(i));
        double top = -INFINITY, sum = 0.0;
        for (int j = 0; j < vocabulary; ++j) top = std::max(top, double(logits[j]));
        for (int j = 0; j < vocabulary; ++j) sum += std::exp(double(logits[j]) - top);
        out.push_back(double(logits[ids[i + 1]]) - top - std::log(sum));
    }
    return out;
}

std::string run_reference(const std::vector<std::string> & arguments, int & status) {
    char self[4096] = {};
    if (readlink("/proc/self/exe", self, sizeof self - 1) <= 0) throw Failure("self-test", "the trainer does not know its own file");
    std::vector<char *> argv = {self, const_cast<char *>("reference")};
    for (const std::string & argument : arguments) argv.push_back(const_cast<char *>(argument.c_str()));
    argv.push_back(nullptr);
    int ends[2];
    if (pipe(ends) != 0) throw Failure("self-test", "no pipe could be made");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    pid_t child = 0;
    const int problem = posix_spawn(&child, self, &actions, nullptr, argv.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    std::string text;
    char room[4096];
    for (ssize_t got; problem == 0 && ((got = read(ends[0], room, sizeof room)) > 0 || (got < 0 && errno == EINTR));) {
        if (got > 0) text.append(room, size_t(got));
    }
    close(ends[0]);
    if (problem != 0) throw Failure("self-test", "llama.cpp could not be started");
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return text;
}

}  // namespace

// reference MODEL THREADS id,id,... [ADAPTER SCALE]: a JSON object on stdout.
int reference_main(int argc, char ** argv) {
    json answer;
    try {
        check_ggml();
        if (argc < 3) throw Failure("bad-command", "reference MODEL THREADS IDS [ADAPTER SCALE]");
        std::vector<int32_t> ids;
        for (const char * at = argv[2]; *at;) {
            char * end = nullptr;
            ids.push_back(int32_t(std::strtol(at, &end, 10)));
            at = *end == ',' ? end + 1 : end;
            if (end == at) break;
        }
        if (ids.size() < 2) throw Failure("bad-command", "at least two tokens");
        answer["logLikelihoods"] = likelihoods(argv[0], std::atoi(argv[1]), ids, argc > 4 ? argv[3] : "", argc > 4 ? float(std::atof(argv[4])) : 1.0f);
    } catch (const Failure & failure) {
        answer = {{"code", failure.code}, {"message", failure.what()}};
    }
    const std::string text = answer.dump() + "\n";
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
    std::_Exit(answer.contains("code") ? 2 : 0);  // llama.cpp's own clean-up is of no interest here
}


namespace {

constexpr int self_test_tokens = 33;
// A fault moves the loss of random tokens by whole numbers; rounding to bfloat16 by thousandths.
constexpr double rounding_tolerance = 0.02;

std::vector<int32_t> random_tokens(int64_t vocabulary) {
    std::vector<int32_t> ids(self_test_tokens);
    uint64_t state = 12345;
    for (int32_t & id : ids) {
        state = state * 6364136223846793005ull + 1442695040888963407ull;
        id = int32_t((state >> 33) % uint64_t(vocabulary));
    }
    return ids;
}

std::vector<double> llama_cpp(const Backend & backend, const Model & model, const std::vector<int32_t> & ids) {
    std::string text;
    for (const int32_t id : ids) text += (text.empty() ? "" : ",") + std::to_string(id);
    int status = 0;
    const json answer = json::parse(run_reference({model.path(), std::to_string(backend.threads()), text}, status), nullptr, false);
    if (!answer.is_object() || !answer.contains("logLikelihoods") || answer["logLikelihoods"].size() + 1 != ids.size()) throw Failure("self-test", "llama.cpp could not score the model on this machine");
    std::vector<double> out;
    for (const json & value : answer["logLikelihoods"]) out.push_back(value.is_number() ? value.get<double>() : double(NAN));
    return out;
}

std::vector<double> engine_likelihoods(const Backend & backend, const Model & model, const std::vector<int32_t> & ids, Arithmetic arithmetic,
                                       Rounding rounding = Rounding::none) {
    const int64_t count = int64_t(ids.size());
    const std::vector<uint8_t> all(ids.size(), 1);
    std::vector<float> out(ids.size() - 1);
    Engine engine(backend, model, nullptr, count - 1, false, arithmetic);
    engine.round_products(rounding);
    engine.run({ids.data(), all.data(), count, count - 1}, 0.0f, out.data(), [] {});
    return {out.begin(), out.end()};
}

// Two lists of log-likelihoods: how far their means are apart, and single tokens (root mean square).
struct Gap {
    double mean = 0.0, spread = 0.0;
    Gap(const std::vector<double> & a, const std::vector<double> & b) {
        double squares = 0.0;
        for (size_t i = 0; i < a.size(); ++i) {
            mean += (a[i] - b[i]) / double(a.size());
            squares += (a[i] - b[i]) * (a[i] - b[i]) / double(a.size());
        }
        mean = std::abs(mean);
        spread = std::sqrt(squares);
    }
    // The mean may hide what single tokens show: a wrong rotation moves each of them by far more.
    bool within(double limit) const { return mean <= limit && spread <= 10 * limit; }
};

double loss_of(const std::vector<double> & likelihoods) {
    double sum = 0.0;
    for (const double value : likelihoods) sum -= value / double(likelihoods.size());
    return sum;
}

}  // namespace

double default_tolerance(const Model & model) { return model.is_all_float32() ? 1e-4 : 2e-3; }

// Two links. Our graphs against llama.cpp in llama.cpp's own arithmetic (products with weights as they
// are stored, activations rounded for them): the file is read right, and the model is the same. Then the
// arithmetic of training against plain ggml operations on dequantised weights: the kernels are right.
// What is left between training and llama.cpp is the rounding of activations, which is reported.
void self_test(Protocol & protocol, const Backend & backend, const Model & model, double tolerance, bool rounds) {
    // A GPU is compared with this processor, on a copy of the weights that goes away again.
    std::unique_ptr<Backend> host_backend;
    std::unique_ptr<Model> host_model;
    if (!backend.is_cpu()) {
        host_backend = std::make_unique<Backend>("cpu", backend.threads());
        host_model = std::make_unique<Model>(model.path());
        host_model->load(*host_backend);
    }
    const Backend & cpu = host_backend ? *host_backend : backend;
    const Model & weights = host_model ? *host_model : model;
    const std::vector<int32_t> ids = random_tokens(model.shape().vocabulary);
    const std::vector<double> reference = llama_cpp(cpu, model, ids);
    const Gap as_stored(engine_likelihoods(cpu, weights, ids, Arithmetic::stored), reference);
    const std::vector<double> plain = engine_likelihoods(cpu, weights, ids, Arithmetic::plain);
    const std::vector<double> trained = engine_likelihoods(backend, model, ids, Arithmetic::fused);
    const Gap kernels(trained, plain), rounding(trained, reference);
    if (!std::isfinite(as_stored.spread) || !std::isfinite(kernels.spread)) throw Failure("self-test", "the model gives no numbers; nothing was trained");
    // GPUs may multiply in half precision.
    const double kernel_tolerance = backend.is_cpu() ? 1e-4 : 5e-3;
    bool has_passed = as_stored.within(tolerance) && kernels.within(kernel_tolerance);
    json event = {{"type", "selfTest"}, {"loss", loss_of(trained)}, {"reference", loss_of(reference)}, {"difference", as_stored.mean},
                   {"spread", as_stored.spread}, {"tolerance", tolerance}, {"kernelDifference", kernels.mean}, {"kernelSpread", kernels.spread},
                   {"kernelTolerance", kernel_tolerance}, {"rounding", rounding.mean}};
    if (rounds) {
        const Gap rounded(engine_likelihoods(backend, model, ids, Arithmetic::fused, Rounding::everything), trained);
        event["precisionDifference"] = rounded.mean;
        event["precisionSpread"] = rounded.spread;
        has_passed = has_passed && rounded.within(rounding_tolerance);
    }
    event["passed"] = has_passed;
    protocol.send(event);
    if (!has_passed) throw Failure("self-test", "the trainer and llama.cpp disagree on this model; nothing was trained");
}
