#include "engine.h"

#include "files.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <set>

namespace {

constexpr uint64_t mib = uint64_t(1) << 20;

// Rows of the head that are dequantised at once in the plain graph: 64 MiB of floats.
int64_t vocabulary_slice(const Shape & shape) { return std::max<int64_t>(256, int64_t(16 * mib) / shape.embedding); }

void pretend_allocated(ggml_context * context) {
    for (ggml_tensor * t = ggml_get_first_tensor(context); t; t = ggml_get_next_tensor(context, t)) {
        if (!t->data) t->data = reinterpret_cast<void *>(uintptr_t(4096));
    }
}

}  // namespace

int64_t Engine::head_rows(int64_t vocabulary) { return std::clamp<int64_t>(int64_t(16 * mib) / vocabulary, 16, 512); }

Engine::Engine(const Backend & backend, const Model & model, Adapter * adapter, int64_t longest, bool trains, Arithmetic arithmetic)
    : Engine(backend, model, adapter, longest, trains, arithmetic, false) {}

Engine::Engine(const Backend & backend, const Model & model, Adapter * adapter, int64_t longest, bool trains, Arithmetic arithmetic, bool pretend)
    : backend_(backend), model_(model), adapter_(adapter), longest_(longest), trains_(trains), ops_(backend, arithmetic), is_pretending_(pretend) {
    const Shape & shape = model.shape();
    const int64_t kept = trains ? shape.layers + 1 : 2;
    context_ = ggml_init({size_t(kept + 8) * ggml_tensor_overhead(), nullptr, true});
    token_ids_ = ggml_new_tensor_1d(context_, GGML_TYPE_I32, longest);
    positions_ = ggml_new_tensor_1d(context_, GGML_TYPE_I32, longest);
    if (!ops_.fused()) mask_ = ggml_new_tensor_1d(context_, GGML_TYPE_F32, mask_width(longest) * longest);
    if (trains) gradient_ = ggml_new_tensor_2d(context_, GGML_TYPE_F32, shape.embedding, longest);
    for (int64_t i = 0; i < kept; ++i) checkpoints_.push_back(ggml_new_tensor_2d(context_, GGML_TYPE_F32, shape.embedding, longest));
    if (pretend) {
        pretend_allocated(context_);
        return;
    }
    buffer_ = ggml_backend_alloc_ctx_tensors(context_, backend.handle());
    if (!buffer_) throw Failure("out-of-memory", "too little memory on the device for the activations");
    std::vector<int32_t> ids(static_cast<size_t>(longest));
    for (size_t i = 0; i < ids.size(); ++i) ids[i] = int32_t(i);
    ggml_backend_tensor_set(positions_, ids.data(), 0, ids.size() * sizeof(int32_t));
}

Engine::~Engine() {
    if (buffer_) ggml_backend_buffer_free(buffer_);
    if (context_) ggml_free(context_);
}

// llama.cpp's cache holds a multiple of 256 positions.
int64_t Engine::mask_width(int64_t tokens) const { return ops_.arithmetic() == Arithmetic::stored ? (tokens + 255) / 256 * 256 : tokens; }

ggml_tensor * Engine::view(ggml_tensor * whole) const {
    return ggml_view_2d(ops_.context(), whole, whole->ne[0], tokens_, whole->nb[1], 0);
}

LayerInputs Engine::inputs(int64_t layer) const {
    LayerInputs in;
    in.shape = &model_.shape();
    in.weights = &model_.layer(layer);
    in.adapter = adapter_;
    in.index = layer;
    in.positions = ggml_view_1d(ops_.context(), positions_, tokens_, 0);
    const int64_t width = mask_width(tokens_);
    in.mask = mask_ ? ggml_view_2d(ops_.context(), mask_, width, tokens_, size_t(width) * sizeof(float), 0) : nullptr;
    return in;
}

void Engine::set_tokens(const Dataset::Sequence & sequence) {
    tokens_ = sequence.count - 1;
    if (tokens_ > longest_) throw Failure("too-long", "a sample is longer than planned");
    ggml_backend_tensor_set(token_ids_, sequence.tokens, 0, size_t(tokens_) * sizeof(int32_t));
    if (mask_ && mask_tokens_ != tokens_) {
        const int64_t width = mask_width(tokens_);
        std::vector<float> mask(size_t(width * tokens_), 0.0f);
        for (int64_t i = 0; i < tokens_; ++i) {
            for (int64_t j = i + 1; j < width; ++j) mask[size_t(i * width + j)] = -INFINITY;
        }
        ggml_backend_tensor_set(mask_, mask.data(), 0, mask.size() * sizeof(float));
        mask_tokens_ = tokens_;
    }
}

