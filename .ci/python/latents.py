"""Runs the Python of docs/reference/latents.md: repeats interventions by hand, and writes latents of its own into mine.safetensors. Argument: a
folder with runs, latents and networks."""
import os
import pathlib
import sys
from documentation import blocks

code, elsewhere = blocks(pathlib.Path("docs/reference/latents.md").resolve(), "python")
os.chdir(sys.argv[1])
names = {}
exec(code, names)
assert names["agree"] == len(names["rows"]) == 50, f"{names['agree']} of {len(names['rows'])}"
exec(elsewhere, {})
