#pragma once
#include "backend.h"
#include "files.h"
#include "operations.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

enum class Projection { q, k, v, o, gate, up, down };
constexpr int projection_count = 7;
extern const char * const projection_names[projection_count];   // attn_q ... as in GGUF
extern const char * const projection_labels[projection_count];  // q, k, v, o, gate, up, down

struct LayerWeights {
    ggml_tensor * projections[projection_count] = {};
    ggml_tensor * biases[3] = {};  // of q, k, v (qwen2)
    ggml_tensor *attention_norm = nullptr, *feed_forward_norm = nullptr;
    ggml_tensor *q_norm = nullptr, *k_norm = nullptr;  // qwen3
};

struct Shape {
    std::string architecture, name;
    int64_t layers = 0, embedding = 0, feed_forward = 0, heads = 0, kv_heads = 0, head_size = 0, vocabulary = 0, context = 0;
    float norm_epsilon = 1e-5f, attention_scale = 0.0f;
    bool has_qk_norm = false;
    Rope rope;
};

// The weights of a GGUF file of an architecture this trainer knows. Everything else is refused by
// name ("unsupported") before a weight is read.
class Model {
public:
    // Reads the header alone: shapes, types and sizes, no weights.
    explicit Model(const std::string & path);
    ~Model();
    Model(const Model &) = delete;

    // Takes the SHA-256 of the whole file and brings the weights to the device. On the processor they stay
    // in the file: they are read where they are needed, and what is let go takes no memory.
    void load(const Backend & backend);
    void fetch_layer(int64_t index) const;
    void fetch_head() const;
    void let_go_of_layer(int64_t index) const;
    void let_go_of_embedding() const;
    void let_go_of_head() const;
    // Failure("model-changed") where the file is not the one any more whose hash was taken.
    void require_unchanged() const;

    const Shape & shape() const { return shape_; }
    const LayerWeights & layer(int64_t index) const { return layers_[size_t(index)]; }
    ggml_tensor * token_embedding() const { return token_embedding_; }
    ggml_tensor * output_norm() const { return output_norm_; }
    ggml_tensor * output() const { return output_; }
    uint64_t weight_bytes() const { return weight_bytes_; }
    uint64_t file_bytes() const { return file_size_ - data_offset_; }
    // The most that is held at once where weights stay in the file: a layer, the head, or rows of the embedding.
    uint64_t held_bytes(int64_t tokens) const;
    // Graphs can be measured, not computed, while the weights seem to have an address.
    void pretend_loaded();
    void forget_pretence();
    const std::string & sha256() const { return sha256_; }
    const std::string & path() const { return path_; }
    // Types of the matrices and how many there are of each.
    std::map<std::string, int> types() const;
    bool is_all_float32() const;
    ggml_tensor * weight_of(int64_t layer, Projection projection) const { return layers_[size_t(layer)].projections[int(projection)]; }

private:
    void read_shape();
    void bind_tensors();
    ggml_tensor * take(const std::string & name, int64_t ne0, int64_t ne1, bool required = true);
    double number(const std::string & key, double fallback, bool required) const;
    std::string text(const std::string & key, const std::string & fallback) const;

    std::string path_, sha256_;
    struct gguf_context * gguf_ = nullptr;
    ggml_context * context_ = nullptr;
    ggml_backend_buffer_t buffer_ = nullptr;
    std::map<std::string, bool> taken_;
    Shape shape_;
    std::vector<LayerWeights> layers_;
    ggml_tensor *token_embedding_ = nullptr, *output_norm_ = nullptr, *output_ = nullptr;
    uint64_t weight_bytes_ = 0, data_offset_ = 0, file_size_ = 0;
    void let_go(const ggml_tensor * tensor) const;
    std::unique_ptr<MappedFile> mapped_;
};
