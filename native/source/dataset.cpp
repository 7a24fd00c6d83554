#include "dataset.h"

#include "files.h"
#include "sha256.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace {

std::vector<char> read_all(const std::string & path) {
    if (path.rfind("fd:", 0) != 0) {
        OpenFile file(path, "data-missing");
        std::vector<char> bytes(size_t(file.size()));
        read_exactly(file.handle(), bytes.data(), bytes.size(), 0, path);
        return bytes;
    }
    const int handle = std::atoi(path.c_str() + 3);
    std::vector<char> bytes;
    std::vector<char> part(size_t(1) << 20);
    for (;;) {
        const ssize_t got = read(handle, part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw Failure("data-missing", "the data could not be read");
        if (got == 0) break;
        bytes.insert(bytes.end(), part.begin(), part.begin() + got);
    }
    close(handle);
    return bytes;
}

Failure damaged(const std::string & what) { return Failure("bad-data", "the data " + what); }

template <typename T>
const char * copy_out(const char * at, std::vector<T> & to, size_t count) {
    to.resize(count);
    if (count > 0) std::memcpy(to.data(), at, count * sizeof(T));
    return at + count * sizeof(T);
}

}  // namespace

Dataset::Dataset(const std::string & path, int64_t vocabulary, int64_t longest_allowed) {
    constexpr size_t head = 32, tail = 32;
    std::vector<char> bytes = read_all(path);
    if (bytes.size() < head + 8 + tail || std::memcmp(bytes.data(), "ASCLDAT1", 8) != 0) throw damaged("is no data file of this trainer");
    uint32_t version = 0;
    uint64_t sequences = 0, tokens = 0;
    std::memcpy(&version, bytes.data() + 8, 4);
    std::memcpy(&sequences, bytes.data() + 16, 8);
    std::memcpy(&tokens, bytes.data() + 24, 8);
    if (version != 1) throw damaged("is of another version");
    if (sequences > bytes.size() / 8 || tokens > bytes.size() / 5 || bytes.size() != head + (sequences + 1) * 8 + tokens * 5 + tail) {
        throw damaged("is shorter or longer than it says");
    }
    sha256_ = sha256_of(bytes.data(), bytes.size() - tail);
    std::array<uint8_t, 32> stored;
    std::memcpy(stored.data(), bytes.data() + bytes.size() - tail, tail);
    if (to_hex(stored) != sha256_) throw damaged("is damaged");
    const char * at = copy_out(bytes.data() + head, offsets_, size_t(sequences + 1));
    at = copy_out(at, tokens_, size_t(tokens));
    copy_out(at, supervised_, size_t(tokens));
    if (offsets_[0] != 0 || offsets_.back() != tokens) throw damaged("has offsets that do not fit");
    for (size_t i = 0; i < sequences; ++i) {
        if (offsets_[i + 1] < offsets_[i] || offsets_[i + 1] > tokens) throw damaged("has offsets that do not fit");
        const int64_t count = int64_t(offsets_[i + 1] - offsets_[i]);
        if (count < 2) throw Failure("empty-sample", "sample " + std::to_string(i) + " has fewer than two tokens");
        if (count - 1 > longest_allowed) {
            throw Failure("too-long", "sample " + std::to_string(i) + " has " + std::to_string(count) + " tokens; the limit is " + std::to_string(longest_allowed + 1));
        }
        int64_t predicted = 0;
        for (int64_t j = 0; j < count; ++j) {
            const int32_t token = tokens_[size_t(offsets_[i]) + size_t(j)];
            if (token < 0 || token >= vocabulary) {
                throw Failure("token-out-of-range", "sample " + std::to_string(i) + " has a token outside the model's vocabulary of " + std::to_string(vocabulary));
            }
            if (j > 0 && supervised_[size_t(offsets_[i]) + size_t(j)]) ++predicted;
        }
        supervised_counts_.push_back(predicted);
        supervised_total_ += predicted;
        longest_ = std::max(longest_, count - 1);
    }
}

Dataset::Sequence Dataset::sequence(size_t index) const {
    const size_t from = size_t(offsets_[index]);
    return {tokens_.data() + from, supervised_.data() + from, int64_t(offsets_[index + 1]) - int64_t(from), supervised_counts_[index]};
}
