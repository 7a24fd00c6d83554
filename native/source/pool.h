#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// Threads that share one piece of work at a time. Whoever gets to run takes the next unit; a thread
// that the machine does not let run takes none and is not waited for. ggml's own threads meet at a
// spinning barrier after every operation instead, which costs milliseconds each on a busy machine.
class Pool {
public:
    explicit Pool(int threads);
    ~Pool();
    Pool(const Pool &) = delete;
    int threads() const { return int(helpers_.size()) + 1; }
    // Runs work(0) ... work(units - 1), in any order, and returns when all are done.
    void run(int64_t units, const std::function<void(int64_t)> & work);

private:
    void help();
    std::vector<std::thread> helpers_;
    std::mutex lock_;
    std::condition_variable wake_;
    const std::function<void(int64_t)> * work_ = nullptr;
    int64_t units_ = 0;
    std::atomic<int64_t> next_{0};
    std::atomic<int> inside_{0};
    std::atomic<uint64_t> round_{0};
    std::atomic<bool> over_{false};
};
