#include "adapter.h"

#include "files.h"
#include "gguf.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace {

// splitmix64 (Steele, Lea and Flood, 2014): the same numbers on every machine.
uint64_t next_random(uint64_t & state) {
    uint64_t z = (state += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
}

}  // namespace

Adapter::Adapter(const Model & model, const AdapterSettings & settings, bool trainable)
    : settings_(settings), architecture_(model.shape().architecture), trainable_(trainable), model_(model) {
    if (settings.rank < 1 || settings.rank > 1024) throw Failure("bad-settings", "the rank lies between 1 and 1024");
    pairs_.resize(size_t(model.shape().layers * projection_count));
    for (int64_t l = 0; l < model.shape().layers; ++l) {
        for (int p = 0; p < projection_count; ++p) {
            if (!settings.targets[p]) continue;
            const ggml_tensor * w = model.layer(l).projections[p];
            const std::string base = std::string(ggml_get_name(w));
            entries_.push_back({base + ".lora_a", size_, w->ne[0], settings.rank});
            size_ += size_t(w->ne[0] * settings.rank);
            entries_.push_back({base + ".lora_b", size_, settings.rank, w->ne[1]});
            size_ += size_t(settings.rank * w->ne[1]);
        }
    }
    if (size_ == 0) throw Failure("bad-settings", "at least one projection is trained");
}

Adapter::~Adapter() {
    if (value_buffer_) ggml_backend_buffer_free(value_buffer_);
    if (gradient_buffer_) ggml_backend_buffer_free(gradient_buffer_);
    if (context_) ggml_free(context_);
}

void Adapter::make_tensors() {
    context_ = ggml_init({(entries_.size() * 2 + 8) * ggml_tensor_overhead(), nullptr, true});
    for (const Entry & entry : entries_) {
        value_tensors_.push_back(ggml_new_tensor_2d(context_, GGML_TYPE_F32, entry.ne0, entry.ne1));
        ggml_set_name(value_tensors_.back(), entry.name.c_str());
    }
    for (const Entry & entry : entries_) {
        gradient_tensors_.push_back(trainable_ ? ggml_new_tensor_2d(context_, GGML_TYPE_F32, entry.ne0, entry.ne1) : nullptr);
    }
    size_t index = 0;
    for (int64_t l = 0; l < model_.shape().layers; ++l) {
        for (int p = 0; p < projection_count; ++p) {
            if (!settings_.targets[p]) continue;
            LoraPair & pair = pairs_[size_t(l * projection_count + p)];
            pair.a = value_tensors_[index];
            pair.a_gradient = gradient_tensors_[index++];
            pair.b = value_tensors_[index];
            pair.b_gradient = gradient_tensors_[index++];
        }
    }
}

void Adapter::pretend_placed() {
    make_tensors();
    for (ggml_tensor * t = ggml_get_first_tensor(context_); t; t = ggml_get_next_tensor(context_, t)) t->data = reinterpret_cast<void *>(uintptr_t(4096));
}

void Adapter::place(const Backend & backend) {
    on_host_ = backend.is_cpu();
    values_.resize(size_);
    if (trainable_) {
        gradients_.resize(size_);
        first_moments_.resize(size_);
        second_moments_.resize(size_);
    }
    make_tensors();
    if (!on_host_) {
        value_buffer_ = ggml_backend_alloc_ctx_tensors(context_, backend.handle());
        if (!value_buffer_) throw Failure("out-of-memory", "too little memory on the device for the adapter");
        return;
    }
    const auto bind = [&](Floats & memory, std::vector<ggml_tensor *> & tensors) {
        ggml_backend_buffer_t buffer = ggml_backend_cpu_buffer_from_ptr(memory.data(), size_ * sizeof(float));
        for (size_t i = 0; i < entries_.size(); ++i) ggml_backend_tensor_alloc(buffer, tensors[i], memory.data() + entries_[i].offset);
        return buffer;
    };
    value_buffer_ = bind(values_, value_tensors_);
    if (trainable_) gradient_buffer_ = bind(gradients_, gradient_tensors_);
}

