"""Runs the commands of docs/from-nwb.md in order, with few interventions, and checks what the page says. Arguments: a folder; then what
the page calls mas."""
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
from documentation import blocks

root, page = pathlib.Path.cwd(), pathlib.Path("docs/from-nwb.md").resolve()
text = re.sub(r"\s+", " ", page.read_text())
work = pathlib.Path(sys.argv[1])
work.mkdir()
for name in ("tests", "experiments"):
    (work / name).symlink_to(root / name)
os.chdir(work)
MAS = f'mas() {{ {shlex.join(sys.argv[2:])} "$@"; }}\n'


def run(commands):
    return subprocess.run(["bash", "-ec", MAS + commands], capture_output=True, text=True)


def done(commands):
    ended = run(commands)
    assert ended.returncode == 0, f"{commands}{ended.stdout}{ended.stderr}"
    return ended.stdout


def says(words):
    assert re.sub(r"\s+", " ", words) in text, f"the page does not say: {words}"


prepare, inspect, running, refused = blocks(page, "sh")
shown = blocks(page, "text")
[experiment] = blocks(page, "yaml")

done(prepare)
inspected = done(inspect)
assert all(line in inspected.splitlines() for line in shown[0].splitlines()), inspected
pathlib.Path("counting/counting.yaml").write_text(experiment)

dry, whole = running.splitlines()
assert "a recording, recording.nwb: 24 units, 40 trials" in done(dry)
ended = done(f"{whole} --small --quiet")
assert ended.startswith(shown[1].splitlines()[0][:40]) and shown[2].strip() in ended, ended

record = json.loads(pathlib.Path("counting/run/run.json").read_text())
recording = record["networks"][0]["recording"]
says(f"{recording['units']} units, {recording['trials']} trials, {recording['positions']} bins of {recording['bin_seconds']} s")
assert [(one["source"], one["target"]) for one in record["directions"]] == [("neurons", "gru-a"), ("gru-a", "gru-a")]
assert record["directions"][1]["trial_iia"] > record["directions"][1]["no_swap"] + 0.2, "within gru-a nothing carries over"
[note] = [one for one in record["warnings"] if "different test trials" in one]
says(note.rstrip("."))


def near(number, pattern):  # of fewer sequences the second place may be another
    [told] = re.findall(pattern, text)
    assert abs(number - float(told)) < 0.05, f"{pattern}: {number}"


cka = next(one for one in record["evidence"]["similarity"] if one["measure"] == "cka-linear-debiased")
near(recording["reliability"], r"trials correlate at (\d\.\d+)")
near(cka["value"], r"It is (\d\.\d+) by `cka-linear-debiased`")
near(cka["source_halves"], r"trials agree by (\d\.\d+), which is the noise ceiling")

sentences = re.findall('"([^"]+)"', text[text.index("## What is refused"):])
for command, sentence in zip(refused.splitlines(), sentences, strict=True):
    ended = run(command)
    assert ended.returncode == 2 and len(ended.stderr.splitlines()) == 1 and sentence in ended.stderr, f"{command}\n{ended.stderr}"
print("docs/from-nwb.md: every command does what the page says")
