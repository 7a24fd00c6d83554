#pragma once
#include "adapter.h"

#include <string>
#include <vector>

// Where a training stands. One file holds it with A, B and both moments.
struct Progress {
    uint64_t step = 0;    // optimiser steps done
    uint64_t epoch = 0;   // passes over the data done
    uint64_t cursor = 0;  // samples of this pass done
    double best_loss = 0.0;
    uint64_t best_step = 0;
    uint64_t evaluations_without_gain = 0;
    bool has_best = false;
};

// What a checkpoint belongs to; a checkpoint of something else is refused.
struct Identity {
    std::string model, data, validation, settings;
};

// checkpoint-00000012.ckpt: "ASCLCKP1", u32 length and text of a JSON header, three arrays of
// floats, SHA-256 of everything before. Written aside, synced and renamed; the one before it stays.
std::string save_checkpoint(const std::string & folder, const Progress & progress, const Identity & identity, Adapter & adapter);

// Removes what a killed process had half written.
void remove_partial(const std::string & folder);

struct LoadedCheckpoint {
    bool found = false;
    Progress progress;
    std::string path;
    std::vector<std::string> damaged;  // newer files that were passed over
};

// The newest whole checkpoint. Failure("base-changed", "data-changed", "settings-changed") when it
// belongs to something else; Failure("checkpoint-damaged") when there are files and none is whole.
LoadedCheckpoint load_checkpoint(const std::string & folder, const Identity & identity, Adapter & adapter);
