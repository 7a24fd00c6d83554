#include "sha256.h"

#include "files.h"

#include <cstring>
#include <vector>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

alignas(16) const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

uint32_t rotate(uint32_t value, int by) { return (value >> by) | (value << (32 - by)); }

void portable_blocks(uint32_t * state, const uint8_t * data, size_t count) {
    for (; count > 0; --count, data += 64) {
        uint32_t w[64];
        for (int i = 0; i < 16; ++i) {
            w[i] = uint32_t(data[4 * i]) << 24 | uint32_t(data[4 * i + 1]) << 16 | uint32_t(data[4 * i + 2]) << 8 | data[4 * i + 3];
        }
        for (int i = 16; i < 64; ++i) {
            const uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ (w[i - 15] >> 3);
            const uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint32_t v[8];
        std::memcpy(v, state, sizeof v);
        for (int i = 0; i < 64; ++i) {
            const uint32_t s1 = rotate(v[4], 6) ^ rotate(v[4], 11) ^ rotate(v[4], 25);
            const uint32_t t1 = v[7] + s1 + ((v[4] & v[5]) ^ (~v[4] & v[6])) + round_constants[i] + w[i];
            const uint32_t s0 = rotate(v[0], 2) ^ rotate(v[0], 13) ^ rotate(v[0], 22);
            const uint32_t t2 = s0 + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
            v[7] = v[6]; v[6] = v[5]; v[5] = v[4]; v[4] = v[3] + t1;
            v[3] = v[2]; v[2] = v[1]; v[1] = v[0]; v[0] = t1 + t2;
        }
        for (int i = 0; i < 8; ++i) state[i] += v[i];
    }
}

#if defined(__x86_64__)
__attribute__((target("sha,sse4.1,ssse3")))
void native_blocks(uint32_t * state, const uint8_t * data, size_t count) {
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
    __m128i t = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *) &state[0]), 0xB1);
    __m128i s1 = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *) &state[4]), 0x1B);
    __m128i s0 = _mm_alignr_epi8(t, s1, 8);
    s1 = _mm_blend_epi16(s1, t, 0xF0);
    for (; count > 0; --count, data += 64) {
        const __m128i start0 = s0, start1 = s1;
        __m128i m[4];
        for (int i = 0; i < 4; ++i) m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *) (data + 16 * i)), swap);
        for (int round = 0; round < 16; ++round) {
            __m128i k = _mm_add_epi32(m[round & 3], _mm_load_si128((const __m128i *) &round_constants[4 * round]));
            s1 = _mm_sha256rnds2_epu32(s1, s0, k);
            s0 = _mm_sha256rnds2_epu32(s0, s1, _mm_shuffle_epi32(k, 0x0E));
            if (round < 12) {
                const __m128i a = m[round & 3], b = m[(round + 1) & 3], c = m[(round + 2) & 3], d = m[(round + 3) & 3];
                __m128i next = _mm_add_epi32(_mm_sha256msg1_epu32(a, b), _mm_alignr_epi8(d, c, 4));
                m[round & 3] = _mm_sha256msg2_epu32(next, d);
            }
        }
        s0 = _mm_add_epi32(s0, start0);
        s1 = _mm_add_epi32(s1, start1);
    }
    t = _mm_shuffle_epi32(s0, 0x1B);
    s1 = _mm_shuffle_epi32(s1, 0xB1);
    s0 = _mm_blend_epi16(t, s1, 0xF0);
    s1 = _mm_alignr_epi8(s1, t, 8);
    _mm_storeu_si128((__m128i *) &state[0], s0);
    _mm_storeu_si128((__m128i *) &state[4], s1);
}

bool has_native() {
    unsigned a = 7, b = 0, c = 0, d = 0;
    __asm__("cpuid" : "+a"(a), "=b"(b), "+c"(c), "=d"(d));
    return (b >> 29 & 1) && __builtin_cpu_supports("sse4.1");
}
#endif

}  // namespace

Sha256::Sha256() {
    const uint32_t start[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::memcpy(state_, start, sizeof state_);
}

void Sha256::blocks(const uint8_t * data, size_t count) {
#if defined(__x86_64__)
    static const bool native = has_native();
    if (native) return native_blocks(state_, data, count);
#endif
    portable_blocks(state_, data, count);
}

void Sha256::add(const void * data, size_t size) {
    const uint8_t * at = static_cast<const uint8_t *>(data);
    total_ += size;
    if (rest_size_ > 0) {
        const size_t part = size < 64 - rest_size_ ? size : 64 - rest_size_;
        std::memcpy(rest_ + rest_size_, at, part);
        rest_size_ += part;
        at += part;
        size -= part;
        if (rest_size_ < 64) return;
        blocks(rest_, 1);
        rest_size_ = 0;
    }
    blocks(at, size / 64);
    rest_size_ = size % 64;
    if (rest_size_ > 0) std::memcpy(rest_, at + size - rest_size_, rest_size_);
}

std::array<uint8_t, 32> Sha256::finish() {
    const uint64_t bits = total_ * 8;
    const uint8_t one = 0x80, zero = 0;
    add(&one, 1);
    while (rest_size_ != 56) add(&zero, 1);
    uint8_t length[8];
    for (int i = 0; i < 8; ++i) length[i] = uint8_t(bits >> (56 - 8 * i));
    add(length, 8);
    std::array<uint8_t, 32> digest;
    for (int i = 0; i < 32; ++i) digest[i] = uint8_t(state_[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string to_hex(const std::array<uint8_t, 32> & digest) {
    static const char digits[] = "0123456789abcdef";
    std::string out;
    for (const uint8_t byte : digest) {
        out += digits[byte >> 4];
        out += digits[byte & 15];
    }
    return out;
}

std::string sha256_of(const void * data, size_t size) {
    Sha256 hash;
    hash.add(data, size);
    return to_hex(hash.finish());
}

std::string sha256_of_file(const std::string & path) {
    OpenFile file(path, "unreadable");
    Sha256 hash;
    std::vector<char> buffer(size_t(1) << 22);
    for (uint64_t at = 0; at < file.size(); at += buffer.size()) {
        const size_t part = size_t(std::min<uint64_t>(buffer.size(), file.size() - at));
        read_exactly(file.handle(), buffer.data(), part, at, path);
        hash.add(buffer.data(), part);
    }
    return to_hex(hash.finish());
}
