#include "operations.h"

#include "files.h"

#include <algorithm>
#include <chrono>
#include <cstring>

namespace {
constexpr size_t graph_nodes = 4096;
}

// What a custom node needs when it runs: tensors (their addresses are known by then only).
struct Operations::Node {
    std::vector<Product> terms;
    ggml_tensor *a = nullptr, *b = nullptr, *c = nullptr, *d = nullptr, *e = nullptr, *f = nullptr;
    float alpha = 1.0f;
    bool is_outer = false, rounds = false;
    Pool * pool = nullptr;
    double * seconds = nullptr;
};

namespace {

// Adds the time of its life to a sum.
class Stopwatch {
public:
    explicit Stopwatch(double * sum) : sum_(sum), start_(std::chrono::steady_clock::now()) {}
    ~Stopwatch() { *sum_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count(); }
private:
    double * sum_;
    std::chrono::steady_clock::time_point start_;
};

}  // namespace

Operations::Operations(const Backend & backend, Arithmetic arithmetic)
    : backend_(backend), arithmetic_(arithmetic == Arithmetic::fused && !backend.is_cpu() ? Arithmetic::plain : arithmetic) {
    arena_.resize(graph_nodes * ggml_tensor_overhead() * 2 + ggml_graph_overhead_custom(graph_nodes, false));
    allocator_ = ggml_gallocr_new(ggml_backend_get_default_buffer_type(backend.handle()));
}

Operations::~Operations() {
    if (context_) ggml_free(context_);
    ggml_gallocr_free(allocator_);
}

void Operations::begin() {
    if (context_) ggml_free(context_);
    nodes_.clear();
    ranges_.clear();
    context_ = ggml_init({arena_.size(), arena_.data(), true});
    graph_ = ggml_new_graph_custom(context_, graph_nodes, false);
}

void Operations::compute(const std::function<void()> & fill) {
    if (!ggml_gallocr_alloc_graph(allocator_, graph_)) throw Failure("out-of-memory", "the device has too little memory for one layer");
    for (const auto & [tensor, from] : ranges_) {
        if (!tensor->buffer) continue;
        std::vector<int32_t> ids(size_t(tensor->ne[0]));
        for (size_t i = 0; i < ids.size(); ++i) ids[i] = from + int32_t(i);
        ggml_backend_tensor_set(tensor, ids.data(), 0, ids.size() * sizeof(int32_t));
    }
    if (fill) fill();
    if (ggml_backend_graph_compute(backend_.handle(), graph_) != GGML_STATUS_SUCCESS) throw Failure("compute", "the device could not compute a layer");
}

size_t Operations::measure() {
    size_t size = 0;
    ggml_gallocr_t probe = ggml_gallocr_new(ggml_backend_get_default_buffer_type(backend_.handle()));
    ggml_gallocr_reserve_n_size(probe, graph_, nullptr, nullptr, &size);
    ggml_gallocr_free(probe);
    return size;
}

Operations::Node & Operations::node() {
    nodes_.emplace_back();
    nodes_.back().pool = &backend_.pool();
    nodes_.back().seconds = &attention_seconds_;
    return nodes_.back();
}

ggml_tensor * Operations::dequantise(ggml_tensor * w, int64_t from, int64_t count) {
    if (w->type == GGML_TYPE_F32 && from == 0 && count == w->ne[1]) return w;
    if (w->type == GGML_TYPE_F32) return ggml_view_2d(context_, w, w->ne[0], count, w->nb[1], size_t(from) * w->nb[1]);
    ggml_tensor * ids = ggml_new_tensor_1d(context_, GGML_TYPE_I32, count);
    ggml_set_input(ids);
    ranges_.push_back({ids, int32_t(from)});
    return ggml_get_rows(context_, w, ids);
}

ggml_tensor * Operations::factor(ggml_tensor * w, int64_t from, int64_t count) {
    if (arithmetic_ != Arithmetic::stored) return dequantise(w, from, count);
    return ggml_view_2d(context_, w, w->ne[0], count, w->nb[1], size_t(from) * w->nb[1]);
}

ggml_tensor * Operations::transposed(ggml_tensor * x) { return ggml_cont(context_, ggml_transpose(context_, x)); }

