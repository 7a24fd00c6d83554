#pragma once
#include <cstddef>
#include <cstdint>

// Matrix products, attention, softmax and AdamW for the CPU, in single precision. Every output
// element is summed in one fixed order, so that results do not depend on how the work is divided
// among threads. Shapes are row-major.

// One term of a sum of products: X (rows x depth) times W (depth x columns).
struct GemmTerm {
    const float * x = nullptr;
    int64_t x_row = 0, x_col = 1;  // steps, in floats
    const char * w = nullptr;      // rows of a ggml type
    int w_type = 0;
    size_t w_row_bytes = 0;
    bool w_is_rows = true;  // true: W is stored columns x depth (a row of it makes one output column)
    int64_t depth = 0;
    bool is_rounded = false;  // both factors to bfloat16; x_col is 1 then
};

// out[i][j] = alpha * sum over terms of (X W)[i][j], added to what is there where accumulate.
struct GemmJob {
    static constexpr int max_terms = 8;
    GemmTerm terms[max_terms];
    int term_count = 0;
    int64_t rows = 0, columns = 0;
    float * out = nullptr;
    int64_t out_row = 0;
    float alpha = 1.0f;
    bool accumulate = false;
};

// Attention of one query head over a causal sequence; q, out: tokens x heads x size; k, v: tokens
// x kv_heads x size; lse: tokens x heads, the logarithm of each row's softmax sum.
struct AttentionJob {
    const float *q = nullptr, *k = nullptr, *v = nullptr;
    float *out = nullptr, *lse = nullptr;
    const float *d_out = nullptr;                              // backward only
    float *d_q = nullptr, *d_k = nullptr, *d_v = nullptr;      // d_k, d_v: tokens x heads x size
    int64_t tokens = 0, heads = 0, kv_heads = 0, size = 0;
    float scale = 1.0f;
    static constexpr int64_t block = 96;  // query rows that one unit of work handles
};

struct AdamStep {
    float rate, beta1, beta2, epsilon, decay;
    float correction1, correction2_root;  // 1 - beta1^t, sqrt(1 - beta2^t)
    float gradient_scale;                 // from clipping
};

struct Kernels {
    const char * name;
    // Rows [row0, row1) and columns [column0, column1) of a job. Column0 is a multiple of 256 where
    // W is stored depth x columns.
    void (*gemm)(const GemmJob & job, int64_t row0, int64_t row1, int64_t column0, int64_t column1);
    void (*attention_forward)(const AttentionJob & job, int64_t head, int64_t row0, int64_t row1);
    void (*attention_backward)(const AttentionJob & job, int64_t head);
    // Gives log p[target]; turns logits into weight * (softmax - one_hot(target)) where weight != 0.
    double (*softmax_loss)(float * logits, int64_t count, int64_t target, float weight);
    // One row: y = x / rms(x) * w; and the gradient of x, added to `base` where there is one.
    void (*norm)(const float * x, const float * w, float * y, int64_t count, float epsilon);
    void (*norm_back)(const float * d_y, const float * x, const float * w, const float * base, float * d_x, int64_t count, float epsilon);
    // silu(gate) * up, and the gradients of both.
    void (*gated)(const float * gate, const float * up, float * out, int64_t count);
    void (*gated_back)(const float * d, const float * gate, const float * up, float * d_gate, float * d_up, int64_t count);
    void (*adam)(float * p, float * m, float * v, const float * g, size_t count, const AdamStep & step);
};

// Adds one term of a job to its outputs (or puts it there), with both factors rounded to bfloat16.
using RoundedTerm = void (*)(const GemmJob & job, const GemmTerm & term, int64_t row0, int64_t row1, int64_t column0, int64_t column1,
                             bool accumulate);
extern const RoundedTerm bfloat16_term_set;
// Null where this processor has no instructions for it.
RoundedTerm bfloat16_term();

// The fastest set that this processor runs.
const Kernels & kernels();
const Kernels & portable_kernels();
extern const Kernels kernels_portable_set;
extern const Kernels kernels_avx2_set;

// A column step that gives enough units of work and keeps blocks whole.
int64_t gemm_column_step(const GemmJob & job);
int64_t gemm_row_step(const GemmJob & job);