void Engine::build_forward(int64_t layer) {
    ops_.begin();
    ggml_tensor * x = view(checkpoints_[size_t(trains_ ? layer : layer % 2)]);
    if (layer == 0) {
        ggml_tensor * embedded = ggml_get_rows(ops_.context(), model_.token_embedding(), ggml_view_1d(ops_.context(), token_ids_, tokens_, 0));
        x = ggml_cpy(ops_.context(), embedded, x);
        ops_.keep(x);
    }
    LayerState state;
    ggml_tensor * y = layer_forward(ops_, inputs(layer), x, state, true);
    ops_.keep(ggml_cpy(ops_.context(), y, view(checkpoints_[size_t(trains_ ? layer + 1 : (layer + 1) % 2)])));
}

void Engine::build_backward(int64_t layer) {
    ops_.begin();
    ggml_tensor * x = view(checkpoints_[size_t(layer)]);
    LayerState state;
    layer_forward(ops_, inputs(layer), x, state, false);
    ggml_tensor * d_y = view(gradient_);
    ggml_tensor * d_x = layer_backward(ops_, inputs(layer), x, state, d_y, layer > 0);
    if (d_x) ops_.keep(ggml_cpy(ops_.context(), d_x, d_y));
}

// logits = W h by slices of the vocabulary; the loss needs p of the target alone, which one
// get_rows picks from the softmax seen as single numbers. d_h = weight (W' p - W[target]).
void Engine::plain_head(HeadGraph & graph, ggml_tensor * hidden, ggml_tensor * x, bool with_gradient) {
    ggml_context * c = ops_.context();
    const Shape & shape = model_.shape();
    const int64_t slice = vocabulary_slice(shape), count = hidden->ne[1];
    ggml_tensor * logits = nullptr;
    for (int64_t from = 0; from < shape.vocabulary; from += slice) {
        const int64_t rows = std::min(slice, shape.vocabulary - from);
        ggml_tensor * part = ggml_mul_mat(c, ops_.factor(model_.output(), from, rows), hidden);
        logits = logits ? ggml_concat(c, logits, part, 0) : part;
    }
    ggml_tensor * p = ggml_soft_max(c, logits);
    graph.places = ggml_new_tensor_1d(c, GGML_TYPE_I32, count);
    ggml_set_input(graph.places);
    graph.likelihoods = ggml_get_rows(c, ggml_reshape_2d(c, p, 1, shape.vocabulary * count), graph.places);
    ops_.keep(graph.likelihoods);
    if (!with_gradient) return;
    ggml_tensor * d_h = nullptr;
    for (int64_t from = 0; from < shape.vocabulary; from += slice) {
        const int64_t rows = std::min(slice, shape.vocabulary - from);
        ggml_tensor * share = ggml_cont(c, ggml_view_2d(c, p, rows, count, p->nb[1], size_t(from) * sizeof(float)));
        ggml_tensor * part = ggml_mul_mat(c, ops_.transposed(ops_.dequantise(model_.output(), from, rows)), share);
        d_h = d_h ? ggml_add(c, d_h, part) : part;
    }
    graph.weights = ggml_new_tensor_2d(c, GGML_TYPE_F32, 1, count);
    ggml_set_input(graph.weights);
    d_h = ggml_mul(c, ggml_sub(c, d_h, ggml_get_rows(c, model_.output(), graph.targets)), graph.weights);
    graph.gradient = ops_.norm_back(d_h, x, model_.output_norm(), shape.norm_epsilon);
    ops_.keep(graph.gradient);
}

