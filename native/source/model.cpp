#include "model.h"

#include "files.h"
#include "gguf.h"
#include "sha256.h"

#include <cmath>
#include <cstring>
#include <set>

const char * const projection_names[projection_count] = {"attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"};
const char * const projection_labels[projection_count] = {"q", "k", "v", "o", "gate", "up", "down"};

namespace {

const std::set<std::string> architectures = {"llama", "qwen2", "qwen3"};

bool is_known_type(ggml_type type) {
    switch (type) {
        case GGML_TYPE_F32: case GGML_TYPE_F16: case GGML_TYPE_BF16: case GGML_TYPE_Q8_0: case GGML_TYPE_Q4_0: case GGML_TYPE_Q4_1:
        case GGML_TYPE_Q5_0: case GGML_TYPE_Q5_1: case GGML_TYPE_Q4_K: case GGML_TYPE_Q5_K: case GGML_TYPE_Q6_K:
            return true;
        default:
            return false;
    }
}

// What ggml asks of a tensor's address.
constexpr uintptr_t weight_alignment = 32;
constexpr uint64_t page_bytes = 4096;

Failure unsupported(const std::string & what) { return Failure("unsupported", what); }

}  // namespace

Model::Model(const std::string & path) : path_(path) {
    OpenFile file(path, "model-missing");
    file_size_ = file.size();
    char magic[4] = {};
    if (file_size_ < 24) throw Failure("truncated", path + " is too short for a model");
    read_exactly(file.handle(), magic, 4, 0, path);
    if (std::memcmp(magic, "GGUF", 4) != 0) throw unsupported(path + " is not a GGUF file");
    gguf_ = gguf_init_from_file(path.c_str(), {true, &context_});
    if (!gguf_) throw Failure("truncated", path + " has a damaged header");
    data_offset_ = gguf_get_data_offset(gguf_);
    read_shape();
    bind_tensors();
}

Model::~Model() {
    if (buffer_) ggml_backend_buffer_free(buffer_);
    if (gguf_) gguf_free(gguf_);
    if (context_) ggml_free(context_);
}

double Model::number(const std::string & key, double fallback, bool required) const {
    const int64_t id = gguf_find_key(gguf_, key.c_str());
    if (id < 0) {
        if (required) throw unsupported("the model file does not say " + key);
        return fallback;
    }
    switch (gguf_get_kv_type(gguf_, id)) {
        case GGUF_TYPE_UINT16: return gguf_get_val_u16(gguf_, id);
        case GGUF_TYPE_INT16: return gguf_get_val_i16(gguf_, id);
        case GGUF_TYPE_UINT32: return gguf_get_val_u32(gguf_, id);
        case GGUF_TYPE_INT32: return gguf_get_val_i32(gguf_, id);
        case GGUF_TYPE_UINT64: return double(gguf_get_val_u64(gguf_, id));
        case GGUF_TYPE_INT64: return double(gguf_get_val_i64(gguf_, id));
        case GGUF_TYPE_FLOAT32: return gguf_get_val_f32(gguf_, id);
        case GGUF_TYPE_FLOAT64: return gguf_get_val_f64(gguf_, id);
        default: throw unsupported(key + " differs from layer to layer or is no number");
    }
}

std::string Model::text(const std::string & key, const std::string & fallback) const {
    const int64_t id = gguf_find_key(gguf_, key.c_str());
    if (id < 0 || gguf_get_kv_type(gguf_, id) != GGUF_TYPE_STRING) return fallback;
    return gguf_get_val_str(gguf_, id);
}

