"""Tests of mas.py: python3 -m unittest discover -s python/tests. One small run, by the mas of this clone or of MAS, serves all."""
import contextlib
import csv
import io
import json
import math
import os
import pathlib
import random
import re
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import unittest
import unittest.mock

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))
import mas

try:
    import numpy
except ImportError:
    numpy = None
needs_numpy = unittest.skipIf(numpy is None, "there is no numpy")


def setUpModule():
    """Runs docs/python.md, from top to bottom; what it leaves is the run of all tests."""
    global HERE, SAID, PAGE, RUN
    HERE = pathlib.Path(tempfile.mkdtemp(prefix="mas-python-"))
    unittest.addModuleCleanup(shutil.rmtree, HERE)
    shutil.copytree(ROOT / "experiments" / "networks", HERE / "experiments" / "networks")
    shutil.copy(ROOT / "experiments" / "golden-pair.yaml", HERE / "experiments")
    os.environ.setdefault("MAS_CACHE", str(HERE / "cache"))
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    before, said, PAGE = os.getcwd(), io.StringIO(), {}
    os.chdir(HERE)
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(said):
            for block in re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL):
                if numpy or "matrix" not in block and "latents" not in block:
                    exec(block, PAGE)
    finally:
        os.chdir(before)
        sys.stderr.write(said.getvalue())
    SAID, RUN = said.getvalue(), mas.load(HERE / "runs" / "golden-pair")


