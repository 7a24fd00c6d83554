#if defined(__AVX2__)
#include "kernels.inc"

const Kernels kernels_avx2_set = {"avx2", gemm, attention_forward, attention_backward, softmax_loss, norm, norm_back, gated, gated_back, adam};
#else
#include "kernels.h"

const Kernels kernels_avx2_set = kernels_portable_set;
#endif
