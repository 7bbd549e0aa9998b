"""Runs the Python of docs/reference/results.md on a run folder. Arguments: the folder that holds runs/gru-pair."""
import os
import pathlib
import sys
from documentation import blocks

page = pathlib.Path("docs/reference/results.md").resolve()
os.chdir(sys.argv[1])
names = {}
for code in blocks(page, "python"):
    exec(code, names)

assert len(names["test"]) == 4, f"{len(names['test'])} directions between two networks"
assert names["a"].shape == names["b"].shape, f"factors of {names['a'].shape} and {names['b'].shape}"
print("docs/reference/results.md: ok")