def copy(change=lambda data: None, **files):
    """A copy of the run with another run.json, and with other files."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=HERE)) / "run"
    shutil.copytree(RUN.folder, folder)
    data = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    change(data)
    (folder / "run.json").write_text(json.dumps(data), encoding="utf-8")
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def archive(header, data=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


class Running(unittest.TestCase):
    def test_progress_is_shown_and_overrides_arrive(self):
        self.assertIn("preparing data", SAID)
        self.assertEqual({one["size"] for one in RUN.directions}, {64})
        self.assertEqual({one["variable"] for one in RUN.directions}, {"full"})

    def test_a_mistake_is_the_tools_own_sentence_with_file_line_and_key(self):
        with self.assertRaises(mas.MasError) as caught, contextlib.redirect_stderr(io.StringIO()):
            mas.run(HERE / "experiments" / "golden-pair.yaml", alignment__size=1000, output=HERE / "none")
        self.assertRegex(str(caught.exception), r"^alignment\.size: 1000 dimensions are more than the width 128")
        self.assertEqual("alignment.size", caught.exception.key)
        wrong = HERE / "wrong.yaml"
        wrong.write_text("name: wrong\ntask: multi-object\nsite: [\n")
        with self.assertRaises(mas.MasError) as caught, contextlib.redirect_stderr(io.StringIO()):
            mas.run(wrong, output=HERE / "none")
        self.assertTrue(caught.exception.file.endswith("wrong.yaml"))
        self.assertGreaterEqual(caught.exception.line, 3)
        self.assertFalse((HERE / "none").exists())

    def test_without_a_tool_one_sentence_says_how_to_name_it(self):
        with self.assertRaisesRegex(mas.MasError, "this cannot be started .*mas="):
            mas.run("x.yaml", mas=HERE / "no-such-program")
        alone = HERE / "alone"
        alone.mkdir()
        shutil.copy(ROOT / "python" / "mas.py", alone)
        code = "import mas\ntry:\n mas.run('x.yaml')\nexcept mas.MasError as error:\n print(error)"
        ended = subprocess.run([sys.executable, "-c", code], cwd=alone, env={"PATH": str(alone)}, capture_output=True, text=True)
        self.assertIn("mas was not found; name the program as mas= or in the environment variable MAS", ended.stdout + ended.stderr)

    def test_an_end_without_a_word_is_told_with_its_exit_code(self):
        command = [sys.executable, "-c", "import sys; print('mas: no build', file=sys.stderr); sys.exit(3)"]
        with self.assertRaisesRegex(mas.MasError, r"no build \(exit code 3\)"), contextlib.redirect_stderr(io.StringIO()):
            mas.run("x.yaml", mas=command)

    @unittest.skipIf(os.name == "nt", "Windows has no signals")
    def test_an_interrupt_writes_the_checkpoint_and_resume_goes_on_from_it(self):
        folder = HERE / "stopped"
        with self.started(folder) as python:
            python.send_signal(signal.SIGINT)
            said = python.stderr.read()
        self.assertIn("Stopped; continue with --resume", said)
        self.assertIn("KeyboardInterrupt", said)
        stopped = mas.load(folder)
        self.assertEqual(("interrupted", None), (stopped.status, stopped.verdict))
        self.assertTrue(list((folder / "checkpoint").iterdir()))
        self.assertIn("has not finished (its status is interrupted)", stopped.sentence)
        self.assertIn("no verdict yet, interrupted", repr(stopped) + stopped._repr_html_())
        self.assertRaisesRegex(mas.MasError, "there are no alignments; .* continue it with resume=True", stopped.alignment, "gru-a")
        with self.started(folder) as python:
            said = python.stderr.read()
        self.assertEqual(0, python.returncode, said)
        self.assertTrue(mas.load(folder).data["resumed_from"])

    @unittest.skipUnless(sys.platform.startswith("linux"), "only Linux tells a process of its parent's death")
    def test_a_tool_whose_python_is_killed_stops_with_its_checkpoint(self):
        folder = HERE / "killed"
        with self.started(folder) as python:
            python.kill()
        deadline = time.monotonic() + 60
        while mas.load(folder).status == "running" and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual("interrupted", mas.load(folder).status)

    def started(self, folder):
        """Another Python in which a run has begun to align."""
        experiment = HERE / "experiments" / "golden-pair.yaml"
        code = f"import mas; mas.run({str(experiment)!r}, small=True, output={str(folder)!r}, resume=True)"
        python = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT / "python", stderr=subprocess.PIPE, text=True,
                                  preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler))
        while not python.stderr.readline().startswith("preparing data: gru-a"):
            self.assertIsNone(python.poll())
        return python


class Loading(unittest.TestCase):
    def test_everything_is_what_the_files_say(self):
        data = json.loads((RUN.folder / "run.json").read_text(encoding="utf-8"))
        self.assertEqual((data["verdict"]["word"], data["verdict"]["scope"]), (RUN.verdict, RUN.scope))
        self.assertEqual(data["verdict"]["reasons"], RUN.sentences)
        self.assertEqual(data["directions"], RUN.directions)
        self.assertEqual(["gru-a", "gru-b"], [one["name"] for one in RUN.networks])
        self.assertTrue(RUN.report.is_file())
        self.assertIn("heatmap-mas-64-full.svg", [figure.name for figure in RUN.figures])
        with open(RUN.folder / "metrics.csv", newline="") as text:
            self.assertEqual([float(row["value"]) for row in csv.DictReader(text)], [row["value"] for row in RUN.rows])
        trial = [row for row in RUN.rows if row["metric"] == "trial_iia" and row["split"] == "test"]
        self.assertEqual(sorted(one["trial_iia"] for one in RUN.directions), sorted(row["value"] for row in trial))
        self.assertEqual({True}, {row["trained"] for row in trial})
        self.assertEqual({1}, {row["seed"] for row in trial})

    def test_metrics_are_a_data_frame(self):
        try:
            import pandas
        except ImportError:
            self.assertRaisesRegex(mas.MasError, "needs pandas", RUN.metrics)
            self.skipTest("there is no pandas")
        frame = RUN.metrics()
        self.assertEqual(len(RUN.rows), len(frame))
        with unittest.mock.patch.dict(sys.modules, {"pandas": None}):
            self.assertRaisesRegex(mas.MasError, "needs pandas", RUN.metrics)
        self.assertIsInstance(frame, pandas.DataFrame)

    def test_words_that_were_made_harmless_come_back(self):
        head = (RUN.folder / "metrics.csv").read_text().split("\n")[0]
        row = "r,1,,test,mas,8,'=x,''@y,\\u001b,,'z,true,m,0.5\n"
        found = mas.load(copy(metrics__csv=(head + "\n" + row).encode())).rows
        self.assertEqual([("=x", "'@y", "\x1b", None, "'z", True, None)],
                         [tuple(one[key] for key in ("source", "target", "source_site", "target_site", "variable", "trained", "step"))
                          for one in found])
        for wrong in ("r,1\n", row.replace("true", "yes"), row.replace("0.5", "half"), row.replace("\n", ",more\n")):
            with self.subTest(wrong), self.assertRaisesRegex(mas.MasError, "metrics.csv:2: this is no row"):
                mas.load(copy(metrics__csv=(head + "\n" + wrong).encode())).rows

    def test_what_is_no_run_is_refused_in_a_sentence(self):
        self.assertRaisesRegex(mas.MasError, "this is no run folder", mas.load, HERE / "nothing")
        cases = {b"": "no run record", b"[1]": "no JSON object", b'{\n "run": oops': ":2:9: this is no run record",
                 b"\xff": "no run record",
                 b"[" * 100_000: "no run record", b'{"run": "x"}': "status: this is no run record", b'{"format": 2}': "take a newer one"}
        for content, sentence in cases.items():
            with self.subTest(content[:20]):
                self.assertRaisesRegex(mas.MasError, sentence, mas.load, copy(run__json=content))
        changes = [("networks", [1]), ("directions", [{}]), ("directions", None), ("setup", {}), ("verdict", {"word": 1}), ("text", {}),
                   ("verdict", {"word": "same", "reasons": [None]}), ("run", None)]
        for key, value in changes:
            with self.subTest(key=key, value=value):
                folder = copy(lambda data: data.update({key: value}))
                self.assertRaisesRegex(mas.MasError, "this is no run record", mas.load, folder)

    def test_names_do_not_become_markup_or_commands_of_a_terminal(self):
        def rename(data):
            bad = "<script>alert(1)</script>\x1b[2J\u202e"
            data.update(run=bad)
            data["verdict"].update(word=bad, scope=bad, reasons=[bad])
            for one in data["directions"]:
                one.update(source=bad, target=bad, variable=bad)
        folder = copy(rename)
        (folder / "figures" / "heatmap-a.svg").write_text("<svg><script>alert(1)</script></svg>")
        bad = mas.load(folder)
        for shown in (bad._repr_html_(), repr(bad)):
            self.assertNotRegex(shown, "[\x1b\u202e]")
        self.assertNotIn("<script", bad._repr_html_())
        self.assertIn("&lt;script&gt;", bad._repr_html_())

    def test_a_notebook_shows_verdict_directions_and_one_figure(self):
        shown = RUN._repr_html_()
        self.assertEqual((1, 5), (shown.count("<img"), shown.count("<tr>")))
        self.assertIn(f"<strong>golden-pair: {RUN.verdict}", shown)
        self.assertIn("gru-a → gru-b", shown)
        self.assertIn("data:image/svg+xml;base64,", shown)
        many = mas.load(copy(lambda data: data.update(directions=data["directions"] * 10)))
        self.assertIn("and 24 more", many._repr_html_())


@needs_numpy
class Alignments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.words = json.loads(PAGE["latents"].metadata["gru-b"])["vocabulary"]
        cls.latents = dict(PAGE["latents"].items())

    def test_the_matrix_is_orthogonal_and_begins_with_the_factor(self):
        matrix = RUN.alignment("gru-a")
        self.assertEqual((128, 128), matrix.shape)
        self.assertLess(abs(matrix.T @ matrix - numpy.eye(128)).max(), 1e-5)
        self.assertLess(abs(matrix[:, :64] - mas.tensors(RUN.folder / "alignments.safetensors")["seed-1.gru-a.factor"]).max(), 1e-6)

    def test_every_intervention_of_the_test_ends_as_the_tool_says(self):
        with open(HERE / "latents-of-pair" / "interventions.csv", newline="") as text:
            rows = list(csv.DictReader(text))
        self.assertEqual({"true", "false"}, {row["right_unchanged"] for row in rows})
        for source in ("gru-a", "gru-b"):
            for target in ("gru-a", "gru-b"):
                own = [row for row in rows if (row["source"], row["target"]) == (source, target)][:60]
                given, natural = self.read(own, "source", source), self.read(own, "target", target)
                swapped = RUN.swap(given, natural, source, target)
                for column, states in (("right", swapped), ("right_unchanged", natural)):
                    with self.subTest(source=source, target=target, column=column):
                        self.assertEqual([row[column] == "true" for row in own], self.ends(own, Gru(target), states))

    def test_many_are_swapped_as_each_by_itself(self):
        a, b = (self.latents[f"{name}.latents"][:12].reshape(3, 4, 128) for name in ("gru-a", "gru-b"))
        together = RUN.swap(a, b, "gru-a", "gru-b")
        self.assertLess(abs(together[1, 2] - RUN.swap(a[1, 2], b[1, 2], "gru-a", "gru-b")).max(), 1e-6)
        factor = RUN.alignment("gru-a")[:, :64], RUN.alignment("gru-b")[:, :64]
        self.assertLess(abs(together - (b + (a @ factor[0] - b @ factor[1]) @ factor[1].T)).max(), 1e-5)
        self.assertLess(abs(RUN.swap(a, a, "gru-a", "gru-a") - a).max(), 1e-5)

    def test_what_cannot_be_swapped_is_said(self):
        a = self.latents["gru-a.latents"][:3]
        asked = [("there is no network c; this run has gru-a, gru-b", dict(source="c")),
                 ("its width is 128", dict(source_latents=a[:, :5])),
                 ("its seeds are 1", dict(seed=7)), ("variable is 'count', and this run has full", dict(variable="count")),
                 ("there is no such alignment of gru-b; name one of: method='mas', size='64'", dict(size=9)),
                 ("are of another number", dict(source_latents=a[:2]))]
        for sentence, change in asked:
            with self.subTest(sentence), self.assertRaisesRegex(mas.MasError, re.escape(sentence)):
                RUN.swap(**{**dict(source_latents=a, target_latents=a, source="gru-a", target="gru-b"), **change})
        with unittest.mock.patch.dict(sys.modules, {"numpy": None}):
            self.assertRaisesRegex(mas.MasError, "needs numpy; install it", RUN.swap, a, a, "gru-a", "gru-b")

    def test_the_seed_that_decides_is_taken_and_a_case_is_asked_for_where_there_are_several(self):
        parts = {f"{case}seed-{seed}.a.factor": numpy.full((4, 2), seed + (10 if case[0] == "d" else 0), "f4")
                 for case in ("mas-2.", "das-2-a.") for seed in (1, 2)}
        several = self.made(parts, {"method": "mas,das", "size": "2", "variable": "full"},
                            [{"method": "mas", "chosen": {"seed": 2}}, {"method": "das", "chosen": {"seed": 1}}])
        self.assertEqual([2, 11], [several.alignment("a", method=method)[0, 0] for method in ("mas", "das")])
        self.assertEqual(1, several.alignment("a", seed=1, method="mas")[0, 0])
        self.assertRaisesRegex(mas.MasError, "more than one such alignment of a; name one of: method='mas', size='2'; method='das'",
                               several.alignment, "a")

    def test_variables_have_the_blocks_that_were_given_or_learned_for_them(self):
        about = {"method": "mas", "size": "2+1", "variable": "count,phase"}
        parts = {f"seed-{seed}.a.factor": numpy.eye(4, 3, dtype="f4") for seed in (1, 2)}
        directions = [{"variable": name, "size": size, "seeds": [1, 2]} for name, size in (("count", 2), ("phase", 1))]
        one, none = numpy.ones(4, "f4"), numpy.zeros(4, "f4")
        given = self.made(parts, about, directions)
        self.assertEqual([[1, 1, 0, 0], [0, 0, 1, 0]],
                         [given.swap(one, none, "a", "a", variable=name, seed=2).tolist() for name in ("count", "phase")])
        self.assertRaisesRegex(mas.MasError, "no seed was chosen here; name one as seed=, of 1, 2", given.swap, one, none, "a", "a")
        learned = self.made(parts, about, [{**direction, "size": 4, "learned_sizes": sizes, "chosen": {"seed": 2}}
                                           for direction, sizes in zip(directions, ([2, 1], [1, 2]))])
        self.assertEqual([[1, 0, 0, 0], [0, 1, 1, 0]],
                         [learned.swap(one, none, "a", "a", variable=name).tolist() for name in ("count", "phase")])
        joint = self.made(parts, about, [{"variable": "count+phase", "size": 4, "learned_sizes": [3, 3], "seeds": [1, 2]}])
        self.assertRaisesRegex(mas.MasError, "the run holds their sum alone", joint.swap, one, none, "a", "a", seed=1, variable="count")

    def test_an_archive_of_another_version_or_with_numbers_that_are_none_is_refused(self):
        about = {"method": "mas", "size": "2", "variable": "full"}
        damaged = self.made({"seed-1.a.factor": numpy.full((4, 2), numpy.nan, "f4")}, about, [])
        self.assertRaisesRegex(mas.MasError, "not finite", damaged.alignment, "a")
        newer = self.made({"seed-1.a.factor": numpy.eye(4, 2, dtype="f4")}, {**about, "format": "mas alignments 2"}, [])
        self.assertRaisesRegex(mas.MasError, "not of the format 'mas alignments 1'", newer.alignment, "a")
        other = self.made({"seed-1.a.spline": numpy.eye(4, 2, dtype="f4")}, {**about, "family": "spline"}, [])
        self.assertRaisesRegex(mas.MasError, r"\(spline, spline\) is of another version of mas", other.alignment, "a")

    def made(self, parts, about, directions):
        """A run of one network a with these alignments."""
        header, data = {"__metadata__": {"format": "mas alignments 1", **about}}, b""
        for name, part in parts.items():
            header[name] = {"dtype": "F32", "shape": list(part.shape), "data_offsets": [len(data), len(data) + part.nbytes]}
            data += part.tobytes()
        usual = {"source": "a", "target": "a", "method": "mas", "size": 2, "variable": "full"}
        return mas.load(copy(lambda run: run.update(networks=[{"name": "a"}], directions=[{**usual, **one} for one in directions]),
                             alignments__safetensors=archive(header, data)))

    def read(self, rows, side, network):
        offsets = self.latents[f"{network}.offsets"]
        return self.latents[f"{network}.latents"][[offsets[int(row[side + "_sequence"])] + int(row[side + "_position"]) for row in rows]]

    def ends(self, rows, network, states):
        """Whether every scored answer is right, where the network goes on from these states."""
        right = numpy.ones(len(rows), bool)
        fed, due = ([[self.words.index(word) for word in row[key].split()] for row in rows] for key in ("continuation", "labels"))
        for time in range(max(map(len, fed))):
            asked = numpy.array([time < len(one) for one in fed])
            scored = numpy.array([row["scored"][time:time + 1] == "1" for row in rows])
            right &= ~scored | (network.answers(states) == [one[time] if time < len(one) else -1 for one in due])
            states = numpy.where(asked[:, None], network.step(states, [one[time] if time < len(one) else 0 for one in fed]), states)
        return right.tolist()


class Gru:
    """A stored network by hand, in PyTorch's order: reset, update, new."""

    def __init__(self, name):
        self.weights = dict(mas.tensors(HERE / "experiments" / "networks" / name / "model.safetensors").items())

    def step(self, states, words):
        weights = self.weights
        x = weights["embedding.weight"][words] @ weights["cell.weight_ih"].T + weights["cell.bias_ih"]
        h = states @ weights["cell.weight_hh"].T + weights["cell.bias_hh"]
        (xr, xz, xn), (hr, hz, hn) = numpy.split(x, 3, 1), numpy.split(h, 3, 1)
        z, r = 1 / (1 + numpy.exp(-xz - hz)), 1 / (1 + numpy.exp(-xr - hr))
        return (1 - z) * numpy.tanh(xn + r * hn) + z * states

    def answers(self, states):
        weights = self.weights
        hidden = states @ weights["head.0.weight"].T + weights["head.0.bias"]
        gelu = hidden * (1 + numpy.vectorize(math.erf)(hidden / 2 ** 0.5)) / 2
        return (gelu @ weights["head.3.weight"].T + weights["head.3.bias"]).argmax(1)


