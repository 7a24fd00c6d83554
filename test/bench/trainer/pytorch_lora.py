"""LoRA on a LLaMA of random weights in PyTorch, written by hand with activation checkpointing.

    python pytorch_lora.py '{"layers": ..., "tokens": 512, "threads": 2, "type": "float32", "steps": 2}'

Prints {"tokensPerSecond", "tokensPerProcessorSecond", "peakMemory"} of the best step: what the trainer is
measured against; and what PyTorch took of that memory before it had a weight. After ten minutes no
further step begins.
"""
import json
import resource
import sys
import time

import torch
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


libraries = peak()
s = json.loads(sys.argv[1])
torch.manual_seed(1)
torch.set_num_threads(s["threads"])
TYPE = getattr(torch, s["type"])
E, FF, H, KV, V, T, R = (s[k] for k in ("embedding", "feedForward", "heads", "kvHeads", "vocabulary", "tokens", "rank"))
SIZE = E // H


def frozen(rows, columns):
    return torch.empty(rows, columns, dtype=TYPE).normal_(0, columns**-0.5)


class Lora:
    def __init__(self, inputs, outputs):
        self.w = frozen(outputs, inputs)
        self.a = (torch.rand(R, inputs) * 2 - 1).mul_(inputs**-0.5).requires_grad_()
        self.b = torch.zeros(outputs, R).requires_grad_()

    def __call__(self, x):
        return F.linear(x, self.w) + 2.0 * F.linear(F.linear(x, self.a.to(x.dtype)), self.b.to(x.dtype))


def rms(x):
    return x * torch.rsqrt(x.float().pow(2).mean(-1, keepdim=True) + 1e-5).to(x.dtype)


angle = torch.arange(T)[:, None] * 10000.0 ** (-torch.arange(0, SIZE, 2) / SIZE)
COS, SIN = angle.cos().to(TYPE)[:, None], angle.sin().to(TYPE)[:, None]


def rope(x):
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack([a * COS - b * SIN, a * SIN + b * COS], -1).flatten(-2)


class Layer:
    def __init__(self):
        self.q, self.k, self.v = Lora(E, E), Lora(E, KV * SIZE), Lora(E, KV * SIZE)
        self.o, self.gate, self.up, self.down = Lora(E, E), Lora(E, FF), Lora(E, FF), Lora(FF, E)

    def __call__(self, x):
        h = rms(x)
        q = rope(self.q(h).view(T, H, SIZE)).transpose(0, 1)
        k = rope(self.k(h).view(T, KV, SIZE)).transpose(0, 1).repeat_interleave(H // KV, 0)
        v = self.v(h).view(T, KV, SIZE).transpose(0, 1).repeat_interleave(H // KV, 0)
        o = F.scaled_dot_product_attention(q[None], k[None], v[None], is_causal=True)[0]
        x = x + self.o(o.transpose(0, 1).reshape(T, E))
        h = rms(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


embedding = frozen(V, E)
head = embedding if s["tied"] else frozen(V, E)
layers = [Layer() for _ in range(s["layers"])]
parameters = [p for l in layers for m in vars(l).values() for p in (m.a, m.b)]
optimiser = torch.optim.AdamW(parameters, lr=1e-4)
tokens = torch.randint(0, V, (T + 1,))
best = best_work = 0.0
began = time.time()
for step in range(s["steps"]):
    start, work = time.time(), time.process_time()
    if step > 0 and start - began > 600:
        break
    optimiser.zero_grad()
    x = embedding[tokens[:-1]]
    for layer in layers:
        x = checkpoint(layer, x, use_reentrant=False)
    F.cross_entropy(F.linear(rms(x), head).float(), tokens[1:]).backward()
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    optimiser.step()
    best = max(best, T / (time.time() - start))
    best_work = max(best_work, T / (time.process_time() - work))
print(json.dumps({"tokensPerSecond": best, "tokensPerProcessorSecond": best_work, "peakMemory": peak(), "libraries": libraries, "torch": torch.__version__}))