ggml_tensor * Operations::project(const std::vector<Product> & terms, float alpha) {
    const Product & first = terms.front();
    const int64_t outputs = first.transposed ? first.w->ne[0] : first.w->ne[1], tokens = first.x->ne[1];
    if (fused()) {
        Node & mine = node();
        mine.terms = terms;
        mine.rounds = rounds_;
        mine.alpha = alpha;
        std::vector<ggml_tensor *> args;
        for (const Product & term : terms) args.push_back(term.x);
        return ggml_custom_4d(context_, GGML_TYPE_F32, outputs, tokens, 1, 1, args.data(), int(args.size()), run_project, 1, &mine);
    }
    ggml_tensor * sum = nullptr;
    for (const Product & term : terms) {
        ggml_tensor * w = term.transposed ? transposed(dequantise(term.w, 0, term.w->ne[1])) : factor(term.w, 0, term.w->ne[1]);
        ggml_tensor * part = ggml_mul_mat(context_, w, term.x);
        sum = sum ? ggml_add(context_, sum, part) : part;
    }
    return alpha == 1.0f ? sum : ggml_scale(context_, sum, alpha);
}

void Operations::add_outer(ggml_tensor * gradient, ggml_tensor * x, ggml_tensor * u) {
    if (fused()) {
        Node & mine = node();
        mine.is_outer = true;
        mine.a = gradient;
        mine.b = x;
        mine.c = u;
        ggml_tensor * args[] = {x, u};
        keep(ggml_custom_inplace(context_, gradient, args, 2, run_project, 1, &mine));
        return;
    }
    keep(ggml_add_inplace(context_, gradient, ggml_mul_mat(context_, transposed(x), transposed(u))));
}

// Units of work are handed out one by one; which thread takes which changes no number.
void Operations::run_project(ggml_tensor * dst, int, int, void * data) {
    Node & mine = *static_cast<Node *>(data);
    GemmJob job;
    job.out = static_cast<float *>(dst->data);
    if (mine.is_outer) {
        GemmTerm & term = job.terms[0];
        term.x = static_cast<const float *>(mine.c->data);
        term.x_row = 1;
        term.x_col = mine.c->ne[0];
        term.w = static_cast<const char *>(mine.b->data);
        term.w_type = GGML_TYPE_F32;
        term.w_row_bytes = mine.b->nb[1];
        term.w_is_rows = false;
        term.depth = mine.b->ne[1];
        job.term_count = 1;
        job.rows = mine.c->ne[0];
        job.columns = mine.b->ne[0];
        job.accumulate = true;
    } else {
        for (const Product & product : mine.terms) {
            GemmTerm & term = job.terms[job.term_count++];
            term.x = static_cast<const float *>(product.x->data);
            term.x_row = int64_t(product.x->nb[1] / sizeof(float));
            term.w = static_cast<const char *>(product.w->data);
            term.w_type = product.w->type;
            term.w_row_bytes = product.w->nb[1];
            term.w_is_rows = !product.transposed;
            term.depth = product.transposed ? product.w->ne[1] : product.w->ne[0];
            term.is_rounded = mine.rounds && product.is_frozen;
        }
        job.rows = dst->ne[1];
        job.columns = dst->ne[0];
        job.alpha = mine.alpha;
    }
    job.out_row = job.columns;
    const int64_t wide = gemm_column_step(job), high = gemm_row_step(job);
    const int64_t across = (job.columns + wide - 1) / wide, down = (job.rows + high - 1) / high;
    mine.pool->run(across * down, [&](int64_t unit) {
        const int64_t column = unit % across * wide, row = unit / across * high;
        kernels().gemm(job, row, std::min(job.rows, row + high), column, std::min(job.columns, column + wide));
    });
}

namespace {

constexpr int64_t rows_together = 32;

const float * floats(const ggml_tensor * tensor) { return static_cast<const float *>(tensor->data); }

// work(row) for all rows of a contiguous tensor, some rows to a unit.
void for_rows(Pool & pool, const ggml_tensor * tensor, const std::function<void(int64_t)> & work) {
    const int64_t rows = ggml_nrows(tensor);
    pool.run((rows + rows_together - 1) / rows_together, [&](int64_t unit) {
        for (int64_t row = unit * rows_together; row < std::min(rows, (unit + 1) * rows_together); ++row) work(row);
    });
}

}  // namespace