Engine::HeadGraph Engine::build_head(int64_t count, bool with_gradient) {
    ops_.begin();
    ggml_context * c = ops_.context();
    const Shape & shape = model_.shape();
    HeadGraph graph {};
    graph.rows = ggml_new_tensor_1d(c, GGML_TYPE_I32, count);
    graph.targets = ggml_new_tensor_1d(c, GGML_TYPE_I32, count);
    ggml_set_input(graph.rows);
    ggml_set_input(graph.targets);
    ggml_tensor * last = view(checkpoints_[size_t(trains_ ? shape.layers : shape.layers % 2)]);
    ggml_tensor * x = ggml_get_rows(c, last, graph.rows);
    ggml_tensor * hidden = ops_.norm(x, model_.output_norm(), shape.norm_epsilon);
    if (!ops_.fused()) {
        plain_head(graph, hidden, x, with_gradient);
        return graph;
    }
    graph.weights = ggml_new_tensor_1d(c, GGML_TYPE_F32, count);
    ggml_set_input(graph.weights);
    ggml_tensor * logits = ops_.project({{model_.output(), hidden, false, true}});
    graph.likelihoods = ops_.softmax_loss(logits, graph.targets, graph.weights);
    ops_.keep(graph.likelihoods);
    if (with_gradient) {
        ggml_tensor * d_h = ops_.project({{model_.output(), logits, true, true}});
        graph.gradient = ops_.norm_back(d_h, x, model_.output_norm(), shape.norm_epsilon);
        ops_.keep(graph.gradient);
    }
    return graph;
}

// The head over the supervised rows alone, some at a time; their gradients are put in their places
// of an otherwise empty gradient of the last layer's output.
double Engine::head(const Dataset::Sequence & sequence, float weight, float * log_likelihoods, const std::function<void()> & between) {
    const Shape & shape = model_.shape();
    std::vector<int32_t> rows;
    for (int64_t i = 0; i < tokens_; ++i) {
        if (sequence.supervised[i + 1]) rows.push_back(int32_t(i));
    }
    const bool with_gradient = weight != 0.0f;
    if (with_gradient) host_gradient_.assign(size_t(tokens_ * shape.embedding), 0.0f);
    const int64_t step = head_rows(shape.vocabulary);
    std::vector<float> part;
    double loss = 0.0;
    for (size_t from = 0; from < rows.size(); from += size_t(step)) {
        between();
        const size_t count = std::min(size_t(step), rows.size() - from);
        const HeadGraph graph = build_head(int64_t(count), with_gradient);
        std::vector<int32_t> targets(count), places(count);
        for (size_t i = 0; i < count; ++i) {
            targets[i] = sequence.tokens[rows[from + i] + 1];
            places[i] = int32_t(int64_t(i) * shape.vocabulary + targets[i]);
        }
        const std::vector<float> weights(count, weight);
        ops_.compute([&] {
            ggml_backend_tensor_set(graph.rows, rows.data() + from, 0, count * sizeof(int32_t));
            if (graph.targets->buffer) ggml_backend_tensor_set(graph.targets, targets.data(), 0, count * sizeof(int32_t));
            if (graph.places) ggml_backend_tensor_set(graph.places, places.data(), 0, count * sizeof(int32_t));
            if (graph.weights) ggml_backend_tensor_set(graph.weights, weights.data(), 0, count * sizeof(float));
        });
        std::vector<float> likelihoods(count);
        ggml_backend_tensor_get(graph.likelihoods, likelihoods.data(), 0, count * sizeof(float));
        for (size_t i = 0; i < count; ++i) {
            const double value = ops_.fused() ? double(likelihoods[i]) : std::log(double(std::max(likelihoods[i], 1e-38f)));
            // A probability that is no number must stay one: max() above would hide it.
            loss -= std::isnan(likelihoods[i]) ? double(NAN) : value;
            if (log_likelihoods) log_likelihoods[rows[from + i]] = float(value);
        }
        if (with_gradient) {
            part.resize(count * size_t(shape.embedding));
            ggml_backend_tensor_get(graph.gradient, part.data(), 0, part.size() * sizeof(float));
            for (size_t i = 0; i < count; ++i) {
                std::memcpy(host_gradient_.data() + size_t(rows[from + i]) * size_t(shape.embedding), part.data() + i * size_t(shape.embedding),
                            size_t(shape.embedding) * sizeof(float));
            }
        }
    }
    if (with_gradient) ggml_backend_tensor_set(gradient_, host_gradient_.data(), 0, host_gradient_.size() * sizeof(float));
    return loss;
}

