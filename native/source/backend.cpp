#include "backend.h"

#include "files.h"
#include "kernels.h"

#include <algorithm>
#include <cstring>
#include <dirent.h>
#include <dlfcn.h>
#include <fstream>
#include <set>
#include <thread>

void check_ggml() {
    const std::string version = ggml_version(), commit = ggml_commit();
    if (version != EXPECTED_GGML_VERSION || commit.substr(0, 7) != EXPECTED_GGML_COMMIT || ggml_tensor_overhead() != expected_tensor_overhead) {
        throw Failure("wrong-library", "this trainer was built for ggml " EXPECTED_GGML_VERSION " (" EXPECTED_GGML_COMMIT ") and found " +
                      version + " (" + commit + "): install the pinned node-llama-cpp and build again");
    }
}

std::string library_folder() {
    Dl_info info {};
    if (!dladdr(reinterpret_cast<void *>(&ggml_version), &info) || !info.dli_fname) throw Failure("wrong-library", "libggml-base.so was not found");
    const std::string path = info.dli_fname;
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? "." : path.substr(0, slash);
}

namespace {

using InitFunction = ggml_backend_reg_t (*)();
using ScoreFunction = int (*)();

std::vector<std::string> libraries_named(const std::string & prefix) {
    std::vector<std::string> found;
    const std::string folder = library_folder();
    if (DIR * directory = opendir(folder.c_str())) {
        while (const dirent * entry = readdir(directory)) {
            const std::string name = entry->d_name;
            if (name.rfind(prefix, 0) == 0 && name.find(".so") != std::string::npos) found.push_back(folder + "/" + name);
        }
        closedir(directory);
    }
    std::sort(found.begin(), found.end());
    return found;
}

ggml_backend_reg_t init_library(const std::string & path) {
    void * library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!library) return nullptr;
    const auto init = reinterpret_cast<InitFunction>(dlsym(library, "ggml_backend_init"));
    return init ? init() : nullptr;
}

// The CPU library with the best score on this processor (0: it cannot run here).
ggml_backend_reg_t best_cpu(std::string & chosen) {
    static ggml_backend_reg_t found = nullptr;
    static std::string path_found;
    if (!found) {
        int best = 0;
        for (const std::string & path : libraries_named("libggml-cpu-")) {
            void * library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
            if (!library) continue;
            const auto score = reinterpret_cast<ScoreFunction>(dlsym(library, "ggml_backend_score"));
            const int value = score ? score() : 1;
            if (value > best) {
                best = value;
                path_found = path;
            }
            dlclose(library);
        }
        if (best > 0) found = init_library(path_found);
        if (!found) throw Failure("no-device", "no CPU library in " + library_folder() + " runs on this processor");
    }
    chosen = path_found;
    return found;
}

ggml_backend_reg_t gpu(const std::string & kind, std::string & chosen) {
    for (const std::string & path : libraries_named("libggml-" + kind)) {
        chosen = path;
        ggml_backend_reg_t reg = init_library(path);
        if (reg && ggml_backend_reg_dev_count(reg) > 0) return reg;
    }
    return nullptr;
}

DeviceInfo describe(ggml_backend_dev_t device, const std::string & kind) {
    DeviceInfo info;
    info.name = ggml_backend_dev_name(device);
    info.description = ggml_backend_dev_description(device);
    info.kind = kind;
    ggml_backend_dev_memory(device, &info.free_memory, &info.total_memory);
    return info;
}

}  // namespace

std::vector<DeviceInfo> list_devices() {
    std::vector<DeviceInfo> devices;
    std::string path;
    for (const char * kind : {"cuda", "vulkan"}) {
        if (ggml_backend_reg_t reg = gpu(kind, path)) {
            for (size_t i = 0; i < ggml_backend_reg_dev_count(reg); ++i) devices.push_back(describe(ggml_backend_reg_dev_get(reg, i), kind));
        }
    }
    devices.push_back(describe(ggml_backend_reg_dev_get(best_cpu(path), 0), "cpu"));
    return devices;
}

Backend::Backend(const std::string & device, int threads) : threads_(threads > 0 ? threads : default_threads()) {
    ggml_backend_reg_t reg = nullptr;
    std::string kind = device;
    if (device == "auto") {
        for (const char * candidate : {"cuda", "vulkan"}) {
            if (!reg && (reg = gpu(candidate, library_))) kind = candidate;
        }
        if (!reg) kind = "cpu";
    } else if (device == "cuda" || device == "vulkan") {
        reg = gpu(device, library_);
        if (!reg) throw Failure("no-device", "no " + device + " device was found");
    } else if (device != "cpu") {
        throw Failure("bad-settings", "device is one of auto, cpu, cuda, vulkan");
    }
    is_cpu_ = kind == "cpu";
    if (is_cpu_) reg = best_cpu(library_);
    ggml_backend_dev_t dev = ggml_backend_reg_dev_get(reg, 0);
    info_ = describe(dev, kind);
    backend_ = ggml_backend_dev_init(dev, nullptr);
    if (!backend_) throw Failure("no-device", "the device " + info_.name + " could not be started");
    // Our own kernels share their work through the pool; what ggml computes itself is small there.
    pool_ = std::make_unique<Pool>(is_cpu_ ? threads_ : 1);
    using SetThreads = void (*)(ggml_backend_t, int);
    if (const auto set = reinterpret_cast<SetThreads>(ggml_backend_reg_get_proc_address(reg, "ggml_backend_set_n_threads"))) set(backend_, 1);
}

Backend::~Backend() {
    if (backend_) ggml_backend_free(backend_);
}

void Backend::require_bfloat16() const {
    if (!is_cpu_) throw Failure("no-bfloat16", "this setting is for the processor alone");
    if (!bfloat16_term()) throw Failure("no-bfloat16", "this processor computes no products in bfloat16");
}

int default_threads() {
    std::ifstream info("/proc/cpuinfo");
    std::set<std::string> cores;
    std::string line, package = "0";
    while (std::getline(info, line)) {
        if (line.rfind("physical id", 0) == 0) package = line;
        if (line.rfind("core id", 0) == 0) cores.insert(package + line);
    }
    const int count = cores.empty() ? int(std::thread::hardware_concurrency()) : int(cores.size());
    return std::max(1, count - 1);
}
