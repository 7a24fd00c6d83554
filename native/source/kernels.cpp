#include "kernels.h"

#include "ggml.h"

#include <algorithm>
#include <cstdlib>

const Kernels & portable_kernels() { return kernels_portable_set; }

const Kernels & kernels() {
#if defined(__x86_64__)
    static const bool fast = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && !std::getenv("ASCLEPIUS_PORTABLE_KERNELS");
    if (fast) return kernels_avx2_set;
#endif
    return kernels_portable_set;
}

RoundedTerm bfloat16_term() {
#if defined(__x86_64__)
    static const bool has = __builtin_cpu_supports("avx512bf16") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                            !std::getenv("ASCLEPIUS_PORTABLE_KERNELS");
    if (has) return bfloat16_term_set;
#endif
    return nullptr;
}

int64_t gemm_column_step(const GemmJob & job) {
    int64_t align = 16;
    for (int i = 0; i < job.term_count; ++i) {
        if (job.terms[i].is_rounded) align = std::max<int64_t>(align, 32);
        if (!job.terms[i].w_is_rows && ggml_is_quantized(ggml_type(job.terms[i].w_type))) align = 256;
    }
    const int64_t wanted = (job.columns / 12 + align - 1) / align * align;
    return std::clamp<int64_t>(wanted, std::max<int64_t>(align, 96 / align * align), 256);
}

int64_t gemm_row_step(const GemmJob & job) {
    const int64_t units = (job.columns + gemm_column_step(job) - 1) / gemm_column_step(job);
    if (units >= 6) return job.rows;
    const int64_t parts = (6 + units - 1) / units;
    return std::max<int64_t>(96, (job.rows / parts + 95) / 96 * 96);
}
