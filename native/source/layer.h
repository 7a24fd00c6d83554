#pragma once
#include "adapter.h"
#include "model.h"
#include "operations.h"

// What the backward pass of a layer needs of its forward pass.
struct LayerState {
    ggml_tensor *h1 = nullptr, *z[projection_count] = {};
    ggml_tensor *q_raw = nullptr, *k_raw = nullptr;  // before their norms (qwen3)
    ggml_tensor *q = nullptr, *k = nullptr, *v = nullptr;
    AttentionResult attention {};
    ggml_tensor *x2 = nullptr, *h2 = nullptr, *gate = nullptr, *up = nullptr, *act = nullptr;
};

struct LayerInputs {
    const Shape * shape;
    const LayerWeights * weights;
    const Adapter * adapter;  // may be null
    int64_t index;
    ggml_tensor *positions, *mask;  // mask is null where attention is fused
};

// y = layer(x), with the state; x is [embedding, tokens]. Without y where only the state is wanted.
ggml_tensor * layer_forward(Operations & ops, const LayerInputs & in, ggml_tensor * x, LayerState & state, bool wants_output);

// Adds to the gradients of A and B; gives the gradient of x (null where it is not wanted).
ggml_tensor * layer_backward(Operations & ops, const LayerInputs & in, ggml_tensor * x, const LayerState & state, ggml_tensor * d_y,
                             bool wants_input_gradient);
