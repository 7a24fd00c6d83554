#pragma once
#include "adapter.h"
#include "engine.h"
#include "protocol.h"

// The work behind the commands. Each throws Failure.
void run_training(Protocol & protocol, const nlohmann::json & command);
void run_scoring(Protocol & protocol, const nlohmann::json & command);
void run_estimate(Protocol & protocol, const nlohmann::json & command);
void run_checks(Protocol & protocol, const nlohmann::json & command);
void run_self_test(Protocol & protocol, const nlohmann::json & command);

// The forward loss of llama.cpp itself, from libllama beside libggml-base.so; run as a process of
// its own (`asclepius-trainer reference`), so that nothing it does can touch a training.
int reference_main(int argc, char ** argv);

// Compares the engine's log-likelihoods of random tokens with llama.cpp's, and the kernels with plain
// ggml operations, and reports both. Failure("self-test") when the first differ by more than `tolerance`
// or the second by more than they may. Where training rounds to bfloat16, that is looked at too.
void self_test(Protocol & protocol, const Backend & backend, const Model & model, double tolerance, bool rounds);
double default_tolerance(const Model & model);

AdapterSettings read_adapter_settings(const nlohmann::json & lora);
nlohmann::json describe(const MemoryPlan & plan);

// Stopped by the person or because stdin ended: not a failure.
struct Interrupted {};
