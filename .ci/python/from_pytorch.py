"""Runs the Python of docs/from-pytorch.md: writes my-gru, my-transformer and my-mlp into the folder that is given."""
import json
import os
import pathlib
import sys
import torch
from documentation import blocks

page = pathlib.Path("docs/from-pytorch.md").resolve()
network, writing, converting, transformer, perceptron = blocks(page, "python")
configurations = blocks(page, "json")
os.chdir(sys.argv[1])

names = {"torch": torch}
exec(network, names)
torch.manual_seed(1)
names["model"] = names["Counter"](words=8, embedding=16, hidden=24)
exec(writing, names)

# The two lines that every message about a pickle gives.
torch.save(names["model"].state_dict(), "model.pt")
exec(converting, names)
assert pathlib.Path("model.safetensors").read_bytes() == pathlib.Path("my-gru/model.safetensors").read_bytes()

exec(transformer, names)
names["model"] = names["Decoder"](words=8, width=32, heads=4, layers=2, inner=64, longest=64)
exec(writing.replace("my-gru", "my-transformer"), names)

exec(perceptron, names)
exec(writing.replace("my-gru", "my-mlp"), names)
for folder, configuration in zip(["my-transformer", "my-mlp"], configurations, strict=True):
    pathlib.Path(folder, "config.json").write_text(json.dumps(json.loads(configuration)))
print("docs/from-pytorch.md: my-gru, my-transformer and my-mlp are written")
