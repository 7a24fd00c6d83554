#include "files.h"
#include "gguf.h"
#include "jobs.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using nlohmann::json;

// The checks behind the tests: finite differences, ggml's automatic differentiation, gradients and
// optimiser steps as numbers for a comparison with another program.
namespace {

class Random {
public:
    explicit Random(uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15ull + 1) {}
    uint64_t word() {
        uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
        return z ^ (z >> 31);
    }
    float uniform() { return float(word() >> 40) * 0x1p-23f - 1.0f; }  // in [-1, 1)
private:
    uint64_t state_;
};

struct Sample {
    std::vector<int32_t> tokens;
    std::vector<uint8_t> supervised;
    Dataset::Sequence sequence() const {
        int64_t predicted = 0;
        for (size_t i = 1; i < supervised.size(); ++i) predicted += supervised[i];
        return {tokens.data(), supervised.data(), int64_t(tokens.size()), predicted};
    }
};

Sample read_sample(const json & command, const Model & model) {
    Sample sample;
    if (command.contains("tokens")) {
        sample.tokens = command["tokens"].get<std::vector<int32_t>>();
        sample.supervised = command["supervised"].get<std::vector<uint8_t>>();
    } else {
        Random random(command.value("seed", uint64_t(1)));
        const size_t count = command.value("length", size_t(24)) + 1;
        for (size_t i = 0; i < count; ++i) {
            sample.tokens.push_back(int32_t(random.word() % uint64_t(model.shape().vocabulary)));
            sample.supervised.push_back(i > count / 4 && i % 5 != 0);
        }
    }
    return sample;
}

// Both A and B away from zero: with B = 0 the gradient of A is zero and shows nothing.
void randomise(Adapter & adapter, uint64_t seed) {
    Random random(seed);
    for (const Adapter::Entry & entry : adapter.entries()) {
        const float bound = 1.0f / std::sqrt(float(entry.ne0));
        for (int64_t i = 0; i < entry.ne0 * entry.ne1; ++i) adapter.values()[entry.offset + size_t(i)] = bound * random.uniform();
    }
    adapter.push_values();
}

const auto nothing = [] {};

bool rounds(const json & command) { return command.value("precision", "single") == "bfloat16"; }

// Everything that a check runs on: a model and an adapter on one device.
struct Bench {
    Backend backend;
    Model model;
    AdapterSettings settings;
    std::unique_ptr<Adapter> adapter;
    std::unique_ptr<Engine> engine;
    Bench(const json & command, const std::string & device, Arithmetic arithmetic, int64_t longest)
        : backend(device, command.value("threads", 2)), model(command.at("model").get<std::string>()),
          settings(read_adapter_settings(command.contains("lora") ? command["lora"] : json::object())) {
        model.load(backend);
        adapter = std::make_unique<Adapter>(model, settings, true);
        adapter->place(backend);
        randomise(*adapter, command.value("adapterSeed", uint64_t(7)));
        engine = std::make_unique<Engine>(backend, model, adapter.get(), longest, true, arithmetic);
        if (rounds(command)) engine->round_products(Rounding::gradients);
    }
};

// The derivative at 0 by Ridders' method: central differences over a ladder of steps, extrapolated
// twice (sixth order), from the rung whose two orders agree best. The gradient has no say in it.
double derivative(const std::function<double(double)> & f, double widest) {
    constexpr int rungs = 8;
    double d[rungs], fourth[rungs], best = 0.0, best_error = INFINITY;
    double h = widest;
    for (int k = 0; k < rungs; ++k, h /= 2) {
        d[k] = (f(h) - f(-h)) / (2 * h);
        if (k < 1) continue;
        fourth[k] = (4 * d[k] - d[k - 1]) / 3;
        if (k < 2) continue;
        const double sixth = (16 * fourth[k] - fourth[k - 1]) / 15, error = std::abs(sixth - fourth[k]) + std::abs(fourth[k] - d[k]) / 8;
        if (error < best_error) {
            best_error = error;
            best = sixth;
        }
    }
    return best;
}

// Largest disagreement of the gradient with finite differences of the loss, over
// two directions (the gradient itself and a random one) for each tensor, as a part of the size that
// such a difference has in a typical direction.
json finite_differences(Bench & gradient_bench, Bench & loss_bench, const Dataset::Sequence & sequence) {
    gradient_bench.adapter->clear_gradients();
    const float weight = 1.0f / float(sequence.supervised_count);
    gradient_bench.engine->run(sequence, weight, nullptr, nothing);
    gradient_bench.adapter->fetch_gradients();
    const Floats gradient = gradient_bench.adapter->gradients();
    Adapter & adapter = *loss_bench.adapter;
    Random random(99);
    double worst = 0.0;
    std::string worst_name;
    for (const Adapter::Entry & entry : adapter.entries()) {
        const size_t count = size_t(entry.ne0 * entry.ne1);
        const Floats kept(adapter.values().begin() + long(entry.offset), adapter.values().begin() + long(entry.offset + count));
        double size = 0.0;
        for (size_t i = 0; i < count; ++i) size += double(gradient[entry.offset + i]) * gradient[entry.offset + i];
        size = std::sqrt(size);
        for (int which = 0; which < 2; ++which) {
            std::vector<double> direction(count);
            double slope = 0.0;
            for (size_t i = 0; i < count; ++i) {
                direction[i] = which == 0 ? gradient[entry.offset + i] / size * std::sqrt(double(count)) : (random.word() & 1 ? 1.0 : -1.0);
                slope += direction[i] * gradient[entry.offset + i];
            }
            const double typical = which == 0 ? size * std::sqrt(double(count)) : size;
            const auto loss_at = [&](double by) {
                for (size_t i = 0; i < count; ++i) adapter.values()[entry.offset + i] = float(kept[i] + by * direction[i]);
                adapter.push_values();
                return loss_bench.engine->run(sequence, 0.0f, nullptr, nothing) * double(weight);
            };
            const double measured = derivative(loss_at, std::min(0.4, 0.3 / typical));
            const double error = std::abs(measured - slope) / typical;
            if (!(error <= worst)) {
                worst = error;
                worst_name = entry.name;
            }
        }
        std::copy(kept.begin(), kept.end(), adapter.values().begin() + long(entry.offset));
        adapter.push_values();
    }
    return {{"worst", worst}, {"tensor", worst_name}, {"tensors", adapter.entries().size()}};
}

// One layer written in plain ggml with dequantised weights; ggml differentiates sum(y * d_y).
class AutodiffLayer {
public:
    AutodiffLayer(const Bench & bench, int64_t layer, int64_t tokens, const std::vector<float> & x, const std::vector<float> & d_y)
        : bench_(bench), layer_(layer), tokens_(tokens) {
        context_ = ggml_init({size_t(1) << 24, nullptr, true});
        build(x, d_y);
    }
    ~AutodiffLayer() {
        ggml_gallocr_free(allocator_);
        ggml_free(context_);
    }
    std::vector<float> gradient_of(ggml_tensor * tensor) const {
        const ggml_tensor * gradient = ggml_graph_get_grad(graph_, tensor);
        std::vector<float> out(size_t(ggml_nelements(gradient)));
        ggml_backend_tensor_get(gradient, out.data(), 0, out.size() * sizeof(float));
        return out;
    }
    ggml_tensor *x = nullptr, *a[projection_count] = {}, *b[projection_count] = {};
    std::vector<float> y;

private:
    ggml_tensor * input(const void * data, size_t size, ggml_tensor * tensor) {
        ggml_set_input(tensor);
        inputs_.push_back({tensor, std::vector<char>(static_cast<const char *>(data), static_cast<const char *>(data) + size)});
        return tensor;
    }
    ggml_tensor * copy_of(ggml_tensor * source, bool is_parameter = false) {
        const int64_t count = ggml_nelements(source);
        std::vector<char> raw(ggml_nbytes(source));
        ggml_backend_tensor_get(source, raw.data(), 0, raw.size());
        std::vector<float> values(static_cast<size_t>(count));
        if (source->type == GGML_TYPE_F32) std::memcpy(values.data(), raw.data(), raw.size());
        else ggml_get_type_traits(source->type)->to_float(raw.data(), values.data(), count);
        ggml_tensor * tensor = ggml_new_tensor_2d(context_, GGML_TYPE_F32, source->ne[0], source->ne[1]);
        if (is_parameter) ggml_set_param(tensor);
        return input(values.data(), values.size() * sizeof(float), tensor);
    }
    ggml_tensor * apply(Projection p, ggml_tensor * v) {
        const int i = int(p);
        ggml_tensor * out = ggml_mul_mat(context_, copy_of(bench_.model.layer(layer_).projections[i]), v);
        const LoraPair & pair = bench_.adapter->pair(layer_, i);
        if (!pair.a) return out;
        a[i] = copy_of(pair.a, true);
        b[i] = copy_of(pair.b, true);
        ggml_tensor * low = ggml_mul_mat(context_, b[i], ggml_mul_mat(context_, a[i], v));
        return ggml_add(context_, out, ggml_scale(context_, low, bench_.adapter->scale()));
    }
    ggml_tensor * normed(ggml_tensor * v, ggml_tensor * weight) {
        return ggml_mul(context_, ggml_rms_norm(context_, v, bench_.model.shape().norm_epsilon), copy_of(weight));
    }
    ggml_tensor * rope(ggml_tensor * v, ggml_tensor * positions) {
        const Rope & r = bench_.model.shape().rope;
        return ggml_rope_ext(context_, v, positions, r.factors ? copy_of(r.factors) : nullptr, r.dimensions, r.mode, r.original_context, r.base, r.scale,
                             r.extension, r.attention, r.beta_fast, r.beta_slow);
    }
    void build(const std::vector<float> & x_values, const std::vector<float> & d_y) {
        const Shape & s = bench_.model.shape();
        const LayerWeights & w = bench_.model.layer(layer_);
        ggml_context * c = context_;
        x = ggml_new_tensor_2d(c, GGML_TYPE_F32, s.embedding, tokens_);
        ggml_set_param(x);
        input(x_values.data(), x_values.size() * sizeof(float), x);
        std::vector<int32_t> places(static_cast<size_t>(tokens_));
        std::vector<float> mask(size_t(tokens_ * tokens_));
        for (int64_t i = 0; i < tokens_; ++i) {
            places[size_t(i)] = int32_t(i);
            for (int64_t j = i + 1; j < tokens_; ++j) mask[size_t(i * tokens_ + j)] = -INFINITY;
        }
        ggml_tensor * positions = input(places.data(), places.size() * 4, ggml_new_tensor_1d(c, GGML_TYPE_I32, tokens_));
        ggml_tensor * masked = input(mask.data(), mask.size() * 4, ggml_new_tensor_2d(c, GGML_TYPE_F32, tokens_, tokens_));
        ggml_tensor * h1 = normed(x, w.attention_norm);
        ggml_tensor * qkv[3];
        for (int p = 0; p < 3; ++p) {
            qkv[p] = apply(Projection(p), h1);
            if (w.biases[p]) qkv[p] = ggml_add(c, qkv[p], copy_of(w.biases[p]));
            qkv[p] = ggml_reshape_3d(c, qkv[p], s.head_size, qkv[p]->ne[0] / s.head_size, tokens_);
        }
        if (s.has_qk_norm) {
            qkv[0] = normed(qkv[0], w.q_norm);
            qkv[1] = normed(qkv[1], w.k_norm);
        }
        ggml_tensor * q = ggml_cont(c, ggml_permute(c, rope(qkv[0], positions), 0, 2, 1, 3));
        ggml_tensor * k = ggml_cont(c, ggml_permute(c, rope(qkv[1], positions), 0, 2, 1, 3));
        ggml_tensor * v = ggml_cont(c, ggml_permute(c, qkv[2], 1, 2, 0, 3));
        ggml_tensor * p = ggml_soft_max_ext(c, ggml_mul_mat(c, k, q), masked, s.attention_scale, 0.0f);
        ggml_tensor * o = ggml_cont(c, ggml_permute(c, ggml_mul_mat(c, v, p), 0, 2, 1, 3));
        ggml_tensor * x2 = ggml_add(c, x, apply(Projection::o, ggml_reshape_2d(c, o, s.heads * s.head_size, tokens_)));
        ggml_tensor * h2 = normed(x2, w.feed_forward_norm);
        ggml_tensor * act = ggml_mul(c, ggml_silu(c, apply(Projection::gate, h2)), apply(Projection::up, h2));
        ggml_tensor * out = ggml_add(c, x2, apply(Projection::down, act));
        ggml_set_output(out);
        ggml_tensor * upstream = input(d_y.data(), d_y.size() * 4, ggml_new_tensor_2d(c, GGML_TYPE_F32, s.embedding, tokens_));
        ggml_tensor * loss = ggml_sum(c, ggml_mul(c, out, upstream));
        ggml_set_loss(loss);
        graph_ = ggml_new_graph_custom(c, 4096, true);
        ggml_build_forward_expand(graph_, loss);
        ggml_build_backward_expand(c, graph_, nullptr);
        for (ggml_tensor * tensor : {x}) ggml_set_output(ggml_graph_get_grad(graph_, tensor));
        for (int i = 0; i < projection_count; ++i) {
            if (!a[i]) continue;
            ggml_set_output(ggml_graph_get_grad(graph_, a[i]));
            ggml_set_output(ggml_graph_get_grad(graph_, b[i]));
        }
        allocator_ = ggml_gallocr_new(ggml_backend_get_default_buffer_type(bench_.backend.handle()));
        ggml_gallocr_alloc_graph(allocator_, graph_);
        ggml_graph_reset(graph_);
        for (const auto & [tensor, bytes] : inputs_) {
            if (tensor->data) ggml_backend_tensor_set(tensor, bytes.data(), 0, bytes.size());
        }
        if (ggml_backend_graph_compute(bench_.backend.handle(), graph_) != GGML_STATUS_SUCCESS) throw Failure("compute", "the check could not be computed");
        y.resize(size_t(s.embedding * tokens_));
        ggml_backend_tensor_get(out, y.data(), 0, y.size() * sizeof(float));
    }

