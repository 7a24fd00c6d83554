#pragma once
#include "ggml.h"
#include "kernels.h"

// Internal to the kernels, which are compiled for several processors: static, so that the linker never
// takes one object's for another's.

// Elements [from, from + count) of one stored row as floats; from and count fill whole blocks.
static inline const float * row_part(const GemmTerm & term, int64_t row, int64_t from, int64_t count, float * room) {
    const char * at = term.w + size_t(row) * term.w_row_bytes;
    if (term.w_type == GGML_TYPE_F32) return reinterpret_cast<const float *>(at) + from;
    const ggml_type type = ggml_type(term.w_type);
    at += size_t(from / ggml_blck_size(type)) * ggml_type_size(type);
    ggml_get_type_traits(type)->to_float(at, room, count);
    return room;
}
