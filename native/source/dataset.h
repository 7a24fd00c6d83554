#pragma once
#include <cstdint>
#include <string>
#include <vector>

// Token ids and masks, as core/trainer/dataset-file.ts writes them:
//   "ASCLDAT1", u32 version 1, u32 zero, u64 sequences, u64 tokens, u64 offsets[sequences + 1],
//   i32 ids[tokens], u8 supervised[tokens], SHA-256 of everything before (32 bytes).
// All little-endian. supervised[i] = 1: the model is asked to predict token i from those before it
// in its sequence; it means nothing for the first token of a sequence.
class Dataset {
public:
    // A file, or "fd:3" for an open descriptor (so that notes need not touch the disk).
    Dataset(const std::string & path, int64_t vocabulary, int64_t longest_allowed);

    struct Sequence {
        const int32_t * tokens;
        const uint8_t * supervised;
        int64_t count;
        int64_t supervised_count;  // predicted tokens
    };
    size_t size() const { return supervised_counts_.size(); }
    Sequence sequence(size_t index) const;
    // Positions that the longest sequence takes (its tokens less one).
    int64_t longest() const { return longest_; }
    int64_t supervised_total() const { return supervised_total_; }
    const std::string & sha256() const { return sha256_; }
    size_t bytes() const { return tokens_.size() * 5; }

private:
    std::vector<uint64_t> offsets_;
    std::vector<int32_t> tokens_;
    std::vector<uint8_t> supervised_;
    std::vector<int64_t> supervised_counts_;
    int64_t longest_ = 0, supervised_total_ = 0;
    std::string sha256_;
};
