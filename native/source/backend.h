#pragma once
#include "ggml-backend.h"
#include "ggml.h"

#include "pool.h"

#include <memory>
#include <string>
#include <vector>

// The ggml that this program was compiled against. Another one at run time is refused.
#define EXPECTED_GGML_VERSION "0.25.1"
#define EXPECTED_GGML_COMMIT "0ad4a86"
constexpr size_t expected_tensor_overhead = 368;

// Failure("wrong-library") unless the loaded libggml-base.so is the one compiled against.
void check_ggml();

// The folder that the loaded libggml-base.so lies in: its backends lie beside it.
std::string library_folder();

struct DeviceInfo {
    std::string name, description, kind;
    size_t free_memory, total_memory;
};

// One compute device: "cpu", "cuda", "vulkan", or "auto" (the best that is there).
class Backend {
public:
    Backend(const std::string & device, int threads);
    ~Backend();
    Backend(const Backend &) = delete;
    ggml_backend_t handle() const { return backend_; }
    bool is_cpu() const { return is_cpu_; }
    int threads() const { return threads_; }
    Pool & pool() const { return *pool_; }
    const DeviceInfo & info() const { return info_; }
    const std::string & library() const { return library_; }
    // Failure("no-bfloat16") where it computes no products in that type.
    void require_bfloat16() const;
private:
    ggml_backend_t backend_ = nullptr;
    bool is_cpu_ = true;
    int threads_;
    std::unique_ptr<Pool> pool_;
    DeviceInfo info_;
    std::string library_;
};

// Every device that the libraries at hand can drive.
std::vector<DeviceInfo> list_devices();

// Physical cores less one, at least one: hyper-threads and a core for the rest of the machine.
int default_threads();
