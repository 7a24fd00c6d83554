#pragma once
#include "nlohmann/json.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

constexpr int protocol_version = 1;
constexpr const char * trainer_version = "1.0.0";

// JSON lines: commands on stdin, events on stdout. The end of stdin, a closed stdout and SIGTERM
// all mean: checkpoint and end.
class Protocol {
public:
    Protocol();
    ~Protocol();
    // Waits for the next command; nothing once stdin has ended and every command was taken.
    std::optional<nlohmann::json> next();
    // The next command if one is there.
    std::optional<nlohmann::json> poll();
    bool is_over() const { return over_; }
    void send(const nlohmann::json & event);

private:
    void read_lines();
    std::mutex lock_;
    std::condition_variable arrived_;
    std::deque<nlohmann::json> commands_;
    std::atomic<bool> over_{false};
    int wake_[2] = {-1, -1};
    std::thread reader_;
};