// The same keys, defaults and order of decisions as llama-model.cpp and llama-context.cpp.
void Model::read_shape() {
    Shape & s = shape_;
    s.architecture = text("general.architecture", "");
    s.name = text("general.name", "");
    if (!architectures.count(s.architecture)) throw unsupported("architecture " + (s.architecture.empty() ? "unknown" : s.architecture));
    const std::string a = s.architecture + ".";
    if (number(a + "expert_count", 0, false) > 0) throw unsupported("a mixture of experts");
    s.layers = int64_t(number(a + "block_count", 0, true));
    s.embedding = int64_t(number(a + "embedding_length", 0, true));
    s.feed_forward = int64_t(number(a + "feed_forward_length", 0, true));
    s.heads = int64_t(number(a + "attention.head_count", 0, true));
    if (s.layers < 1 || s.embedding < 1 || s.feed_forward < 1 || s.heads < 1) throw unsupported("a model with an empty shape");
    s.kv_heads = int64_t(number(a + "attention.head_count_kv", double(s.heads), false));
    s.head_size = int64_t(number(a + "attention.key_length", double(s.embedding / s.heads), false));
    s.context = int64_t(number(a + "context_length", 2048, false));
    s.norm_epsilon = float(number(a + "attention.layer_norm_rms_epsilon", 0, true));
    s.has_qk_norm = s.architecture == "qwen3";
    if (number(a + "attention.value_length", double(s.head_size), false) != double(s.head_size)) throw unsupported("values of another size than keys");
    if (s.kv_heads < 1 || s.heads % s.kv_heads != 0) throw unsupported("query heads that the KV heads do not divide");
    const double scale = number(a + "attention.scale", 0, false);
    s.attention_scale = scale > 0 ? float(scale) : 1.0f / std::sqrt(float(s.head_size));

    Rope & r = s.rope;
    r.dimensions = int(number(a + "rope.dimension_count", double(s.head_size), false));
    if (r.dimensions != s.head_size) throw unsupported("rotary positions on a part of each head");
    r.mode = s.architecture == "llama" ? GGML_ROPE_TYPE_NORMAL : GGML_ROPE_TYPE_NEOX;
    r.base = float(number(a + "rope.freq_base", 10000, false));
    const std::string scaling = text(a + "rope.scaling.type", "linear");
    if (scaling != "none" && scaling != "linear" && scaling != "yarn") throw unsupported("RoPE scaling " + scaling);
    const double factor = number(a + "rope.scaling.factor", number(a + "rope.scale_linear", 0, false), false);
    r.scale = factor == 0 || scaling == "none" ? 1.0f : float(1.0 / factor);
    r.original_context = int(number(a + "rope.scaling.original_context_length", double(s.context), false));
    r.extension = scaling == "yarn" ? 1.0f : 0.0f;
    r.attention = float(number(a + "rope.scaling.attn_factor", 1, false));
    r.beta_fast = float(number(a + "rope.scaling.yarn_beta_fast", 32, false));
    r.beta_slow = float(number(a + "rope.scaling.yarn_beta_slow", 1, false));
    if (r.extension != 0) {
        if (number(a + "rope.scaling.yarn_log_multiplier", 0, false) != 0) throw unsupported("YaRN with its own logarithmic multiplier");
        const float stretch = 1.0f / r.scale, magnitude = stretch <= 1.0f ? 1.0f : 0.1f * std::log(stretch) + 1.0f;
        r.attention *= magnitude / (1.0f + 0.1f * std::log(stretch));
    }
}

ggml_tensor * Model::take(const std::string & name, int64_t ne0, int64_t ne1, bool required) {
    ggml_tensor * tensor = ggml_get_tensor(context_, name.c_str());
    if (!tensor) {
        if (required) throw unsupported("a model without " + name);
        return nullptr;
    }
    if (tensor->ne[0] != ne0 || tensor->ne[1] != ne1 || tensor->ne[2] != 1 || tensor->ne[3] != 1) throw unsupported("another shape of " + name);
    if (!is_known_type(tensor->type)) throw unsupported(std::string("weights of type ") + ggml_type_name(tensor->type) + " (" + name + ")");
    if (ne1 == 1 && tensor->type != GGML_TYPE_F32) throw unsupported(name + " in another type than F32");
    taken_[name] = true;
    return tensor;
}

void Model::bind_tensors() {
    const Shape & s = shape_;
    const int64_t q_size = s.heads * s.head_size, kv_size = s.kv_heads * s.head_size;
    const ggml_tensor * embedding = ggml_get_tensor(context_, "token_embd.weight");
    if (!embedding) throw unsupported("a model without token_embd.weight");
    shape_.vocabulary = embedding->ne[1];
    token_embedding_ = take("token_embd.weight", s.embedding, s.vocabulary);
    output_norm_ = take("output_norm.weight", s.embedding, 1);
    output_ = take("output.weight", s.embedding, s.vocabulary, false);
    if (!output_) output_ = token_embedding_;
    if (s.architecture == "llama") shape_.rope.factors = take("rope_freqs.weight", s.head_size / 2, 1, false);
    const int64_t inputs[projection_count] = {s.embedding, s.embedding, s.embedding, q_size, s.embedding, s.embedding, s.feed_forward};
    const int64_t outputs[projection_count] = {q_size, kv_size, kv_size, s.embedding, s.feed_forward, s.feed_forward, s.embedding};
    for (int64_t l = 0; l < s.layers; ++l) {
        const std::string at = "blk." + std::to_string(l) + ".";
        LayerWeights w;
        w.attention_norm = take(at + "attn_norm.weight", s.embedding, 1);
        w.feed_forward_norm = take(at + "ffn_norm.weight", s.embedding, 1);
        for (int p = 0; p < projection_count; ++p) w.projections[p] = take(at + projection_names[p] + ".weight", inputs[p], outputs[p]);
        for (int p = 0; p < 3; ++p) w.biases[p] = take(at + projection_names[p] + ".bias", outputs[p], 1, false);
        if (s.has_qk_norm) {
            w.q_norm = take(at + "attn_q_norm.weight", s.head_size, 1);
            w.k_norm = take(at + "attn_k_norm.weight", s.head_size, 1);
        }
        layers_.push_back(w);
    }
    const int64_t count = gguf_get_n_tensors(gguf_);
    for (int64_t i = 0; i < count; ++i) {
        const std::string name = gguf_get_tensor_name(gguf_, i);
        if (!taken_.count(name)) throw unsupported("a tensor that this trainer does not know: " + name);
        const uint64_t end = data_offset_ + gguf_get_tensor_offset(gguf_, i) + gguf_get_tensor_size(gguf_, i);
        if (end > file_size_) throw Failure("truncated", path_ + " ends within " + name);
        weight_bytes_ += gguf_get_tensor_size(gguf_, i);
    }
}

