#include "layer.h"

namespace {

const LoraPair no_pair {};

const LoraPair & pair_of(const LayerInputs & in, Projection p) {
    return in.adapter ? in.adapter->pair(in.index, int(p)) : no_pair;
}

// y = W x + B z with z = s A x.
ggml_tensor * apply(Operations & ops, const LayerInputs & in, Projection p, ggml_tensor * x, LayerState & state) {
    std::vector<Product> terms = {{in.weights->projections[int(p)], x, false, true}};
    const LoraPair & pair = pair_of(in, p);
    if (pair.a) {
        state.z[int(p)] = ops.project({{pair.a, x}}, in.adapter->scale());
        terms.push_back({pair.b, state.z[int(p)]});
    }
    return ops.project(terms);
}

// For y = W x + B z, z = s A x and the gradient d_y: u = s B' d_y; dB += z d_y'; dA += x u'. The
// terms W' d_y and A' u of the gradient of x are appended to `terms`.
void apply_back(Operations & ops, const LayerInputs & in, Projection p, ggml_tensor * x, const LayerState & state, ggml_tensor * d_y,
                std::vector<Product> & terms, bool wants_input_gradient) {
    const LoraPair & pair = pair_of(in, p);
    if (wants_input_gradient) terms.push_back({in.weights->projections[int(p)], d_y, true, true});
    if (!pair.a) return;
    ggml_tensor * u = ops.project({{pair.b, d_y, true}}, in.adapter->scale());
    ops.add_outer(pair.b_gradient, state.z[int(p)], d_y);
    ops.add_outer(pair.a_gradient, x, u);
    if (wants_input_gradient) terms.push_back({pair.a, u, true});
}

ggml_tensor * as_heads(Operations & ops, ggml_tensor * x, int64_t size) {
    return ggml_reshape_3d(ops.context(), x, size, x->ne[0] / size, x->ne[1]);
}

ggml_tensor * as_rows(Operations & ops, ggml_tensor * x) {
    if (!ggml_is_contiguous(x)) x = ggml_cont(ops.context(), x);
    return ggml_reshape_2d(ops.context(), x, x->ne[0] * x->ne[1], x->ne[2]);
}

}  // namespace

ggml_tensor * layer_forward(Operations & ops, const LayerInputs & in, ggml_tensor * x, LayerState & s, bool wants_output) {
    ggml_context * c = ops.context();
    const Shape & shape = *in.shape;
    const LayerWeights & w = *in.weights;
    s.h1 = ops.norm(x, w.attention_norm, shape.norm_epsilon);
    ggml_tensor * qkv[3];
    for (int p = 0; p < 3; ++p) {
        qkv[p] = apply(ops, in, Projection(p), s.h1, s);
        if (w.biases[p]) qkv[p] = ggml_add(c, qkv[p], w.biases[p]);
        qkv[p] = as_heads(ops, qkv[p], shape.head_size);
    }
    if (shape.has_qk_norm) {
        s.q_raw = qkv[0];
        s.k_raw = qkv[1];
        qkv[0] = ops.norm(qkv[0], w.q_norm, shape.norm_epsilon);
        qkv[1] = ops.norm(qkv[1], w.k_norm, shape.norm_epsilon);
    }
    s.q = ops.rope(qkv[0], in.positions, shape.rope);
    s.k = ops.rope(qkv[1], in.positions, shape.rope);
    s.v = qkv[2];
    s.attention = ops.attention(s.q, s.k, s.v, in.mask, shape.attention_scale);
    s.x2 = ggml_add(c, x, apply(ops, in, Projection::o, s.attention.out, s));
    s.h2 = ops.norm(s.x2, w.feed_forward_norm, shape.norm_epsilon);
    s.gate = apply(ops, in, Projection::gate, s.h2, s);
    s.up = apply(ops, in, Projection::up, s.h2, s);
    s.act = ops.gated(s.gate, s.up);
    if (wants_output) return ggml_add(c, s.x2, apply(ops, in, Projection::down, s.act, s));
    const LoraPair & down = pair_of(in, Projection::down);
    if (down.a) s.z[int(Projection::down)] = ops.project({{down.a, s.act}}, in.adapter->scale());
    return nullptr;
}

ggml_tensor * layer_backward(Operations & ops, const LayerInputs & in, ggml_tensor * x, const LayerState & s, ggml_tensor * d_y,
                             bool wants_input_gradient) {
    const Shape & shape = *in.shape;
    const LayerWeights & w = *in.weights;

    std::vector<Product> terms;
    apply_back(ops, in, Projection::down, s.act, s, d_y, terms, true);
    ggml_tensor * d_act = ops.project(terms);
    const auto [d_gate, d_up] = ops.gated_back(d_act, s.gate, s.up);

    terms.clear();
    apply_back(ops, in, Projection::gate, s.h2, s, d_gate, terms, true);
    apply_back(ops, in, Projection::up, s.h2, s, d_up, terms, true);
    ggml_tensor * d_x2 = ops.norm_back(ops.project(terms), s.x2, w.feed_forward_norm, shape.norm_epsilon, d_y);

    terms.clear();
    apply_back(ops, in, Projection::o, s.attention.out, s, d_x2, terms, true);
    ggml_tensor * d_attention = ops.project(terms);
    const AttentionGradients d = ops.attention_back(s.attention, d_attention, s.q, s.k, s.v, in.mask, shape.attention_scale);
    ggml_tensor * d_q = ops.rope_back(d.q, in.positions, shape.rope);
    ggml_tensor * d_k = ops.rope_back(d.k, in.positions, shape.rope);
    if (shape.has_qk_norm) {
        d_q = ops.norm_back(d_q, s.q_raw, w.q_norm, shape.norm_epsilon);
        d_k = ops.norm_back(d_k, s.k_raw, w.k_norm, shape.norm_epsilon);
    }

    terms.clear();
    apply_back(ops, in, Projection::q, s.h1, s, as_rows(ops, d_q), terms, wants_input_gradient);
    apply_back(ops, in, Projection::k, s.h1, s, as_rows(ops, d_k), terms, wants_input_gradient);
    apply_back(ops, in, Projection::v, s.h1, s, as_rows(ops, d.v), terms, wants_input_gradient);
    if (!wants_input_gradient) return nullptr;
    return ops.norm_back(ops.project(terms), x, w.attention_norm, shape.norm_epsilon, d_x2);
}
