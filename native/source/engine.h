#pragma once
#include "adapter.h"
#include "dataset.h"
#include "layer.h"
#include "model.h"

#include <functional>
#include <memory>

// Bytes, by what holds them.
struct MemoryPlan {
    uint64_t weights = 0, adapter = 0, checkpoints = 0, work = 0, other = 0;
    uint64_t total() const { return weights + adapter + checkpoints + work + other; }
};

enum class Rounding { none, gradients, everything };

// Forward and backward passes of whole sequences, layer by layer. Between layers only the input of
// each layer is kept (activation checkpointing: Chen et al., 2016); the backward pass runs a layer
// forward again before it goes back through it.
class Engine {
public:
    Engine(const Backend & backend, const Model & model, Adapter * adapter, int64_t longest, bool trains,
           Arithmetic arithmetic = Arithmetic::fused);
    ~Engine();
    Engine(const Engine &) = delete;

    // Sum over the supervised tokens of -log p. Where `weight` is not 0, weight times its gradient
    // is added to the adapter's gradients. `log_likelihoods` (may be null): one for each token after
    // the first, 0 where it is not supervised. `between` is called between layers and may throw.
    double run(const Dataset::Sequence & sequence, float weight, float * log_likelihoods, const std::function<void()> & between);

    // From now on both factors of products with frozen weights are rounded to bfloat16: where gradients
    // are computed, or in everything. Scores and validation stay in single precision otherwise.
    void round_products(Rounding rounding) { rounding_ = rounding; }

    // What training or scoring sequences of `longest` positions takes, without loading a weight.
    static MemoryPlan plan(const Backend & backend, Model & model, const AdapterSettings * settings, int64_t longest, bool trains);

    // Names of operations in a training graph that the device does not have (empty: all are there).
    std::vector<std::string> missing_operations();
    // Names of the operations that such a graph uses, as ggml's source spells them.
    std::vector<std::string> used_operations();

    // Seconds that attention took since the beginning; 0 on a device of its own.
    double attention_seconds() const { return ops_.attention_seconds(); }

    static int64_t head_rows(int64_t vocabulary);

private:
    void visit_graphs(const std::function<void(const ggml_tensor *)> & visit);
    LayerInputs inputs(int64_t layer) const;
    void set_tokens(const Dataset::Sequence & sequence);
    int64_t mask_width(int64_t tokens) const;
    ggml_tensor * view(ggml_tensor * whole) const;
    double head(const Dataset::Sequence & sequence, float weight, float * log_likelihoods, const std::function<void()> & between);
    void build_forward(int64_t layer);
    void build_backward(int64_t layer);
    struct HeadGraph {
        ggml_tensor *rows, *targets;  // places in the sequence, token ids
        ggml_tensor *weights, *likelihoods, *gradient;
        ggml_tensor * places;         // plain graph: row * vocabulary + target
    };
    HeadGraph build_head(int64_t count, bool with_gradient);
    void plain_head(HeadGraph & graph, ggml_tensor * hidden, ggml_tensor * x, bool with_gradient);

    const Backend & backend_;
    const Model & model_;
    Adapter * adapter_;
    int64_t longest_, tokens_ = 0;
    bool trains_;
    Rounding rounding_ = Rounding::none;
    Operations ops_;
    ggml_context * context_ = nullptr;
    ggml_backend_buffer_t buffer_ = nullptr;
    ggml_tensor *token_ids_ = nullptr, *positions_ = nullptr, *mask_ = nullptr, *gradient_ = nullptr;
    std::vector<ggml_tensor *> checkpoints_;
    std::vector<float> host_gradient_;
    int64_t mask_tokens_ = 0;
    bool is_pretending_ = false;
    Engine(const Backend & backend, const Model & model, Adapter * adapter, int64_t longest, bool trains, Arithmetic arithmetic, bool pretend);
};
