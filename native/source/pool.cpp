#include "pool.h"

#include <sched.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace {

constexpr int spins = 2000;  // some tens of microseconds before a thread gives up its core

void relax() {
#if defined(__x86_64__)
    _mm_pause();
#endif
}

}  // namespace

Pool::Pool(int threads) {
    for (int i = 1; i < threads; ++i) helpers_.emplace_back([this] { help(); });
}

Pool::~Pool() {
    {
        const std::lock_guard<std::mutex> guard(lock_);
        over_ = true;
        round_ += 1;
    }
    wake_.notify_all();
    for (std::thread & helper : helpers_) helper.join();
}

void Pool::run(int64_t units, const std::function<void(int64_t)> & work) {
    if (helpers_.empty() || units < 2) {
        for (int64_t unit = 0; unit < units; ++unit) work(unit);
        return;
    }
    {
        const std::lock_guard<std::mutex> guard(lock_);
        work_ = &work;
        units_ = units;
        next_ = 0;
        round_ += 1;
    }
    wake_.notify_all();
    for (int64_t unit; (unit = next_.fetch_add(1)) < units;) work(unit);
    {
        // From here on nobody new comes in; those inside are finishing their last unit.
        const std::lock_guard<std::mutex> guard(lock_);
        work_ = nullptr;
    }
    for (int i = 0; inside_.load() > 0; ++i) {
        if (i < spins) relax();
        else sched_yield();
    }
}

void Pool::help() {
    uint64_t seen = 0;
    for (;;) {
        for (int i = 0; i < spins && round_.load() == seen; ++i) relax();
        const std::function<void(int64_t)> * work = nullptr;
        int64_t units = 0;
        {
            std::unique_lock<std::mutex> guard(lock_);
            wake_.wait(guard, [&] { return round_.load() != seen; });
            seen = round_.load();
            if (over_) return;
            work = work_;
            units = units_;
            if (work) inside_ += 1;
        }
        if (!work) continue;
        for (int64_t unit; (unit = next_.fetch_add(1)) < units;) (*work)(unit);
        inside_ -= 1;
    }
}
