#include "kernels.inc"

extern const Kernels kernels_portable_set;
const Kernels kernels_portable_set = {"portable", gemm, attention_forward, attention_backward, softmax_loss, norm, norm_back, gated, gated_back, adam};
