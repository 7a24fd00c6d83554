#include "protocol.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <poll.h>
#include <unistd.h>

using nlohmann::json;

namespace {

int signal_pipe = -1;
void on_terminate(int) {
    const char byte = 't';
    if (write(signal_pipe, &byte, 1) < 0) return;
}

}  // namespace

Protocol::Protocol() {
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
    if (pipe(wake_) == 0) {
        signal_pipe = wake_[1];
        std::signal(SIGTERM, on_terminate);
        std::signal(SIGINT, on_terminate);
    }
    reader_ = std::thread([this] { read_lines(); });
}

Protocol::~Protocol() {
    const char byte = 'q';
    if (write(wake_[1], &byte, 1) < 0) std::_Exit(1);
    reader_.join();
}

void Protocol::read_lines() {
    std::string rest;
    char room[65536];
    for (bool open = true; open;) {
        struct pollfd sources[2] = {{STDIN_FILENO, POLLIN, 0}, {wake_[0], POLLIN, 0}};
        if (::poll(sources, 2, -1) < 0 && errno == EINTR) continue;
        if (sources[1].revents) break;
        if (!sources[0].revents) continue;
        const ssize_t got = read(STDIN_FILENO, room, sizeof room);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) {
            open = false;
        } else {
            rest.append(room, size_t(got));
        }
        for (size_t end; (end = rest.find('\n')) != std::string::npos; rest.erase(0, end + 1)) {
            if (end == 0) continue;
            json command = json::parse(rest.begin(), rest.begin() + std::string::difference_type(end), nullptr, false);
            if (!command.is_object() || !command.contains("type") || !command["type"].is_string()) command = json{{"type", "unreadable"}};
            const std::lock_guard<std::mutex> guard(lock_);
            commands_.push_back(std::move(command));
            arrived_.notify_all();
        }
    }
    const std::lock_guard<std::mutex> guard(lock_);
    over_ = true;
    arrived_.notify_all();
}

std::optional<json> Protocol::next() {
    std::unique_lock<std::mutex> guard(lock_);
    arrived_.wait(guard, [this] { return !commands_.empty() || over_; });
    if (commands_.empty()) return std::nullopt;
    json command = std::move(commands_.front());
    commands_.pop_front();
    return command;
}

std::optional<json> Protocol::poll() {
    const std::lock_guard<std::mutex> guard(lock_);
    if (commands_.empty()) return std::nullopt;
    json command = std::move(commands_.front());
    commands_.pop_front();
    return command;
}

void Protocol::send(const json & event) {
    const std::string line = event.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    for (size_t done = 0; done < line.size();) {
        const ssize_t part = write(STDOUT_FILENO, line.data() + done, line.size() - done);
        if (part < 0 && errno == EINTR) continue;
        if (part <= 0) {
            over_ = true;
            return;
        }
        done += size_t(part);
    }
}