void Adapter::initialise() {
    for (size_t i = 0; i < entries_.size(); i += 2) {
        uint64_t state = settings_.seed * 0x2545f4914f6cdd1dull + i;
        const float bound = 1.0f / std::sqrt(float(entries_[i].ne0));
        float * at = values_.data() + entries_[i].offset;
        const size_t count = size_t(entries_[i].ne0 * entries_[i].ne1);
        for (size_t j = 0; j < count; ++j) at[j] = bound * (float(next_random(state) >> 40) * 0x1p-23f - 1.0f);
        std::memset(values_.data() + entries_[i + 1].offset, 0, size_t(entries_[i + 1].ne0 * entries_[i + 1].ne1) * sizeof(float));
    }
    push_values();
}

void Adapter::clear_gradients() {
    std::memset(gradients_.data(), 0, size_ * sizeof(float));
    if (on_host_) return;
    for (size_t i = 0; i < entries_.size(); ++i) ggml_backend_tensor_memset(gradient_tensors_[i], 0, 0, ggml_nbytes(gradient_tensors_[i]));
}

void Adapter::fetch_gradients() {
    if (on_host_) return;
    for (size_t i = 0; i < entries_.size(); ++i) {
        ggml_backend_tensor_get(gradient_tensors_[i], gradients_.data() + entries_[i].offset, 0, ggml_nbytes(gradient_tensors_[i]));
    }
}

void Adapter::push_values() {
    if (on_host_) return;
    for (size_t i = 0; i < entries_.size(); ++i) {
        ggml_backend_tensor_set(value_tensors_[i], values_.data() + entries_[i].offset, 0, ggml_nbytes(value_tensors_[i]));
    }
}

void Adapter::save(const std::string & path, const std::vector<std::pair<std::string, std::string>> & metadata) const {
    struct gguf_context * gguf = gguf_init_empty();
    ggml_context * context = ggml_init({(entries_.size() + 8) * ggml_tensor_overhead(), nullptr, true});
    gguf_set_val_str(gguf, "general.type", "adapter");
    gguf_set_val_str(gguf, "general.architecture", architecture_.c_str());
    gguf_set_val_str(gguf, "adapter.type", "lora");
    gguf_set_val_f32(gguf, "adapter.lora.alpha", settings_.alpha);
    for (const auto & [key, value] : metadata) gguf_set_val_str(gguf, key.c_str(), value.c_str());
    for (const Entry & entry : entries_) {
        ggml_tensor * tensor = ggml_new_tensor_2d(context, GGML_TYPE_F32, entry.ne0, entry.ne1);
        ggml_set_name(tensor, entry.name.c_str());
        tensor->data = const_cast<float *>(values_.data() + entry.offset);
        gguf_add_tensor(gguf, tensor);
    }
    std::vector<char> head(gguf_get_meta_size(gguf));
    gguf_get_meta_data(gguf, head.data());
    const size_t alignment = gguf_get_alignment(gguf);
    gguf_free(gguf);
    ggml_free(context);

    AtomicFile file(path);
    file.write(head.data(), head.size());
    const std::vector<char> zeros(alignment, 0);
    for (const Entry & entry : entries_) {
        const size_t size = size_t(entry.ne0 * entry.ne1) * sizeof(float);
        file.write(values_.data() + entry.offset, size);
        file.write(zeros.data(), (alignment - size % alignment) % alignment);
    }
    file.commit();
}

