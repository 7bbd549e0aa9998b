"""A GRU for `bridge`, and, run by itself, its training step without the pipe: one for each line on standard input."""
import json
import sys
import time

import torch
from torch import nn

from mas_bridge import Model


class Gru(Model):
    vocabulary = "WORDS"
    sites = {"state": 128}
    handed_on = inner = ["state"]

    def __init__(self):
        torch.manual_seed(1)
        self.words, self.cell, self.head = nn.Embedding(8, 128), nn.GRUCell(128, 128), nn.Linear(128, 8)

    def run(self, ids, lengths, at):
        x, state, states = self.words(ids), torch.zeros(len(ids), 128), []
        for position in range(ids.shape[1]):
            state = at("state", self.cell(x[:, position], state), position)
            states.append(state)
        return self.head(torch.stack(states, 1))


def steps(batch):
    torch.set_num_threads(1)
    model = Gru()
    for module in vars(model).values():
        module.requires_grad_(False)
    ids, lengths, replaced, rows, places, labels = map(torch.tensor, batch)
    leaf = torch.randn(len(replaced), 128, requires_grad=True)
    flags = torch.zeros(ids.numel(), dtype=torch.bool).index_fill(0, replaced, True).reshape(ids.shape)
    for _ in sys.stdin:
        began = time.perf_counter()
        latents = torch.zeros(ids.numel(), 128).index_copy(0, replaced, leaf).reshape(*ids.shape, 128)
        logits = model.resume(ids, lengths, "state", latents, flags)
        nn.functional.cross_entropy(logits[rows, places], labels).backward()
        print(time.perf_counter() - began, flush=True)


if __name__ == "__main__" and len(sys.argv) > 1:
    with open(sys.argv[1]) as file:
        steps(json.load(file))