class Hostile(unittest.TestCase):
    def read(self, content):
        file = HERE / "hostile.safetensors"
        file.write_bytes(content)
        tensors = mas.tensors(file)
        return dict(tensors.items()) if numpy else list(tensors)

    def test_a_file_that_lies_about_itself_is_refused(self):
        def one(**change):
            return {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8], **change}}
        eight = bytes(8)
        wrong = {
            "no bytes": b"", "a short length": b"1234", "a huge header": struct.pack("<Q", 1 << 62) + b"{}",
            "no header": archive(b"", eight),
            "no JSON": archive(b"{oops", eight), "no object": archive([1], eight), "deep": archive(b"[" * 200_000, eight),
            "another type": archive(one(dtype="F3"), eight), "an object as type": archive(one(dtype={}), eight),
            "less data": archive(one(), bytes(7)), "more data": archive(one(), bytes(9)),
            "a gap": archive(one(data_offsets=[8, 16]), bytes(16)),
            "a negative shape": archive(one(shape=[-1]), eight), "a shape of truth": archive(one(shape=[True, 2]), eight),
            "a huge shape": archive(one(shape=[1 << 62] * 30), eight), "no shape": archive(one(shape=None), eight),
            "one offset": archive(one(data_offsets=[0]), eight), "three": archive(one(data_offsets=[0, 8, 8]), eight),
            "turned": archive(one(data_offsets=[8, 0]), eight), "words": archive(one(data_offsets=["0", "8"]), eight),
            "overlap": archive({**one(), "b": one()["a"]}, eight), "twice": archive(b'{"a":1,"a":1}', eight),
            "metadata": archive({"__metadata__": {"a": 1}, **one()}, eight), "half": archive({"a": 1}, eight),
            "digits": archive(b'{"a":' + b"1" * 9999 + b"}", eight),
        }
        for name, content in wrong.items():
            with self.subTest(name):
                self.assertRaisesRegex(mas.MasError, "hostile.safetensors: this is no safetensors file", self.read, content)
        self.assertEqual(["a"], list(self.read(archive(one(), eight))))

    def test_damage_anywhere_is_refused_or_changes_numbers_alone(self):
        whole = (RUN.folder / "alignments.safetensors").read_bytes()
        names, draws = set(mas.tensors(RUN.folder / "alignments.safetensors")), random.Random(1)
        length = struct.unpack("<Q", whole[:8])[0]
        refused = 0
        for _ in range(300):
            content = bytearray(whole)
            content[draws.randrange(8 + length)] ^= 1 << draws.randrange(8)
            try:
                self.read(bytes(content))
            except mas.MasError:
                refused += 1
        self.assertGreater(refused, 100)
        for end in (0, 7, 8, 100, len(whole) - 1):
            self.assertRaises(mas.MasError, self.read, whole[:end])
        self.assertEqual(names, set(self.read(whole)))

    @needs_numpy
    def test_every_type_is_read(self):
        for dtype, kind in mas.DTYPES.items():
            size = int(kind[-1])
            found = self.read(archive({"a": {"dtype": dtype, "shape": [3, 1], "data_offsets": [0, 3 * size]}}, bytes(3 * size)))["a"]
            self.assertEqual(((3, 1), 0), (found.shape, found.any()))
        half = self.read(archive({"a": {"dtype": "BF16", "shape": [1], "data_offsets": [0, 2]}}, struct.pack("<f", -1.5)[2:]))["a"]
        self.assertEqual(-1.5, half[0])


class Pages(unittest.TestCase):
    def test_the_page_has_run(self):
        self.assertIn("None None alignment.sise", SAID)
        self.assertIn("Nothing to do: this run is finished.", SAID)
        self.assertIn(f"{RUN.verdict} | {RUN.scope} | {RUN.sentence}", SAID)

    @needs_numpy
    def test_the_page_has_swapped(self):
        self.assertEqual(((128, 128), (128,), (100, 128)), tuple(PAGE[name].shape for name in ("matrix", "state", "many")))

    def test_the_citation_names_the_software_and_the_paper_and_nobody_else(self):
        text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
        for line in ("cff-version: 1.2.0", "type: software", "license: MIT", "  - name: The mas authors"):
            self.assertIn(line, text.split("\n"))
        self.assertIn("2501.06164", text.split("references:")[1])
        self.assertNotIn("doi", text.replace("10.48550/arXiv.2501.06164", "").lower())
        version = re.search(r"<MinVerMinimumMajorMinor>(.*?)<", (ROOT / "src/Directory.Build.props").read_text())
        self.assertRegex(text, rf"(?m)^version: {re.escape(version[1])}\.\d+$")


if __name__ == "__main__":
    unittest.main()