void Operations::run_norm(ggml_tensor * dst, int, int, void * data) {
    const Node & mine = *static_cast<Node *>(data);
    const int64_t count = dst->ne[0];
    float * out = static_cast<float *>(dst->data);
    for_rows(*mine.pool, dst, [&](int64_t row) { kernels().norm(floats(mine.a) + row * count, floats(mine.b), out + row * count, count, mine.alpha); });
}

ggml_tensor * Operations::norm(ggml_tensor * x, ggml_tensor * weight, float epsilon) {
    if (!fused()) return ggml_mul(context_, ggml_rms_norm(context_, x, epsilon), weight);
    Node & mine = node();
    mine.a = x;
    mine.b = weight;
    mine.alpha = epsilon;
    ggml_tensor * args[] = {x};
    return ggml_custom_4d(context_, GGML_TYPE_F32, x->ne[0], x->ne[1], x->ne[2], 1, args, 1, run_norm, 1, &mine);
}

void Operations::run_norm_back(ggml_tensor * dst, int, int, void * data) {
    const Node & mine = *static_cast<Node *>(data);
    const int64_t count = dst->ne[0];
    float * out = static_cast<float *>(dst->data);
    for_rows(*mine.pool, dst, [&](int64_t row) {
        const int64_t at = row * count;
        kernels().norm_back(floats(mine.a) + at, floats(mine.b) + at, floats(mine.c), mine.d ? floats(mine.d) + at : nullptr, out + at, count, mine.alpha);
    });
}

ggml_tensor * Operations::norm_back(ggml_tensor * d_y, ggml_tensor * x, ggml_tensor * weight, float epsilon, ggml_tensor * base) {
    if (!fused()) {
        ggml_tensor * d_x = ggml_rms_norm_back(context_, ggml_mul(context_, d_y, weight), x, epsilon);
        return base ? ggml_add(context_, base, d_x) : d_x;
    }
    Node & mine = node();
    mine.a = d_y;
    mine.b = x;
    mine.c = weight;
    mine.d = base;
    mine.alpha = epsilon;
    ggml_tensor * args[] = {d_y, x, base};
    return ggml_custom_4d(context_, GGML_TYPE_F32, x->ne[0], x->ne[1], x->ne[2], 1, args, base ? 3 : 2, run_norm_back, 1, &mine);
}

void Operations::run_gated(ggml_tensor * dst, int, int, void * data) {
    const Node & mine = *static_cast<Node *>(data);
    const int64_t count = dst->ne[0];
    float * out = static_cast<float *>(dst->data);
    for_rows(*mine.pool, dst, [&](int64_t row) { kernels().gated(floats(mine.a) + row * count, floats(mine.b) + row * count, out + row * count, count); });
}

ggml_tensor * Operations::gated(ggml_tensor * gate, ggml_tensor * up) {
    if (!fused()) return ggml_swiglu_split(context_, gate, up);
    Node & mine = node();
    mine.a = gate;
    mine.b = up;
    ggml_tensor * args[] = {gate, up};
    return ggml_custom_4d(context_, GGML_TYPE_F32, gate->ne[0], gate->ne[1], 1, 1, args, 2, run_gated, 1, &mine);
}

void Operations::run_gated_back(ggml_tensor * dst, int, int, void * data) {
    const Node & mine = *static_cast<Node *>(data);
    const int64_t count = mine.b->ne[0], all = ggml_nelements(mine.b);
    float * out = static_cast<float *>(dst->data);
    for_rows(*mine.pool, mine.b, [&](int64_t row) {
        const int64_t at = row * count;
        kernels().gated_back(floats(mine.a) + at, floats(mine.b) + at, floats(mine.c) + at, out + at, out + all + at, count);
    });
}

