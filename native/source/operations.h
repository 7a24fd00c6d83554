#pragma once
#include "backend.h"
#include "ggml-alloc.h"
#include "kernels.h"

#include <deque>
#include <functional>
#include <utility>
#include <vector>

// Settings of rotary position embeddings, as llama.cpp hands them to ggml_rope_ext.
struct Rope {
    int dimensions = 0, mode = 0, original_context = 0;
    float base = 10000.0f, scale = 1.0f, extension = 0.0f, attention = 1.0f, beta_fast = 32.0f, beta_slow = 1.0f;
    ggml_tensor * factors = nullptr;
};

// W x, or W transposed times x. Frozen: W is of the model and not of the adapter.
struct Product {
    ggml_tensor * w;
    ggml_tensor * x;
    bool transposed = false, is_frozen = false;
};

struct AttentionResult {
    ggml_tensor * out;
    ggml_tensor * lse;  // null where the graph recomputes its softmax
};

struct AttentionGradients {
    ggml_tensor *q, *k, *v;
};

// Three ways to one result. fused: our CPU kernels inside custom nodes. plain: ggml operations that
// every backend has, on dequantised weights. stored: the same, but ggml multiplies by the weights as
// they are stored and rounds activations to 8 bits for it, as llama.cpp does (forward only).
enum class Arithmetic { fused, plain, stored };

// Builds one graph after another.
class Operations {
public:
    Operations(const Backend & backend, Arithmetic arithmetic);
    ~Operations();
    Operations(const Operations &) = delete;

    void begin();
    void keep(ggml_tensor * node) { ggml_build_forward_expand(graph_, node); }
    // Allocates and runs what was kept since begin(). Failure("compute") when the device fails.
    // `fill` sets inputs once they have an address.
    void compute(const std::function<void()> & fill = nullptr);
    // Bytes that the graph built since begin() needs, without allocating them.
    size_t measure();

    ggml_context * context() const { return context_; }
    ggml_cgraph * graph() const { return graph_; }
    Arithmetic arithmetic() const { return arithmetic_; }
    bool fused() const { return arithmetic_ == Arithmetic::fused; }
    // From now on both factors of products with frozen weights are rounded to bfloat16 (fused only).
    void round_products(bool rounds) { rounds_ = rounds; }
    // Seconds that attention took since the beginning, forward and backward (fused only).
    double attention_seconds() const { return attention_seconds_; }

    // alpha * sum of products. Type F32, shape [outputs, tokens].
    ggml_tensor * project(const std::vector<Product> & terms, float alpha = 1.0f);
    // gradient += sum over tokens of x[:, t] u[:, t]; gradient is [rows of x, rows of u].
    void add_outer(ggml_tensor * gradient, ggml_tensor * x, ggml_tensor * u);
    // RMS norm times its weight, row by row; and the gradient of x, plus `base` where there is one.
    ggml_tensor * norm(ggml_tensor * x, ggml_tensor * weight, float epsilon);
    ggml_tensor * norm_back(ggml_tensor * d_y, ggml_tensor * x, ggml_tensor * weight, float epsilon, ggml_tensor * base = nullptr);
    // silu(gate) * up; and the gradients of gate and up.
    ggml_tensor * gated(ggml_tensor * gate, ggml_tensor * up);
    std::pair<ggml_tensor *, ggml_tensor *> gated_back(ggml_tensor * d, ggml_tensor * gate, ggml_tensor * up);
    ggml_tensor * rope(ggml_tensor * x, ggml_tensor * positions, const Rope & rope);
    ggml_tensor * rope_back(ggml_tensor * gradient, ggml_tensor * positions, const Rope & rope);
    // Causal attention; q [size, heads, tokens], k and v [size, kv heads, tokens].
    AttentionResult attention(ggml_tensor * q, ggml_tensor * k, ggml_tensor * v, ggml_tensor * mask, float scale);
    AttentionGradients attention_back(const AttentionResult & result, ggml_tensor * d_out, ggml_tensor * q, ggml_tensor * k,
                                      ggml_tensor * v, ggml_tensor * mask, float scale);
    // Softmax and log-likelihood of `targets` over logits [vocabulary, rows]; gives [1 or more, rows]
    // log-likelihoods and leaves weight * (softmax - one hot) in place of the logits (fused only).
    ggml_tensor * softmax_loss(ggml_tensor * logits, ggml_tensor * targets, ggml_tensor * weights);

    ggml_tensor * dequantise(ggml_tensor * w, int64_t from, int64_t count);
    // Rows of W to multiply by: dequantised, or as they are stored.
    ggml_tensor * factor(ggml_tensor * w, int64_t from, int64_t count);
    ggml_tensor * transposed(ggml_tensor * x);

private:
    struct Node;
    Node & node();
    static void run_project(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_attention(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_attention_back(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_norm(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_norm_back(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_gated(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_gated_back(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_group_sum(ggml_tensor * dst, int ith, int nth, void * data);
    static void run_softmax_loss(ggml_tensor * dst, int ith, int nth, void * data);

    const Backend & backend_;
    Arithmetic arithmetic_;
    bool rounds_ = false;
    double attention_seconds_ = 0.0;
    ggml_context * context_ = nullptr;
    ggml_cgraph * graph_ = nullptr;
    ggml_gallocr_t allocator_ = nullptr;
    std::vector<char> arena_;
    std::deque<Node> nodes_;
    std::vector<std::pair<ggml_tensor *, int32_t>> ranges_;
};
