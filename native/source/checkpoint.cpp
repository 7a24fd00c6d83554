#include "checkpoint.h"

#include "files.h"
#include "nlohmann/json.hpp"
#include "sha256.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <dirent.h>
#include <unistd.h>

using nlohmann::json;

namespace {

constexpr char magic[9] = "ASCLCKP1";

std::string name_of(uint64_t step) {
    char name[64];
    std::snprintf(name, sizeof name, "checkpoint-%08llu.ckpt", static_cast<unsigned long long>(step));
    return name;
}

// Checkpoints, newest first; or other files of this folder that end like `ending`.
std::vector<std::string> list(const std::string & folder, const std::string & ending = ".ckpt") {
    std::vector<std::string> names;
    if (DIR * directory = opendir(folder.c_str())) {
        while (const dirent * entry = readdir(directory)) {
            const std::string name = entry->d_name;
            const bool is_ours = name.rfind("checkpoint-", 0) == 0 || name.rfind("adapter", 0) == 0 || name.rfind("best.gguf", 0) == 0;
            if (is_ours && name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending) names.push_back(name);
        }
        closedir(directory);
    }
    std::sort(names.rbegin(), names.rend());
    return names;
}

bool is_whole(const std::string & path) {
    OpenFile file(path, "checkpoint-damaged");
    if (file.size() < 12 + 32) return false;
    Sha256 hash;
    std::vector<char> room(size_t(1) << 22);
    const uint64_t end = file.size() - 32;
    for (uint64_t at = 0; at < end; at += room.size()) {
        const size_t part = size_t(std::min<uint64_t>(room.size(), end - at));
        read_exactly(file.handle(), room.data(), part, at, path);
        if (at == 0 && std::memcmp(room.data(), magic, 8) != 0) return false;
        hash.add(room.data(), part);
    }
    std::array<uint8_t, 32> stored;
    read_exactly(file.handle(), stored.data(), 32, end, path);
    return stored == hash.finish();
}

void require_same(const json & header, const char * key, const std::string & now, const char * code, const char * words) {
    if (header.value(key, "") != now) throw Failure(code, words);
}

}  // namespace

std::string save_checkpoint(const std::string & folder, const Progress & p, const Identity & identity, Adapter & adapter) {
    const json header = {{"step", p.step}, {"epoch", p.epoch}, {"cursor", p.cursor}, {"hasBest", p.has_best}, {"bestLoss", p.best_loss},
                         {"bestStep", p.best_step}, {"evaluationsWithoutGain", p.evaluations_without_gain}, {"model", identity.model},
                         {"data", identity.data}, {"validation", identity.validation}, {"settings", identity.settings}, {"values", adapter.size()}};
    const std::string text = header.dump();
    const uint32_t length = uint32_t(text.size());
    const std::string path = folder + "/" + name_of(p.step);
    AtomicFile file(path);
    Sha256 hash;
    const auto put = [&](const void * data, size_t size) {
        hash.add(data, size);
        file.write(data, size);
    };
    put(magic, 8);
    put(&length, 4);
    put(text.data(), text.size());
    for (Floats * array : {&adapter.values(), &adapter.first_moments(), &adapter.second_moments()}) put(array->data(), adapter.size() * sizeof(float));
    const auto digest = hash.finish();
    file.write(digest.data(), digest.size());
    file.commit();
    const auto names = list(folder);
    for (size_t i = 2; i < names.size(); ++i) unlink((folder + "/" + names[i]).c_str());
    return path;
}

// What a process that was killed had half written: nobody reads it, and it takes room.
void remove_partial(const std::string & folder) {
    for (const std::string & name : list(folder, ".partial")) unlink((folder + "/" + name).c_str());
}

LoadedCheckpoint load_checkpoint(const std::string & folder, const Identity & identity, Adapter & adapter) {
    LoadedCheckpoint loaded;
    for (const std::string & name : list(folder)) {
        const std::string path = folder + "/" + name;
        if (!is_whole(path)) {
            loaded.damaged.push_back(path);
            continue;
        }
        OpenFile file(path, "checkpoint-damaged");
        uint32_t length = 0;
        read_exactly(file.handle(), &length, 4, 8, path);
        std::string text(length, '\0');
        read_exactly(file.handle(), text.data(), length, 12, path);
        const json header = json::parse(text);
        require_same(header, "model", identity.model, "base-changed", "the base model is not the one that this training began with");
        require_same(header, "data", identity.data, "data-changed", "the training data are not those that this training began with");
        require_same(header, "validation", identity.validation, "data-changed", "the validation data are not those that this training began with");
        require_same(header, "settings", identity.settings, "settings-changed", "the settings are not those that this training began with");
        if (header.value("values", uint64_t(0)) != adapter.size()) throw Failure("settings-changed", "the checkpoint holds another adapter");
        uint64_t at = 12 + length;
        for (Floats * array : {&adapter.values(), &adapter.first_moments(), &adapter.second_moments()}) {
            read_exactly(file.handle(), array->data(), adapter.size() * sizeof(float), at, path);
            at += adapter.size() * sizeof(float);
        }
        Progress & p = loaded.progress;
        p.step = header.at("step");
        p.epoch = header.at("epoch");
        p.cursor = header.at("cursor");
        p.has_best = header.at("hasBest");
        p.best_loss = header.at("bestLoss");
        p.best_step = header.at("bestStep");
        p.evaluations_without_gain = header.at("evaluationsWithoutGain");
        loaded.found = true;
        loaded.path = path;
        adapter.push_values();
        return loaded;
    }
    if (!loaded.damaged.empty()) throw Failure("checkpoint-damaged", "none of the checkpoints is whole");
    return loaded;
}