std::pair<ggml_tensor *, ggml_tensor *> Operations::gated_back(ggml_tensor * d, ggml_tensor * gate, ggml_tensor * up) {
    if (!fused()) {
        return {ggml_silu_back(context_, ggml_mul(context_, d, up), gate), ggml_mul(context_, d, ggml_silu(context_, gate))};
    }
    Node & mine = node();
    mine.a = d;
    mine.b = gate;
    mine.c = up;
    ggml_tensor * args[] = {d, gate, up};
    ggml_tensor * both = ggml_custom_4d(context_, GGML_TYPE_F32, gate->ne[0], gate->ne[1], 2, 1, args, 3, run_gated_back, 1, &mine);
    return {ggml_view_2d(context_, both, gate->ne[0], gate->ne[1], both->nb[1], 0), ggml_view_2d(context_, both, gate->ne[0], gate->ne[1], both->nb[1], both->nb[2])};
}

ggml_tensor * Operations::rope(ggml_tensor * x, ggml_tensor * positions, const Rope & r) {
    return ggml_rope_ext(context_, x, positions, r.factors, r.dimensions, r.mode, r.original_context, r.base, r.scale, r.extension, r.attention,
                         r.beta_fast, r.beta_slow);
}

ggml_tensor * Operations::rope_back(ggml_tensor * gradient, ggml_tensor * positions, const Rope & r) {
    return ggml_rope_ext_back(context_, gradient, positions, r.factors, r.dimensions, r.mode, r.original_context, r.base, r.scale, r.extension,
                              r.attention, r.beta_fast, r.beta_slow);
}

namespace {

AttentionJob job_of(ggml_tensor * q, ggml_tensor * k, ggml_tensor * v, float scale) {
    AttentionJob job;
    job.q = static_cast<const float *>(q->data);
    job.k = static_cast<const float *>(k->data);
    job.v = static_cast<const float *>(v->data);
    job.size = q->ne[0];
    job.heads = q->ne[1];
    job.kv_heads = k->ne[1];
    job.tokens = q->ne[2];
    job.scale = scale;
    return job;
}

// Plain graph: how many KV heads at once, so that scores stay below 128 MiB.
int64_t heads_at_once(ggml_tensor * q, ggml_tensor * k) {
    const int64_t group = q->ne[1] / k->ne[1], one = group * q->ne[2] * q->ne[2] * int64_t(sizeof(float));
    return std::clamp<int64_t>((int64_t(128) << 20) / one, 1, k->ne[1]);
}

// Heads [from, from + count) of [size, heads, tokens], seen as [size, tokens, count].
ggml_tensor * seen_by_head(ggml_context * context, ggml_tensor * x, int64_t from, int64_t count) {
    ggml_tensor * part = ggml_view_3d(context, x, x->ne[0], count, x->ne[2], x->nb[1], x->nb[2], size_t(from) * x->nb[1]);
    return ggml_permute(context, part, 0, 2, 1, 3);
}

// The same, contiguous.
ggml_tensor * by_head(ggml_context * context, ggml_tensor * x, int64_t from, int64_t count) {
    return ggml_cont(context, seen_by_head(context, x, from, count));
}

ggml_tensor * joined(ggml_context * context, ggml_tensor * all, ggml_tensor * part) {
    return all ? ggml_concat(context, all, part, 2) : part;
}

// [size, tokens, heads] back to [size, heads, tokens].
ggml_tensor * by_token(ggml_context * context, ggml_tensor * x) { return ggml_cont(context, ggml_permute(context, x, 0, 2, 1, 3)); }

}  // namespace

void Operations::run_attention(ggml_tensor * dst, int, int, void * data) {
    Node & mine = *static_cast<Node *>(data);
    const Stopwatch stopwatch(mine.seconds);
    AttentionJob job = job_of(mine.a, mine.b, mine.c, mine.alpha);
    job.out = static_cast<float *>(dst->data);
    job.lse = job.out + job.tokens * job.heads * job.size;
    const int64_t blocks = (job.tokens + AttentionJob::block - 1) / AttentionJob::block;
    mine.pool->run(blocks * job.heads, [&](int64_t unit) {
        const int64_t row = (blocks - 1 - unit / job.heads) * AttentionJob::block;
        kernels().attention_forward(job, unit % job.heads, row, std::min(job.tokens, row + AttentionJob::block));
    });
}

