"""Runs the Python of docs/from-pytorch.md, and exports networks of every kind into the folder that is given."""
import os
import pathlib
import sys
import torch
from documentation import blocks

page = pathlib.Path("docs/from-pytorch.md").resolve()
sys.path.append(str(pathlib.Path("python").resolve()))
network, exporting, writing, converting = blocks(page, "python")
os.chdir(sys.argv[1])

names = {"torch": torch}
exec(network, names)
torch.manual_seed(1)
names["model"] = names["Counter"](words=8, embedding=16, hidden=24)
exec(exporting, names)
exec(writing.replace("my-gru", "by-hand"), names)

# The two lines that every message about a pickle gives.
torch.save(names["model"].state_dict(), "model.pt")
exec(converting, names)
assert pathlib.Path("model.safetensors").read_bytes() == pathlib.Path("by-hand/model.safetensors").read_bytes()


class Decoder(torch.nn.Module):
    def __init__(self, words=8, width=32, heads=4, layers=2, longest=64):
        super().__init__()
        self.tok, self.pos = torch.nn.Embedding(words, width), torch.nn.Embedding(longest, width)
        block = torch.nn.TransformerEncoderLayer(width, heads, 64, activation="gelu", batch_first=True, norm_first=True)
        self.body = torch.nn.TransformerEncoder(block, layers, norm=torch.nn.LayerNorm(width))
        self.unembed = torch.nn.Linear(width, words)


words = ["P", "B", "E", "D0", "D1", "D2", "R", "T"]
names["export"](Decoder(), "my-transformer", words)
perceptron = torch.nn.Sequential(torch.nn.Linear(16, 24), torch.nn.SiLU(), torch.nn.Linear(24, 24), torch.nn.SiLU(), torch.nn.Linear(24, 2))
names["export"](perceptron, "my-mlp", {"yes": 0, "no": 1}, task="hierarchical-equality")
print("docs/from-pytorch.md: my-gru, by-hand, my-transformer and my-mlp are written")
