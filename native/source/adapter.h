#pragma once
#include "kernels.h"
#include "model.h"

#include <new>
#include <string>
#include <vector>

// Memory for floats on 64-byte boundaries, as ggml wants of memory that it is lent.
template <typename T>
struct AlignedAllocator {
    using value_type = T;
    AlignedAllocator() = default;
    template <typename U>
    AlignedAllocator(const AlignedAllocator<U> &) {}
    T * allocate(size_t count) { return static_cast<T *>(::operator new(count * sizeof(T), std::align_val_t(64))); }
    void deallocate(T * at, size_t) { ::operator delete(at, std::align_val_t(64)); }
    template <typename U>
    bool operator==(const AlignedAllocator<U> &) const { return true; }
    template <typename U>
    bool operator!=(const AlignedAllocator<U> &) const { return false; }
};
using Floats = std::vector<float, AlignedAllocator<float>>;

struct AdapterSettings {
    int64_t rank = 16;
    float alpha = 32.0f;
    uint64_t seed = 1;
    bool targets[projection_count] = {true, true, true, true, true, true, true};
};

// A and B of one projection with their gradients: A is [inputs, rank], B is [rank, outputs].
struct LoraPair {
    ggml_tensor *a = nullptr, *b = nullptr, *a_gradient = nullptr, *b_gradient = nullptr;
};

// All trainable weights in one array on the host (with gradients and both moments beside them),
// seen by the device as tensors.
class Adapter {
public:
    Adapter(const Model & model, const AdapterSettings & settings, bool trainable);
    ~Adapter();
    Adapter(const Adapter &) = delete;

    // Makes the tensors on the device. A: uniform in +-1/sqrt(inputs), as PEFT's Kaiming with
    // a = sqrt(5); B: zero.
    void place(const Backend & backend);
    void pretend_placed();  // for measuring graphs only
    void initialise();

    const LoraPair & pair(int64_t layer, int projection) const { return pairs_[size_t(layer * projection_count + projection)]; }
    const AdapterSettings & settings() const { return settings_; }
    float scale() const { return settings_.alpha / float(settings_.rank); }
    size_t size() const { return size_; }
    Floats & values() { return values_; }
    Floats & gradients() { return gradients_; }
    Floats & first_moments() { return first_moments_; }
    Floats & second_moments() { return second_moments_; }

    void clear_gradients();
    void fetch_gradients();  // device to host
    void push_values();      // host to device
    bool is_finite() const;  // all values on the host

    // The layout: name, place in the arrays and shape of each tensor.
    struct Entry {
        std::string name;
        size_t offset;
        int64_t ne0, ne1;
    };
    const std::vector<Entry> & entries() const { return entries_; }

    // A GGUF that llama.cpp loads. Metadata: key and text.
    void save(const std::string & path, const std::vector<std::pair<std::string, std::string>> & metadata) const;
    // Reads the settings of an adapter file, and later its values. Failure("bad-adapter").
    static AdapterSettings read_settings(const std::string & path, const Model & model);
    void read_values(const std::string & path);

private:
    void make_tensors();
    AdapterSettings settings_;
    std::string architecture_;
    bool trainable_;
    bool on_host_ = true;
    size_t size_ = 0;
    std::vector<Entry> entries_;
    std::vector<LoraPair> pairs_;
    Floats values_, gradients_, first_moments_, second_moments_;
    ggml_context * context_ = nullptr;
    ggml_backend_buffer_t value_buffer_ = nullptr, gradient_buffer_ = nullptr;
    std::vector<ggml_tensor *> value_tensors_, gradient_tensors_;
    const Model & model_;
};

// Gradient norm over everything, then clipping and one AdamW step on the host. Gives the norm.
struct OptimiserSettings {
    float learning_rate = 2e-4f, beta1 = 0.9f, beta2 = 0.999f, epsilon = 1e-8f, weight_decay = 0.0f, clip = 1.0f;
};
double gradient_norm(const Floats & gradients);
void adam_step(Adapter & adapter, const OptimiserSettings & settings, float rate, uint64_t step, double norm);