double Engine::run(const Dataset::Sequence & sequence, float weight, float * log_likelihoods, const std::function<void()> & between) {
    if (log_likelihoods) std::fill(log_likelihoods, log_likelihoods + sequence.count - 1, 0.0f);
    if (sequence.supervised_count == 0) return 0.0;
    set_tokens(sequence);
    ops_.round_products(rounding_ == Rounding::everything || (rounding_ == Rounding::gradients && weight != 0.0f));
    const int64_t layers = model_.shape().layers;
    for (int64_t layer = 0; layer < layers; ++layer) {
        between();
        build_forward(layer);
        model_.fetch_layer(layer);
        ops_.compute();
        if (layer == 0) model_.let_go_of_embedding();
        model_.let_go_of_layer(layer);
    }
    model_.fetch_head();
    const double loss = head(sequence, weight, log_likelihoods, between);
    model_.let_go_of_head();
    if (weight == 0.0f || !std::isfinite(loss)) return loss;
    for (int64_t layer = layers - 1; layer >= 0; --layer) {
        between();
        build_backward(layer);
        model_.fetch_layer(layer);
        ops_.compute();
        model_.let_go_of_layer(layer);
    }
    return loss;
}

MemoryPlan Engine::plan(const Backend & backend, Model & model, const AdapterSettings * settings, int64_t longest, bool trains) {
    const Shape & shape = model.shape();
    model.pretend_loaded();
    std::unique_ptr<Adapter> adapter;
    if (settings) {
        adapter = std::make_unique<Adapter>(model, *settings, trains);
        adapter->pretend_placed();
    }
    Engine engine(backend, model, adapter.get(), longest, trains, Arithmetic::fused, true);
    engine.tokens_ = longest;
    const auto measured = [&](const std::function<void()> & build) {
        build();
        return uint64_t(engine.ops_.measure());
    };
    MemoryPlan plan;
    plan.weights = backend.is_cpu() ? model.held_bytes(longest) : model.file_bytes();
    if (adapter) plan.adapter = uint64_t(adapter->size()) * sizeof(float) * (trains ? 4 : 1);
    const uint64_t row = uint64_t(shape.embedding) * uint64_t(longest) * sizeof(float);
    plan.checkpoints = row * uint64_t(trains ? shape.layers + 1 : 2) + (trains ? 2 * row : 0);
    const int64_t rows = std::min<int64_t>(longest, head_rows(shape.vocabulary));
    plan.work = std::max({measured([&] { engine.build_forward(0); }), measured([&] { engine.build_head(rows, trains); }),
                          trains ? measured([&] { engine.build_backward(shape.layers > 1 ? 1 : 0); }) : 0});
    if (!engine.ops_.fused()) plan.work += uint64_t(longest) * uint64_t(longest) * sizeof(float);
    // Packed panels and blocks of scores in each thread, the program itself and its libraries.
    const uint64_t each = mib + 2 * uint64_t(AttentionJob::block) * uint64_t(longest) * sizeof(float);
    plan.other = uint64_t(backend.threads()) * each + 16 * mib;
    model.forget_pretence();
    return plan;
}

void Engine::visit_graphs(const std::function<void(const ggml_tensor *)> & visit) {
    tokens_ = std::min<int64_t>(longest_, 64);
    const auto look = [&] {
        for (int i = 0; i < ggml_graph_n_nodes(ops_.graph()); ++i) visit(ggml_graph_node(ops_.graph(), i));
    };
    build_forward(0);
    look();
    build_head(4, trains_);
    look();
    if (trains_) {
        build_backward(model_.shape().layers - 1);
        look();
    }
}

std::vector<std::string> Engine::missing_operations() {
    std::set<std::string> names;
    visit_graphs([&](const ggml_tensor * node) {
        if (!ggml_backend_supports_op(backend_.handle(), node)) names.insert(ggml_op_desc(node));
    });
    return {names.begin(), names.end()};
}

std::vector<std::string> Engine::used_operations() {
    std::set<std::string> names;
    visit_graphs([&](const ggml_tensor * node) {
        const bool is_family = node->op == GGML_OP_UNARY || node->op == GGML_OP_GLU;
        names.insert(is_family ? std::string(ggml_op_name(node->op)) + " " + ggml_op_desc(node) : std::string(ggml_op_name(node->op)));
    });
    return {names.begin(), names.end()};
}