AttentionResult Operations::attention(ggml_tensor * q, ggml_tensor * k, ggml_tensor * v, ggml_tensor * mask, float scale) {
    const int64_t size = q->ne[0], heads = q->ne[1], tokens = q->ne[2];
    if (fused()) {
        Node & mine = node();
        mine.a = q;
        mine.b = k;
        mine.c = v;
        mine.alpha = scale;
        ggml_tensor * args[] = {q, k, v};
        ggml_tensor * both = ggml_custom_4d(context_, GGML_TYPE_F32, (size + 1) * heads * tokens, 1, 1, 1, args, 3, run_attention, 1, &mine);
        return {ggml_view_2d(context_, both, size * heads, tokens, size_t(size * heads) * sizeof(float), 0), both};
    }
    const int64_t group = heads / k->ne[1], step = heads_at_once(q, k);
    ggml_tensor * out = nullptr;
    for (int64_t from = 0; from < k->ne[1]; from += step) {
        const int64_t count = std::min(step, k->ne[1] - from);
        // llama.cpp's cache is as wide as the mask, and it does not copy q: ggml would sum the products of
        // other shapes in another order.
        const bool is_stored = arithmetic_ == Arithmetic::stored;
        const int gap = is_stored ? int(mask->ne[0] - tokens) : 0;
        ggml_tensor * qh = (is_stored ? seen_by_head : by_head)(context_, q, from * group, count * group);
        ggml_tensor * kh = by_head(context_, k, from, count);
        ggml_tensor * vh = transposed(by_head(context_, v, from, count));
        if (gap > 0) {
            kh = ggml_pad(context_, kh, 0, gap, 0, 0);
            vh = ggml_pad(context_, vh, gap, 0, 0, 0);
        }
        ggml_tensor * p = ggml_soft_max_ext(context_, ggml_mul_mat(context_, kh, qh), mask, scale, 0.0f);
        out = joined(context_, out, ggml_mul_mat(context_, vh, p));
    }
    return {ggml_reshape_2d(context_, by_token(context_, out), size * heads, tokens), nullptr};
}

void Operations::run_attention_back(ggml_tensor * dst, int, int, void * data) {
    Node & mine = *static_cast<Node *>(data);
    const Stopwatch stopwatch(mine.seconds);
    AttentionJob job = job_of(mine.a, mine.b, mine.c, mine.alpha);
    const int64_t count = job.tokens * job.heads * job.size;
    job.out = static_cast<float *>(mine.e->data);
    job.lse = job.out + count;
    job.d_out = static_cast<const float *>(mine.d->data);
    job.d_q = static_cast<float *>(dst->data);
    job.d_k = job.d_q + count;
    job.d_v = job.d_k + count;
    mine.pool->run(job.heads, [&](int64_t head) { kernels().attention_backward(job, head); });
}

// Sums the gradients of the query heads that share a KV head.
void Operations::run_group_sum(ggml_tensor * dst, int ith, int nth, void * data) {
    Node & mine = *static_cast<Node *>(data);
    const int64_t size = dst->ne[0], kv_heads = dst->ne[1], tokens = dst->ne[2], group = mine.a->ne[1] / kv_heads;
    const float * from = static_cast<const float *>(mine.a->data);
    float * to = static_cast<float *>(dst->data);
    for (int64_t t = tokens * ith / nth; t < tokens * (ith + 1) / nth; ++t) {
        for (int64_t h = 0; h < kv_heads; ++h) {
            const float * part = from + (t * kv_heads + h) * group * size;
            for (int64_t c = 0; c < size; ++c) {
                float sum = part[c];
                for (int64_t g = 1; g < group; ++g) sum += part[g * size + c];
                to[(t * kv_heads + h) * size + c] = sum;
            }
        }
    }
}

