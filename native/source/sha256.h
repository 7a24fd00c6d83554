#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

// SHA-256 (FIPS 180-4), with the processor's own instructions where it has them.
class Sha256 {
public:
    Sha256();
    void add(const void * data, size_t size);
    std::array<uint8_t, 32> finish();
private:
    void blocks(const uint8_t * data, size_t count);
    uint32_t state_[8];
    uint8_t rest_[64];
    size_t rest_size_ = 0;
    uint64_t total_ = 0;
};

std::string to_hex(const std::array<uint8_t, 32> & digest);
std::string sha256_of(const void * data, size_t size);
std::string sha256_of_file(const std::string & path);
