# %% [markdown]
# # Do two GRUs count in the same way?
#
# A notebook as text: VS Code, Jupyter (with jupytext) and Spyder run it cell by cell, and `python examples/notebook.py` as a whole.
# It needs this repository, the .NET SDK and NumPy. The first run builds mas.

# %%
import pathlib
import sys
import tempfile

root = next(folder for folder in [pathlib.Path.cwd(), *pathlib.Path.cwd().parents] if (folder / "python" / "mas.py").is_file())
sys.path.insert(0, str(root / "python"))
import mas

here = pathlib.Path(tempfile.mkdtemp(prefix="mas-notebook-"))

# %% [markdown]
# ## Run
# Both networks are stored. One alignment matrix is learned for each, and activity is exchanged in every direction. `small=True` is a
# quick look, which asks for no algorithm and comes out inconclusive. Without it the run takes a minute or two: same, as up-down.

# %%
run = mas.run(root / "experiments" / "golden-pair.yaml", output=here / "golden-pair", small=True)

# %% [markdown]
# ## Look
# The word never stands without its scope. At the end of a cell, `run` shows the sentences, the directions and a figure.

# %%
print(run.verdict, "|", run.scope)
for sentence in run.sentences:
    print(" *", sentence)
run

# %%
for one in run.directions:
    low, high = one["interval"]["low"], one["interval"]["high"]
    print(f"{one['source']} → {one['target']}: {one['trial_iia']:.1%} ({low:.1%} to {high:.1%}), unchanged target {one['no_swap']:.1%}")

# %% [markdown]
# ## Load
# A folder is enough; the tool is not needed any more.

# %%
run = mas.load(here / "golden-pair")
print(run, len(run.rows), "rows of metrics")

# %% [markdown]
# ## One alignment
# Its columns are the coordinates of the aligned space. The first 32 are exchanged.

# %%
import numpy as np

matrix = run.alignment("gru-a")
print(matrix.shape, "orthogonal to", abs(matrix.T @ matrix - np.eye(len(matrix))).max())

# %% [markdown]
# ## A swap by hand
# `mas latents` writes the natural activity of both networks, with the value of every variable at each position. Activity of `gru-a`
# with one count is written into `gru-b` at another count. Which count does gru-b's activity lie closest to afterwards?

# %%
latents = run.latents(here / "latents")
count = {name: latents[f"{name}.variable.count"] for name in ("gru-a", "gru-b")}
phase = {name: latents[f"{name}.variable.phase"] for name in ("gru-a", "gru-b")}
means = np.array([latents["gru-b.latents"][(count["gru-b"] == value) & (phase["gru-b"] == 0)].mean(0) for value in range(1, 11)])


def positions(name, value):
    return np.flatnonzero((count[name] == value) & (phase[name] == 0))[:50]


def closest(states):
    return 1 + ((states[:, None] - means) ** 2).sum(-1).argmin(1)


target = latents["gru-b.latents"][positions("gru-b", 3)]
for value in (2, 5, 8):
    source = latents["gru-a.latents"][positions("gru-a", value)]
    n = min(len(source), len(target))
    swapped = run.swap(source[:n], target[:n], "gru-a", "gru-b")
    print(f"gru-b at count {closest(target[:n]).mean():.1f}; with count {value} of gru-a written in, at {closest(swapped).mean():.1f}")
    assert abs(closest(swapped).mean() - value) < 1.5

# %% [markdown]
# ## A plot

# %%
try:
    import matplotlib.pyplot as plot
except ImportError:
    print("there is no matplotlib; the figures of the run are", *run.figures)
else:
    trained = [row for row in run.rows if row["split"] == "validation" and row["metric"] == "trial_iia"]
    for source, target in sorted({(row["source"], row["target"]) for row in trained}):
        points = [(row["step"], row["value"]) for row in trained if (row["source"], row["target"], row["seed"]) == (source, target, 1)]
        plot.plot(*zip(*sorted(points)), label=f"{source} → {target}")
    plot.xlabel("step")
    plot.ylabel("trial IIA on validation")
    plot.legend()
    plot.savefig(here / "training.png")
    print(here / "training.png")