AttentionGradients Operations::attention_back(const AttentionResult & result, ggml_tensor * d_out, ggml_tensor * q, ggml_tensor * k,
                                              ggml_tensor * v, ggml_tensor * mask, float scale) {
    const int64_t size = q->ne[0], heads = q->ne[1], tokens = q->ne[2], kv_heads = k->ne[1], group = heads / kv_heads;
    if (fused()) {
        Node & mine = node();
        mine.a = q;
        mine.b = k;
        mine.c = v;
        mine.d = d_out;
        mine.e = result.lse;
        mine.alpha = scale;
        ggml_tensor * args[] = {q, k, v, d_out, result.lse};
        const int64_t count = size * heads * tokens;
        ggml_tensor * all = ggml_custom_4d(context_, GGML_TYPE_F32, 3 * count, 1, 1, 1, args, 5, run_attention_back, 1, &mine);
        const auto part = [&](int64_t index) {
            ggml_tensor * view = ggml_view_3d(context_, all, size, heads, tokens, size_t(size) * sizeof(float), size_t(size * heads) * sizeof(float),
                                              size_t(index * count) * sizeof(float));
            if (index == 0 || group == 1) return view;
            Node & sum = node();
            sum.a = view;
            ggml_tensor * sum_args[] = {view};
            return ggml_custom_4d(context_, GGML_TYPE_F32, size, kv_heads, tokens, 1, sum_args, 1, run_group_sum, 1, &sum);
        };
        return {part(0), part(1), part(2)};
    }
    ggml_tensor * d_out_heads = ggml_reshape_3d(context_, d_out, size, heads, tokens);
    ggml_tensor *dq = nullptr, *dk = nullptr, *dv = nullptr;
    const int64_t step = heads_at_once(q, k);
    for (int64_t from = 0; from < kv_heads; from += step) {
        const int64_t count = std::min(step, kv_heads - from), rows = tokens * group;
        ggml_tensor * qh = by_head(context_, q, from * group, count * group);
        ggml_tensor * doh = by_head(context_, d_out_heads, from * group, count * group);
        ggml_tensor * kh = by_head(context_, k, from, count);
        ggml_tensor * vh = by_head(context_, v, from, count);
        ggml_tensor * p = ggml_soft_max_ext(context_, ggml_mul_mat(context_, kh, qh), mask, scale, 0.0f);
        ggml_tensor * dp = ggml_mul_mat(context_, vh, doh);
        ggml_tensor * shared = ggml_sum_rows(context_, ggml_mul(context_, p, dp));
        ggml_tensor * ds = ggml_scale(context_, ggml_mul(context_, p, ggml_sub(context_, dp, shared)), scale);
        dq = joined(context_, dq, ggml_mul_mat(context_, transposed(kh), ds));
        // The queries of all heads of a group are summed over: they lie one after another.
        const auto sum_over_queries = [&](ggml_tensor * values, ggml_tensor * shares) {
            ggml_tensor * a = transposed(ggml_reshape_3d(context_, values, size, rows, count));
            ggml_tensor * b = transposed(ggml_reshape_3d(context_, shares, tokens, rows, count));
            return ggml_mul_mat(context_, a, b);
        };
        dk = joined(context_, dk, sum_over_queries(qh, ds));
        dv = joined(context_, dv, sum_over_queries(doh, p));
    }
    return {by_token(context_, dq), by_token(context_, dk), by_token(context_, dv)};
}

void Operations::run_softmax_loss(ggml_tensor * dst, int, int, void * data) {
    Node & mine = *static_cast<Node *>(data);
    const int32_t * targets = static_cast<const int32_t *>(mine.b->data);
    const float * weights = static_cast<const float *>(mine.c->data);
    float * out = static_cast<float *>(dst->data);
    const int64_t vocabulary = mine.a->ne[0];
    mine.pool->run(mine.a->ne[1], [&](int64_t row) {
        float * logits = static_cast<float *>(mine.a->data) + row * vocabulary;
        out[row] = float(kernels().softmax_loss(logits, vocabulary, targets[row], weights[row]));
    });
}

ggml_tensor * Operations::softmax_loss(ggml_tensor * logits, ggml_tensor * targets, ggml_tensor * weights) {
    Node & mine = node();
    mine.a = logits;
    mine.b = targets;
    mine.c = weights;
    ggml_tensor * args[] = {logits, targets, weights};
    return ggml_custom_4d(context_, GGML_TYPE_F32, 1, logits->ne[1], 1, 1, args, 3, run_softmax_loss, 1, &mine);
}