    const Bench & bench_;
    int64_t layer_, tokens_;
    ggml_context * context_ = nullptr;
    ggml_cgraph * graph_ = nullptr;
    ggml_gallocr_t allocator_ = nullptr;
    std::vector<std::pair<ggml_tensor *, std::vector<char>>> inputs_;
};

// |a - b| / |b|
double distance(const float * a, const std::vector<float> & b) {
    double off = 0.0, size = 0.0;
    for (size_t i = 0; i < b.size(); ++i) {
        off += (double(a[i]) - b[i]) * (double(a[i]) - b[i]);
        size += double(b[i]) * b[i];
    }
    return std::sqrt(off) / std::max(std::sqrt(size), 1e-30);
}

// Our forward and backward of each layer against ggml's, on random inputs and gradients.
json against_autodiff(Bench & bench, Bench & oracle, Arithmetic arithmetic, int64_t tokens, bool rounds_products) {
    const Shape & shape = bench.model.shape();
    double worst = 0.0;
    std::string worst_name;
    for (int64_t layer = 0; layer < shape.layers; ++layer) {
        Random random(uint64_t(layer) + 5);
        std::vector<float> x(size_t(shape.embedding * tokens)), d_y(x.size());
        for (float & value : x) value = random.uniform();
        for (float & value : d_y) value = random.uniform();
        const AutodiffLayer expected(oracle, layer, tokens, x, d_y);

        Operations ops(bench.backend, arithmetic);
        ops.round_products(rounds_products);
        ggml_context * held = ggml_init({8 * ggml_tensor_overhead(), nullptr, true});
        ggml_tensor * x_in = ggml_new_tensor_2d(held, GGML_TYPE_F32, shape.embedding, tokens);
        ggml_tensor * d_in = ggml_new_tensor_2d(held, GGML_TYPE_F32, shape.embedding, tokens);
        ggml_tensor * positions = ggml_new_tensor_1d(held, GGML_TYPE_I32, tokens);
        ggml_tensor * mask = ggml_new_tensor_2d(held, GGML_TYPE_F32, tokens, tokens);
        ggml_backend_buffer_t buffer = ggml_backend_alloc_ctx_tensors(held, bench.backend.handle());
        std::vector<int32_t> places(static_cast<size_t>(tokens));
        std::vector<float> masked(size_t(tokens * tokens), 0.0f);
        for (int64_t i = 0; i < tokens; ++i) {
            places[size_t(i)] = int32_t(i);
            for (int64_t j = i + 1; j < tokens; ++j) masked[size_t(i * tokens + j)] = -INFINITY;
        }
        ggml_backend_tensor_set(x_in, x.data(), 0, x.size() * 4);
        ggml_backend_tensor_set(d_in, d_y.data(), 0, d_y.size() * 4);
        ggml_backend_tensor_set(positions, places.data(), 0, places.size() * 4);
        ggml_backend_tensor_set(mask, masked.data(), 0, masked.size() * 4);
        bench.adapter->clear_gradients();
        ops.begin();
        const LayerInputs in = {&shape, &bench.model.layer(layer), bench.adapter.get(), layer, positions, ops.fused() ? nullptr : mask};
        LayerState state;
        ggml_tensor * y = layer_forward(ops, in, x_in, state, true);
        ggml_set_output(y);
        ops.keep(y);
        ggml_tensor * d_x = layer_backward(ops, in, x_in, state, d_in, true);
        ggml_set_output(d_x);
        ops.keep(d_x);
        ops.compute();
        bench.adapter->fetch_gradients();
        std::vector<float> got(x.size());
        const auto note = [&](const std::string & name, double error) {
            if (!(error <= worst)) {
                worst = error;
                worst_name = name;
            }
        };
        const std::string at = "blk." + std::to_string(layer) + ".";
        ggml_backend_tensor_get(y, got.data(), 0, got.size() * 4);
        note(at + "output", distance(got.data(), expected.y));
        ggml_backend_tensor_get(d_x, got.data(), 0, got.size() * 4);
        note(at + "input", distance(got.data(), expected.gradient_of(expected.x)));
        for (const Adapter::Entry & entry : bench.adapter->entries()) {
            for (int p = 0; p < projection_count; ++p) {
                const std::string name = at + projection_names[p] + ".weight.lora_";
                if (!expected.a[p]) continue;
                if (entry.name == name + "a") note(entry.name, distance(bench.adapter->gradients().data() + entry.offset, expected.gradient_of(expected.a[p])));
                if (entry.name == name + "b") note(entry.name, distance(bench.adapter->gradients().data() + entry.offset, expected.gradient_of(expected.b[p])));
            }
        }
        ggml_backend_buffer_free(buffer);
        ggml_free(held);
    }
    return {{"worst", worst}, {"tensor", worst_name}, {"layers", shape.layers}};
}

// The nearest bfloat16 of each value, as a float again.
void round_all(std::vector<float> & values) {
    std::vector<ggml_bf16_t> narrow(values.size());
    ggml_fp32_to_bf16_row(values.data(), narrow.data(), int64_t(values.size()));
    ggml_bf16_to_fp32_row(narrow.data(), values.data(), int64_t(values.size()));
}

// One product of rounded factors, worked out in units of 96 columns and 96 rows as training does, against
// the same product in double precision. W is stored as rows of `type`.
double rounded_product_error(ggml_type type, bool w_is_rows, int64_t rows, int64_t columns, int64_t depth, bool accumulate) {
    Random random(uint64_t(rows * columns + depth));
    std::vector<float> x(size_t(rows * depth)), w(size_t(columns * depth)), out(size_t(rows * columns));
    for (std::vector<float> * values : {&x, &w, &out}) {
        for (float & value : *values) value = random.uniform();
    }
    const int64_t inner = w_is_rows ? depth : columns, count = w_is_rows ? columns : depth;
    std::vector<char> stored(ggml_row_size(type, inner) * size_t(count));
    ggml_quantize_chunk(type, w.data(), stored.data(), 0, count, inner, nullptr);
    if (type != GGML_TYPE_F32) ggml_get_type_traits(type)->to_float(stored.data(), w.data(), int64_t(w.size()));
    std::vector<double> expected(out.begin(), out.end());
    GemmJob job;
    job.terms[0].x = x.data();
    job.terms[0].x_row = depth;
    job.terms[0].w = stored.data();
    job.terms[0].w_type = type;
    job.terms[0].w_row_bytes = ggml_row_size(type, inner);
    job.terms[0].w_is_rows = w_is_rows;
    job.terms[0].depth = depth;
    job.terms[0].is_rounded = true;
    job.term_count = 1;
    job.rows = rows;
    job.columns = columns;
    job.out = out.data();
    job.out_row = columns;
    job.alpha = 0.5f;
    job.accumulate = accumulate;
    const int64_t wide = gemm_column_step(job), high = gemm_row_step(job);
    for (int64_t j = 0; j < columns; j += wide) {
        for (int64_t i = 0; i < rows; i += high) kernels().gemm(job, i, std::min(rows, i + high), j, std::min(columns, j + wide));
    }
    round_all(x);
    round_all(w);
    double off = 0.0, size = 0.0;
    for (int64_t i = 0; i < rows; ++i) {
        for (int64_t j = 0; j < columns; ++j) {
            double sum = 0.0;
            for (int64_t k = 0; k < depth; ++k) sum += double(x[size_t(i * depth + k)]) * w[size_t(w_is_rows ? j * depth + k : k * columns + j)];
            const size_t at = size_t(i * columns + j);
            const double wanted = (accumulate ? expected[at] : 0.0) + 0.5 * sum;
            off += (out[at] - wanted) * (out[at] - wanted);
            size += wanted * wanted;
        }
    }
    return std::sqrt(off / size);
}

// Products in bfloat16 of shapes that do and do not fill tiles, panels and blocks of depth.
json rounded_products() {
    if (!bfloat16_term()) return {{"available", false}};
    double worst = 0.0;
    int64_t products = 0;
    const auto look = [&](ggml_type type, bool w_is_rows, int64_t rows, int64_t columns, int64_t depth) {
        for (const bool accumulate : {false, true}) {
            const double error = rounded_product_error(type, w_is_rows, rows, columns, depth, accumulate);
            if (!(error <= worst)) worst = error;
            products += 1;
        }
    };
    for (const int64_t rows : {1, 7, 8, 97, 203}) {
        for (const int64_t columns : {1, 16, 31, 48, 300}) {
            for (const int64_t depth : {1, 15, 32, 255, 256, 259, 530}) {
                look(GGML_TYPE_F32, true, rows, columns, depth);
                look(GGML_TYPE_F32, false, rows, columns, depth);
            }
        }
    }
    for (const ggml_type type : {GGML_TYPE_F16, GGML_TYPE_BF16, GGML_TYPE_Q8_0, GGML_TYPE_Q4_0, GGML_TYPE_Q4_K, GGML_TYPE_Q5_K, GGML_TYPE_Q6_K}) {
        look(type, true, 37, 90, 512);
        look(type, false, 37, 512, 90);
    }
    return {{"available", true}, {"worst", worst}, {"products", products}};
}

json numbers_of(const Adapter & adapter, const Floats & values) {
    json out = json::object();
    for (const Adapter::Entry & entry : adapter.entries()) {
        const float * from = values.data() + entry.offset;
        out[entry.name] = std::vector<float>(from, from + entry.ne0 * entry.ne1);
    }
    return out;
}

// Loss and gradients of one sample, then AdamW steps on it.
json gradients_and_steps(Bench & bench, const Dataset::Sequence & sequence, const json & command) {
    OptimiserSettings o;
    o.learning_rate = command.value("learningRate", 1e-2f);
    o.weight_decay = command.value("weightDecay", 0.01f);
    o.clip = command.value("clip", 1.0f);
    json out = {{"values", numbers_of(*bench.adapter, bench.adapter->values())}, {"losses", json::array()}};
    for (int step = 1; step <= command.value("steps", 5); ++step) {
        bench.adapter->clear_gradients();
        const double loss = bench.engine->run(sequence, 1.0f / float(sequence.supervised_count), nullptr, nothing);
        bench.adapter->fetch_gradients();
        out["losses"].push_back(loss / double(sequence.supervised_count));
        if (step == 1) out["gradients"] = numbers_of(*bench.adapter, bench.adapter->gradients());
        adam_step(*bench.adapter, o, o.learning_rate, uint64_t(step), gradient_norm(bench.adapter->gradients()));
    }
    out["stepped"] = numbers_of(*bench.adapter, bench.adapter->values());
    return out;
}

// A copy of a small model whose weights are written out as F32: llama.cpp then multiplies by what
// we multiply by. Gives how many tensors were changed.
int64_t write_dequantised(const std::string & from, const std::string & to) {
    ggml_context * data = nullptr;
    struct gguf_context * source = gguf_init_from_file(from.c_str(), {false, &data});
    if (!source) throw Failure("unsupported", from + " is not a GGUF file");
    struct gguf_context * target = gguf_init_empty();
    gguf_set_kv(target, source);
    const int64_t count = gguf_get_n_tensors(source);
    ggml_context * shapes = ggml_init({size_t(count + 1) * ggml_tensor_overhead(), nullptr, true});
    std::vector<std::vector<float>> values;
    values.reserve(size_t(count));
    int64_t changed = 0;
    for (int64_t i = 0; i < count; ++i) {
        ggml_tensor * tensor = ggml_get_tensor(data, gguf_get_tensor_name(source, i));
        if (tensor->type != GGML_TYPE_F32) {
            changed += 1;
            values.emplace_back(size_t(ggml_nelements(tensor)));
            ggml_get_type_traits(tensor->type)->to_float(tensor->data, values.back().data(), ggml_nelements(tensor));
            ggml_tensor * wide = ggml_new_tensor(shapes, GGML_TYPE_F32, ggml_n_dims(tensor), tensor->ne);
            ggml_set_name(wide, ggml_get_name(tensor));
            wide->data = values.back().data();
            tensor = wide;
        }
        gguf_add_tensor(target, tensor);
    }
    const bool is_written = gguf_write_to_file(target, to.c_str(), false);
    gguf_free(target);
    gguf_free(source);
    ggml_free(shapes);
    ggml_free(data);
    if (!is_written) throw Failure("write-failed", to + " could not be written");
    return changed;
}

}  // namespace