void Model::load(const Backend & backend) {
    auto mapped = std::make_unique<MappedFile>(path_, "model-missing");
    const OpenFile & file = mapped->file();
    if (file.size() != file_size_) throw Failure("truncated", path_ + " changed while it was opened");
    const size_t step = size_t(1) << 22;
    std::vector<char> room(step);
    Sha256 hash;
    for (uint64_t at = 0; at < file_size_; at += step) {
        const size_t part = size_t(std::min<uint64_t>(step, file_size_ - at));
        read_exactly(file.handle(), room.data(), part, at, path_);
        hash.add(room.data(), part);
    }
    sha256_ = to_hex(hash.finish());

    const int64_t count = gguf_get_n_tensors(gguf_);
    if (backend.is_cpu()) {
        char * base = mapped->data() + data_offset_;
        if (uintptr_t(base) % weight_alignment != 0) throw unsupported("weights that lie at an odd place of the file");
        buffer_ = ggml_backend_cpu_buffer_from_ptr(base, size_t(file_size_ - data_offset_));
        for (int64_t i = 0; i < count; ++i) {
            ggml_backend_tensor_alloc(buffer_, ggml_get_tensor(context_, gguf_get_tensor_name(gguf_, i)), base + gguf_get_tensor_offset(gguf_, i));
        }
        mapped_ = std::move(mapped);
    } else {
        buffer_ = ggml_backend_alloc_ctx_tensors(context_, backend.handle());
        if (!buffer_) throw Failure("out-of-memory", "too little memory on the device for the model's weights");
        for (int64_t i = 0; i < count; ++i) {
            ggml_tensor * tensor = ggml_get_tensor(context_, gguf_get_tensor_name(gguf_, i));
            const size_t size = gguf_get_tensor_size(gguf_, i);
            for (size_t at = 0; at < size; at += step) {
                const size_t part = std::min(step, size - at);
                read_exactly(file.handle(), room.data(), part, data_offset_ + gguf_get_tensor_offset(gguf_, i) + at, path_);
                ggml_backend_tensor_set(tensor, room.data(), at, part);
            }
        }
    }
    ggml_backend_buffer_set_usage(buffer_, GGML_BACKEND_BUFFER_USAGE_WEIGHTS);
}

void Model::let_go(const ggml_tensor * tensor) const {
    if (mapped_ && tensor) mapped_->let_go(tensor->data, ggml_nbytes(tensor));
}

void Model::fetch_layer(int64_t index) const {
    if (!mapped_) return;
    for (const ggml_tensor * tensor : layer(index).projections) mapped_->fetch(tensor->data, ggml_nbytes(tensor));
}

void Model::fetch_head() const {
    if (mapped_) mapped_->fetch(output_->data, ggml_nbytes(output_));
}

void Model::let_go_of_layer(int64_t index) const {
    for (const ggml_tensor * tensor : layer(index).projections) let_go(tensor);
}

void Model::let_go_of_embedding() const { let_go(token_embedding_); }

void Model::let_go_of_head() const { let_go(output_); }

void Model::require_unchanged() const {
    if (mapped_) mapped_->require_unchanged();
}

uint64_t Model::held_bytes(int64_t tokens) const {
    uint64_t held = ggml_nbytes(output_);
    for (const LayerWeights & weights : layers_) {
        uint64_t bytes = 0;
        for (const ggml_tensor * tensor : weights.projections) bytes += ggml_nbytes(tensor);
        held = std::max(held, bytes);
    }
    // Rows of the embedding come with the pages around them.
    const uint64_t rows = uint64_t(tokens) * (token_embedding_->nb[1] + page_bytes);
    return std::max(held, std::min<uint64_t>(rows, ggml_nbytes(token_embedding_)));
}

std::map<std::string, int> Model::types() const {
    std::map<std::string, int> counts;
    for (int64_t i = 0; i < gguf_get_n_tensors(gguf_); ++i) {
        const ggml_tensor * tensor = ggml_get_tensor(context_, gguf_get_tensor_name(gguf_, i));
        if (tensor->ne[1] > 1) counts[ggml_type_name(tensor->type)] += 1;
    }
    return counts;
}

bool Model::is_all_float32() const {
    const auto counts = types();
    return counts.size() == 1 && counts.count("f32") == 1;
}

void Model::pretend_loaded() {
    if (buffer_) return;
    for (ggml_tensor * t = ggml_get_first_tensor(context_); t; t = ggml_get_next_tensor(context_, t)) t->data = reinterpret_cast<void *>(uintptr_t(4096));
}

void Model::forget_pretence() {
    if (buffer_) return;
    for (ggml_tensor * t = ggml_get_first_tensor(context_); t; t = ggml_get_next_tensor(context_, t)) t->data = nullptr;
}
