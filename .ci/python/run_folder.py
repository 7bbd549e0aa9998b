"""Opens a run folder without mas: do its tables, matrices, intervals and figures say the same? Argument: the run folder."""
import csv
import json
import pathlib
import sys
import xml.etree.ElementTree as xml
import numpy as np
from scipy import linalg, stats
import documentation  # so that safetensors is found
from safetensors.numpy import load_file

folder = pathlib.Path(sys.argv[1])
run = json.loads((folder / "run.json").read_text())
with open(folder / "metrics.csv", newline="") as file:
    rows = [row for row in csv.DictReader(file) if row["split"] == "test"]
tensors = load_file(folder / "alignments.safetensors")

# Every factor has orthonormal columns: all singular values are 1.
factors = {name: tensor for name, tensor in tensors.items() if name.endswith(".factor")}
assert factors, "no factor in alignments.safetensors"
for name, factor in factors.items():
    values = linalg.svdvals(factor.astype(np.float64))
    assert np.abs(values - 1).max() < 1e-5, f"{name}: singular values from {values.min()} to {values.max()}"

# run.json gives the means over the seeds of metrics.csv.
KEYS = ("source", "target", "variable", "method")
for direction in run["directions"]:
    values = [float(row["value"]) for row in rows
              if row["metric"] == "trial_iia" and int(row["size"]) == direction["size"] and all(row[key] == direction[key] for key in KEYS)]
    assert len(values) == len(direction["seeds"]), f"{direction['source']} into {direction['target']}: {len(values)} rows"
    assert abs(np.mean(values) - direction["trial_iia"]) < 1e-12, f"{values} against {direction['trial_iia']}"

# Intervals over interventions are Jeffreys': quantiles of a beta distribution, and the ends where all or none is right.
checked = 0
for direction in run["directions"]:
    if direction["interval_design"] != "interventions":
        continue
    for result in [direction, *direction["controls"]]:
        n = direction["samples"]
        right = result["trial_iia"] * n
        low, high = stats.beta.ppf([0.025, 0.975], right + 0.5, n - right + 0.5)
        expected = (0 if right == 0 else low, 1 if right == n else high)
        found = (result["interval"]["low"], result["interval"]["high"])
        assert np.allclose(found, expected, rtol=0, atol=1e-9), f"{found} instead of {expected}"
        checked += 1
assert checked, "no interval over interventions"

# Every figure is XML with a title and a description.
figures = sorted(folder.glob("figures/*.svg"))
assert figures, "no figures"
for figure in figures:
    root = xml.parse(figure).getroot()
    for part in ("title", "desc"):
        found = root.find("{http://www.w3.org/2000/svg}" + part)
        assert found is not None and found.text, f"{figure.name} has no {part}"

print(f"{folder.name}: {len(factors)} factors, {len(run['directions'])} directions, {checked} intervals, {len(figures)} figures agree")