AdapterSettings Adapter::read_settings(const std::string & path, const Model & model) {
    OpenFile file(path, "adapter-missing");
    ggml_context * context = nullptr;
    struct gguf_context * gguf = gguf_init_from_file(path.c_str(), {true, &context});
    if (!gguf) throw Failure("bad-adapter", path + " is no adapter file");
    AdapterSettings settings;
    std::string problem;
    const auto text = [&](const char * key) {
        const int64_t id = gguf_find_key(gguf, key);
        return id >= 0 && gguf_get_kv_type(gguf, id) == GGUF_TYPE_STRING ? std::string(gguf_get_val_str(gguf, id)) : std::string();
    };
    const int64_t alpha = gguf_find_key(gguf, "adapter.lora.alpha");
    if (text("general.type") != "adapter" || text("adapter.type") != "lora" || alpha < 0 || gguf_get_kv_type(gguf, alpha) != GGUF_TYPE_FLOAT32) {
        problem = "it is no LoRA adapter";
    } else {
        settings.alpha = gguf_get_val_f32(gguf, alpha);
        if (text("general.architecture") != model.shape().architecture) problem = "it belongs to another architecture";
    }
    for (int p = 0; p < projection_count && problem.empty(); ++p) {
        const std::string name = std::string("blk.0.") + projection_names[p] + ".weight.lora_a";
        const ggml_tensor * a = ggml_get_tensor(context, name.c_str());
        settings.targets[p] = a != nullptr;
        if (a) settings.rank = a->ne[1];
    }
    if (problem.empty()) {
        const Adapter wanted(model, settings, false);
        if (gguf_get_n_tensors(gguf) != int64_t(wanted.entries().size())) problem = "it has other tensors than this model takes";
        for (const Entry & entry : wanted.entries()) {
            const ggml_tensor * tensor = ggml_get_tensor(context, entry.name.c_str());
            if (!tensor || tensor->type != GGML_TYPE_F32 || tensor->ne[0] != entry.ne0 || tensor->ne[1] != entry.ne1) problem = "it does not fit this model";
        }
    }
    gguf_free(gguf);
    ggml_free(context);
    if (!problem.empty()) throw Failure("bad-adapter", path + ": " + problem);
    return settings;
}

void Adapter::read_values(const std::string & path) {
    OpenFile file(path, "adapter-missing");
    struct gguf_context * gguf = gguf_init_from_file(path.c_str(), {true, nullptr});
    if (!gguf) throw Failure("bad-adapter", path + " is no adapter file");
    const size_t start = gguf_get_data_offset(gguf);
    std::vector<size_t> offsets;
    for (const Entry & entry : entries_) offsets.push_back(start + gguf_get_tensor_offset(gguf, gguf_find_tensor(gguf, entry.name.c_str())));
    gguf_free(gguf);
    for (size_t i = 0; i < entries_.size(); ++i) {
        read_exactly(file.handle(), values_.data() + entries_[i].offset, size_t(entries_[i].ne0 * entries_[i].ne1) * sizeof(float), offsets[i], path);
    }
    if (!is_finite()) throw Failure("bad-adapter", path + " holds values that are no numbers");
    push_values();
}

bool Adapter::is_finite() const {
    return std::all_of(values_.begin(), values_.end(), [](float value) { return std::isfinite(value); });
}

double gradient_norm(const Floats & gradients) {
    double sum = 0.0;
    for (const float g : gradients) sum += double(g) * double(g);
    return std::sqrt(sum);
}

void adam_step(Adapter & adapter, const OptimiserSettings & s, float rate, uint64_t step, double norm) {
    AdamStep a;
    a.rate = rate;
    a.beta1 = s.beta1;
    a.beta2 = s.beta2;
    a.epsilon = s.epsilon;
    a.decay = s.weight_decay;
    a.correction1 = float(1.0 - std::pow(double(s.beta1), double(step)));
    a.correction2_root = float(std::sqrt(1.0 - std::pow(double(s.beta2), double(step))));
    a.gradient_scale = s.clip > 0 && norm > s.clip ? float(s.clip / (norm + 1e-6)) : 1.0f;
    kernels().adam(adapter.values().data(), adapter.first_moments().data(), adapter.second_moments().data(), adapter.gradients().data(),
                   adapter.size(), a);
    adapter.push_values();
}