void run_checks(Protocol & protocol, const json & command) {
    if (command.value("what", "") == "dequantise") {
        const int64_t changed = write_dequantised(command.at("model").get<std::string>(), command.at("output").get<std::string>());
        protocol.send({{"type", "check"}, {"what", "dequantise"}, {"device", "cpu"}, {"kernels", "plain"}, {"result", {{"tensors", changed}}}});
        return;
    }
    if (command.value("what", "") == "roundedProducts") {
        protocol.send({{"type", "check"}, {"what", "roundedProducts"}, {"device", "cpu"}, {"kernels", "bfloat16"}, {"result", rounded_products()}});
        return;
    }
    const std::string what = command.value("what", ""), device = command.value("device", "cpu");
    const Arithmetic arithmetic = command.value("fused", true) ? Arithmetic::fused : Arithmetic::plain;
    Model header(command.at("model").get<std::string>());
    const Sample sample = read_sample(command, header);
    const int64_t longest = int64_t(sample.tokens.size()) - 1;
    Bench bench(command, device, arithmetic, longest);
    json out = {{"type", "check"}, {"what", what}, {"device", bench.backend.info().kind}, {"kernels", arithmetic == Arithmetic::fused && bench.backend.is_cpu() ? kernels().name : "plain"}};
    if (what == "finiteDifferences") {
        Bench losses(command, "cpu", Arithmetic::fused, longest);
        out["result"] = finite_differences(bench, losses, sample.sequence());
    } else if (what == "autodiff") {
        Bench oracle(command, "cpu", Arithmetic::fused, longest);
        out["result"] = against_autodiff(bench, oracle, arithmetic, longest, rounds(command));
    } else if (what == "gradients") {
        out["result"] = gradients_and_steps(bench, sample.sequence(), command);
    } else if (what == "operations") {
        out["result"] = {{"missing", bench.engine->missing_operations()}, {"used", bench.engine->used_operations()}};
    } else {
        throw Failure("bad-command", "what is finiteDifferences, autodiff, gradients, operations, roundedProducts or dequantise");
    }
    protocol.send(out);
}
