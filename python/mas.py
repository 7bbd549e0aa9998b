"""mas from Python: starts it, and reads what it has written. One file: copy it beside your notebook (docs/python.md).

    import mas
    run = mas.run("experiments/golden-pair.yaml", alignment__size=64)  # starts the tool, shows its progress
    run = mas.load("runs/golden-pair")                                 # reads a run folder, without the tool
    run.verdict, run.scope, run.sentences
    run.alignment("gru-a")                                            # the matrix of the seed that decides
    run.swap(h_a, h_b, "gru-a", "gru-b")                              # activity of gru-a, written into gru-b

The standard library is enough. numpy is needed for matrices and swaps, pandas for metrics().
"""
import base64
import collections.abc
import csv
import ctypes
import html
import json
import math
import os
import pathlib
import re
import shutil
import signal
import struct
import subprocess
import sys
import threading

FORMAT = "mas alignments 1"
LARGEST_RUN, LARGEST_HEADER, LARGEST_FIGURE, MOST_ROWS = 256 << 20, 100_000_000, 1 << 20, 16
DTYPES = {"BOOL": "?1", "U8": "u1", "I8": "i1", "U16": "<u2", "I16": "<i2", "U32": "<u4", "I32": "<i4", "U64": "<u8", "I64": "<i8",
          "F16": "<f2", "BF16": "<u2", "F32": "<f4", "F64": "<f8"}
REPLACES_ALL = ("stitching", "linear-stitching", "latent-stitching")


class MasError(Exception):
    """What is wrong, in the tool's own sentence, with file, line, column and key as far as they are known. errors has all sentences
    where the tool told several."""

    def __init__(self, message, file=None, line=None, column=None, key=None, errors=None):
        place = ":".join(str(part) for part in (file, line, column) if part is not None)
        super().__init__("".join(f"{_shown(str(part))}: " for part in (place, key) if part) + _shown(message))
        self.message, self.file, self.line, self.column, self.key = message, file, line, column, key
        self.errors = errors or [str(self)]


def run(experiment, overrides=None, output=None, resume=False, seed=None, threads=None, allow_code=False, small=False, device=None,
        cache=None, quiet=False, mas=None, **more):
    """Runs an experiment file and returns its Run. A key is overridden by name with __ for the dot, alignment__size=64, or in a
    dict, {"alignment.size": 64}. Ctrl-C stops the tool, which then writes its checkpoint; resume=True goes on from it."""
    keys = {**(overrides or {}), **{name.replace("__", "."): value for name, value in more.items()}}
    words = [f"{key}={json.dumps(_plain(value), ensure_ascii=False, allow_nan=False)}" for key, value in keys.items()]
    options = {"--output": output, "--seed": seed, "--threads": threads, "--device": device, "--cache": cache}
    flags = {"--resume": resume, "--allow-code": allow_code, "--small": small, "--quiet": quiet}
    words += [word for name, value in options.items() if value is not None for word in (name, str(value))]
    words += [name for name, is_set in flags.items() if is_set]
    result = json.loads(_start(["run", os.fspath(experiment), *words, "--json"], mas))
    return load(os.path.join("runs", result["run"]) if output is None else output)


def load(folder):
    """The Run of a folder that mas has written; one that has not finished has no verdict. The tool is not needed."""
    return Run(folder)


def tensors(file):
    """Names and arrays of a safetensors file, such as what `mas latents` writes; each array is read when it is asked for."""
    return _Tensors(file)


class Run:
    """A run folder: data is run.json as it stands, and the rest names what one looks for first."""

    def __init__(self, folder):
        self.folder = pathlib.Path(os.path.abspath(folder))
        file = self.folder / "run.json"
        if not file.is_file():
            raise MasError("this is no run folder: it has no run.json; give a folder that `mas run` has written", str(folder))
        if file.stat().st_size > LARGEST_RUN:
            raise MasError("no run writes so much", str(file))
        try:
            self.data = json.loads(file.read_text(encoding="utf-8"))
        except json.JSONDecodeError as error:
            raise MasError(f"this is no run record: {error.msg}", str(file), error.lineno, error.colno) from error
        except (ValueError, RecursionError) as error:
            raise MasError(f"this is no run record: {error}", str(file)) from error
        except OSError as error:
            raise MasError(f"cannot be read ({error.strerror})", str(file)) from error
        _require(self.data, str(file))
        self._archive, self._maps = None, {}

    name = property(lambda self: self.data["run"])
    status = property(lambda self: self.data["status"], doc="running, done, interrupted or failed.")
    networks = property(lambda self: self.data["networks"], doc="A dict for each, with its name, architecture, width, site and more.")
    warnings = property(lambda self: self.data["warnings"])
    verdict = property(lambda self: self._verdict.get("word"), doc="The word; None while there is none. It goes with its scope.")
    scope = property(lambda self: self._verdict.get("scope", ""), doc="In what the word holds, such as: as up-down.")
    sentences = property(lambda self: self._verdict.get("reasons", []), doc="Why, how sure, and what would change it.")
    sentence = property(lambda self: (self.sentences or [self._unfinished])[0])
    directions = property(lambda self: (self.data.get("text") or self.data)["directions"],
                          doc="A dict for each direction, variable, method and size, as run.json has it.")
    figures = property(lambda self: sorted(self.folder.glob("figures/*.svg")), doc="Paths of the figures.")
    report = property(lambda self: self.folder / "report.html", doc="Path of the report.")
    _verdict = property(lambda self: self.data.get("verdict") or {})
    _unfinished = property(lambda self: f"the run has not finished (its status is {self.status}); continue it with resume=True")

    @property
    def rows(self):
        """The rows of metrics.csv, each a dict; None where a cell is empty."""
        file = self.folder / "metrics.csv"
        if not file.is_file():
            raise MasError(f"there is no metrics.csv; {self._unfinished}", str(self.folder))
        with open(file, newline="", encoding="utf-8") as text:
            reader = csv.DictReader(text, strict=True)
            try:
                return [{key: _cell(key, value) for key, value in row.items()} for row in reader]
            except (csv.Error, ValueError, TypeError) as error:
                raise MasError(f"this is no row of metrics.csv ({error})", str(file), reader.line_num) from error

    def metrics(self):
        """The same as a pandas DataFrame."""
        try:
            import pandas
        except ImportError as error:
            raise MasError("metrics() needs pandas; install it, or take rows, which has the same as dicts") from error
        return pandas.DataFrame(self.rows)

    def alignment(self, network, seed=None, method=None, size=None, site=None):
        """The alignment matrix of a network: [width, width], aligned = latents @ matrix; of a Stiefel map the columns that there
        are, [width, size]. The seed is the one that decides, unless another is named."""
        key, seed = self._chosen(network, seed, method, size, site)
        made = self._map(key, seed, network)
        if made.blocks or made.is_pair:
            raise MasError("this alignment function is no matrix; swap() uses it")
        return made.read if made.matrix is None else made.matrix

    def swap(self, source_latents, target_latents, source, target, seed=None, variable=None, method=None, size=None, site=None):
        """What the target's latents [..., width] become where the source's are written into them: both aligned, the coordinates of
        the variable exchanged, and the target's alignment undone, as in a run. With a run of several variables, name one."""
        numpy = _numpy("swap()")
        (key, seed), other = (self._chosen(name, seed, method, size, site) for name in (target, source))
        if other[0] != key:
            raise MasError(f"{source} and {target} were not aligned together in this run")
        own, giver = self._map(key, seed, target), self._map(key, seed, source)
        first, last = self._block(key, seed, variable, source == target, len(own.mean) if own.mean is not None else own.width)
        given = giver.align(giver.normalised(source_latents, source))[..., first:last]
        natural = own.normalised(target_latents, target)
        aligned = own.align(natural)
        if given.shape != aligned[..., first:last].shape:
            raise MasError(f"source latents {numpy.shape(source_latents)} and target latents {numpy.shape(target_latents)} are of "
                           "another number; give one of each for each swap")
        return own.undone(own.replaced(given, first, last) if self._replaces_all(key) else
                          own.shifted(natural, aligned, given, first, last))

    def latents(self, output, mas=None, **options):
        """Starts `mas latents`, which opens the networks again, and returns what it has written into the folder, as tensors()."""
        words = [word for name, value in options.items() for word in ("--" + name.replace("_", "-"), str(value))]
        _start(["latents", os.fspath(self.folder), "--output", os.fspath(output), *words], mas)
        return tensors(os.path.join(output, "latents.safetensors"))

    def __repr__(self):
        return _shown(f"<mas run {self.name}: {self._headline}; {len(self.networks)} networks, {len(self.directions)} directions>")

    def _repr_html_(self):
        """The verdict, its sentences, the directions and one figure, for a notebook. Everything is escaped."""
        text = self.data.get("text") is not None
        value = "first_token_iia" if text else "trial_iia"
        head = ["direction", "variable", "method", "size", "first-token IIA" if text else "trial IIA", "95 % interval"]
        cells = [[f"{one['source']} → {one['target']}", one.get("variable", one.get("site")), one["method"], one["size"],
                  _percent(one.get(value)), _interval(one.get("interval"))] for one in self.directions[:MOST_ROWS]]
        more = len(self.directions) - len(cells)
        parts = [f"<p><strong>{_safe(self.name)}: {_safe(self._headline)}</strong></p>"]
        parts += [f"<p>{_safe(sentence)}</p>" for sentence in self.sentences or [self.sentence]]
        if cells:
            rows = ["".join(f"<th>{_safe(cell)}</th>" for cell in head)]
            rows += ["".join(f"<td>{_safe(cell)}</td>" for cell in row) for row in cells]
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
        if more > 0:
            parts.append(f"<p>and {more} more, which directions has</p>")
        return "<div>" + "".join(parts + self._drawn()) + "</div>"

    @property
    def _headline(self):
        if not self.verdict:
            return f"no verdict yet, {self.status}"
        if self.verdict == "none":
            return "no verdict"
        return self.verdict + (f" {self.scope}" if self.scope.startswith("(") else f", {self.scope}" if self.scope else "")

    # As an image: a browser runs no script of one, and loads nothing from elsewhere for it.
    def _drawn(self):
        first = ("heatmap", "groups", "depth", "comparison", "similarity")
        drawn = [figure for start in first for figure in self.figures if figure.name.startswith(start)][:1] or self.figures[:1]
        return [f'<img alt="{_safe(figure.stem)}" src="data:image/svg+xml;base64,{base64.b64encode(figure.read_bytes()).decode()}">'
                for figure in drawn if figure.stat().st_size <= LARGEST_FIGURE]

    @property
    def _stored(self):
        if self._archive is None:
            file = self.folder / "alignments.safetensors"
            if not file.is_file():
                raise MasError(f"there are no alignments; {self._unfinished}", str(self.folder))
            archive = _Tensors(file)
            if archive.metadata.get("format") != FORMAT:
                raise MasError(f"this is not of the format '{FORMAT}'; take the mas.py of the mas that has written it", str(file))
            self._archive = archive
        return self._archive

    # What the names of the alignments of a network begin with, before "seed-": of the method, size and site where a run has several.
    def _chosen(self, network, seed, method, size, site):
        names = [one["name"] for one in self.networks]
        if network not in names:
            raise MasError(f"there is no network {network}; this run has {', '.join(names)}")
        pattern = re.compile(r"(.*?)seed-(\d+)\." + re.escape(network) + r"\.[^.]+(\.\d+\.[FG]\.[01]\.(weight|bias))?", re.DOTALL)
        stored = [match for match in map(pattern.fullmatch, self._stored) if match]
        cases = {match[1]: self._case(match[1]) for match in stored}
        if not cases:
            raise MasError(f"the run has learned no alignment of {network}")
        asked = {"method": method, "size": None if size is None else _size(size), "site": site}
        keys = [key for key, case in cases.items() if all(value is None or case[name] == value for name, value in asked.items())]
        if len(keys) != 1:
            had = "; ".join(", ".join(f"{name}={case[name]!r}" for name in asked if case[name]) for case in cases.values())
            raise MasError(f"there is {'no' if not keys else 'more than one'} such alignment of {network}; name one of: {had}")
        seeds = sorted({int(match[2]) for match in stored if match[1] == keys[0]})
        seed = self._deciding(cases[keys[0]], seeds) if seed is None else seed
        if seed not in seeds:
            raise MasError(f"there is no alignment of {network} with seed {seed}; its seeds are {', '.join(map(str, seeds))}")
        return keys[0], seed

    # method, size and site of the names that begin so: SITE.METHOD-SIZE-NETWORK., of which each part may be missing.
    def _case(self, key):
        about, place = self._stored.metadata, key.rstrip(".")
        methods, variables = about.get("method", "").split(","), about.get("variable", "").split(",")
        found = re.search(r"(?:^|\.)(" + "|".join(map(re.escape, methods)) + r")-(\d+(?:-\d+)*)(?:-.*)?$", place, re.DOTALL)
        sizes = re.split(r"[-+]", found[2] if found else about.get("size", ""))
        sizes = sizes[:len(variables)] if len(sizes) >= len(variables) else sizes[:1]
        return {"method": found[1] if found else methods[0], "size": _size(sizes),
                "site": (place[:found.start()] if found else place) or None}

    def _deciding(self, case, seeds):
        sizes = [int(size) for size in case["size"].split("+")]
        for one in self.directions:
            has_size = one.get("learned_sizes") or one["size"] in (*sizes, sum(sizes))
            if one["method"] == case["method"] and has_size and case["site"] in (None, one.get("sites") or one.get("site")):
                chosen = one.get("seed", (one.get("chosen") or {}).get("seed"))
                if chosen in seeds:
                    return chosen
        if len(seeds) == 1:
            return seeds[0]
        raise MasError(f"no seed was chosen here; name one as seed=, of {', '.join(map(str, seeds))}")

    def _replaces_all(self, key):
        mask = next((one["value"] for one in self.data["setup"] if one["key"] == "Mask"), "")
        return mask.startswith("replace-all") or mask.startswith("the method's own") and self._case(key)["method"] in REPLACES_ALL

    # The coordinates that a variable has: one block behind the other, from 0.
    def _block(self, key, seed, variable, is_within, width):
        names, case = self._stored.metadata.get("variable", "").split(","), self._case(key)
        sizes = [int(size) for size in case["size"].split("+")]
        sizes = sizes * len(names) if len(sizes) == 1 else sizes
        learned = {one["variable"]: one["learned_sizes"][one["seeds"].index(seed)] for one in self.directions
                   if one["method"] == case["method"] and one.get("learned_sizes")}
        if learned:
            if any(name not in learned for name in names):
                raise MasError("the sizes were learned together, and the run holds their sum alone; such a swap cannot be repeated")
            sizes = [learned[name] for name in names]
        if variable == "extraneous" and is_within:
            return sum(sizes), width
        if variable is None and len(names) == 1:
            variable = names[0]
        if variable not in names:
            raise MasError(f"variable is {variable!r}, and this run has {', '.join(names)}; name one")
        place = names.index(variable)
        return sum(sizes[:place]), sum(sizes[:place + 1])

    def _map(self, key, seed, network):
        begin = f"{key}seed-{seed}.{network}."
        if begin not in self._maps:
            parts = {name[len(begin):]: self._stored[name] for name in self._stored if name.startswith(begin)}
            if not all(_numpy("an alignment").isfinite(part).all() for part in parts.values()):
                raise MasError(f"the alignment of {network} has numbers that are not finite", self._stored.file)
            self._maps[begin] = _Map(parts, self._stored.metadata.get("family"), self._stored.metadata.get("nonlinearity"))
        return self._maps[begin]


class _Map:
    """An alignment function: aligned = n(h) @ read + offset and n(h) = aligned @ write + origin, with n(h) = (φ⁻¹(h) − mean) /
    deviation; or the blocks of a reversible network, which are no matrix."""

    def __init__(self, parts, family, nonlinearity):
        numpy = _numpy("an alignment")
        self.mean, self.deviation, self.phi = parts.get("mean"), parts.get("deviation"), nonlinearity
        self.is_pair, self.matrix, self.blocks, self.offset, self.origin = "read" in parts, None, [], 0, 0
        while f"blocks.{len(self.blocks)}.F.0.weight" in parts:
            begin = f"blocks.{len(self.blocks)}."
            self.blocks.append([[parts[f"{begin}{net}.{part}"] for part in ("0.weight", "0.bias", "1.weight", "1.bias")] for net in "FG"])
        if self.blocks:
            (first, second) = self.blocks[0]
            self.width = first[0].shape[1] + second[0].shape[1]
            return
        if self.is_pair:
            self.read, self.write, self.origin = parts["read"], parts["write"], parts["origin"]
        elif "factor" in parts:
            self.read, self.matrix = parts["factor"], parts.get("matrix")
            self.write = self.read.T
        elif "matrix" in parts and "shift" in parts and family in ("linear", "symmetric-positive-definite", "symmetric-definite"):
            matrix, shift = parts["matrix"].astype("f8"), parts["shift"].astype("f8")
            if family != "linear":
                matrix = matrix @ matrix.T + 0.1 * numpy.eye(len(matrix))
            if family == "symmetric-definite":
                bounded = numpy.tanh(parts["scale"].astype("f8"))
                matrix = matrix * (bounded + numpy.where(bounded < 0, -0.1, 0.1))
            inverse = numpy.linalg.inv(matrix)
            offset, origin = (shift, -shift @ inverse) if family == "linear" else (shift @ matrix, -shift)
            self.read, self.write, self.offset, self.origin = (part.astype("f4") for part in (matrix, inverse, offset, origin))
            self.matrix = self.read
        else:
            raise MasError(f"the alignment ({family}, {', '.join(parts)}) is of another version of mas; take the mas.py that belongs to it")
        self.width = len(self.read)

    def normalised(self, latents, network):
        numpy = _numpy("swap()")
        latents = numpy.asarray(latents)
        if latents.ndim == 0 or latents.shape[-1] != self.width:
            raise MasError(f"latents of {network} have the shape {latents.shape}; its width is {self.width}")
        if self.phi == "tanh":
            latents = numpy.arctanh(numpy.clip(latents, numpy.float32(-1 + 1e-6), numpy.float32(1 - 1e-6)))
        elif self.phi == "sigmoid":
            latents = numpy.clip(latents, numpy.float32(1e-6), numpy.float32(1 - 1e-6))
            latents = numpy.log(latents / (1 - latents))
        return latents if self.mean is None else (latents - self.mean) / self.deviation

    def undone(self, values):
        numpy = _numpy("swap()")
        values = values if self.mean is None else values * self.deviation + self.mean
        return numpy.tanh(values) if self.phi == "tanh" else 1 / (1 + numpy.exp(-values)) if self.phi == "sigmoid" else values

    def align(self, values):
        return self._through(values, 1) if self.blocks else values @ self.read + self.offset

    def shifted(self, natural, aligned, given, first, last):
        """The target keeps its other coordinates."""
        if self.is_pair:
            raise MasError("linear stitching has no inverse that would keep the rest of a latent")
        if not self.blocks:
            return natural + (given - aligned[..., first:last]) @ self.write[first:last]
        aligned = aligned.copy()
        aligned[..., first:last] = given
        return self._through(aligned, -1)

    def replaced(self, given, first, last):
        """The target's other coordinates are dropped."""
        if not self.blocks:
            return given @ self.write[first:last] + self.origin
        aligned = _numpy("swap()").zeros((*given.shape[:-1], self.width), given.dtype)
        aligned[..., first:last] = given
        return self._through(aligned, -1)

    # Each block does x += F(y), then y += G(x); backwards the same is taken away, in the other order.
    def _through(self, values, sign):
        half = (self.width + 1) // 2
        x, y = values[..., :half], values[..., half:]

        def layers(inputs, net):
            return (inputs @ net[0].T + net[1]).clip(0) @ net[2].T + net[3]

        for first, second in self.blocks[::sign]:
            if sign > 0:
                x = x + layers(y, first)
                y = y + layers(x, second)
            else:
                y = y - layers(x, second)
                x = x - layers(y, first)
        return _numpy("swap()").concatenate([x, y], -1)


class _Tensors(collections.abc.Mapping):
    """A safetensors file: names to arrays, read one by one. Every size is checked against the file before anything is read."""

    def __init__(self, file):
        self.file = os.path.abspath(file)
        try:
            with open(file, "rb") as stream:
                size = os.fstat(stream.fileno()).st_size
                length = struct.unpack("<Q", stream.read(8).ljust(8, b"\0"))[0]
                if size < 8 or length > min(LARGEST_HEADER, size - 8):
                    raise self._wrong(f"the file of {size} bytes says that its header has {length}")
                header = json.loads(stream.read(length).decode("utf-8"), object_pairs_hook=self._once)
        except OSError as error:
            raise MasError(f"cannot be read ({error.strerror})", self.file) from error
        except (ValueError, RecursionError) as error:
            raise self._wrong(f"its header is no JSON ({error})") from error
        self._begin = 8 + length
        if not isinstance(header, dict):
            raise self._wrong("its header is no JSON object")
        self.metadata = header.pop("__metadata__", {})
        if not isinstance(self.metadata, dict) or not all(isinstance(value, str) for value in self.metadata.values()):
            raise self._wrong("its metadata are no texts")
        end = 0
        for name, (first, last) in sorted(((name, self._entry(name, header[name])) for name in header), key=lambda one: one[1]):
            if first != end:
                raise self._wrong(f"tensor {name!r} begins at byte {first} of the data instead of {end}")
            end = last
        if self._begin + end != size:
            raise self._wrong(f"it has {size} bytes, and its header describes {self._begin + end}")
        self._entries = header

    def __iter__(self):
        return iter(self._entries)

    def __len__(self):
        return len(self._entries)

    def __getitem__(self, name):
        if name not in self._entries:
            raise KeyError(name)
        entry, numpy = self._entries[name], _numpy("a tensor")
        first, last = entry["data_offsets"]
        with open(self.file, "rb") as stream:
            stream.seek(self._begin + first)
            array = numpy.frombuffer(stream.read(last - first), DTYPES[entry["dtype"]].replace("?1", "?"))
        if entry["dtype"] == "BF16":
            array = (array.astype("<u4") << 16).view("<f4")
        if array.size != math.prod(entry["shape"]):
            raise self._wrong("it has changed while it was read")
        return array.reshape(entry["shape"])

    def _entry(self, name, entry):
        try:
            (first, last), shape, size = entry["data_offsets"], entry["shape"], int(DTYPES[entry["dtype"]][-1])
            numbers = [first, last, *shape]
        except (KeyError, TypeError, ValueError):
            raise self._wrong(f"tensor {name!r} has no dtype, shape and data_offsets that are known") from None
        if len(shape) > 32 or not all(type(number) is int and 0 <= number < 1 << 63 for number in numbers):
            raise self._wrong(f"tensor {name!r} has no shape and data_offsets of whole numbers")
        if last - first != math.prod(shape) * size:
            raise self._wrong(f"tensor {name!r} of shape {shape} has {last - first} bytes")
        return first, last

    def _once(self, pairs):
        found = dict(pairs)
        if len(found) != len(pairs):
            raise self._wrong("a name comes twice in its header")
        return found

    def _wrong(self, why):
        return MasError(f"this is no safetensors file that can be read: {why}", self.file)


def _start(arguments, mas):
    """The last line of the tool's standard output; its standard error is shown line by line, in a notebook too."""
    command, output, said, is_stopped = [*_tool(mas), *arguments], [], [], False
    try:
        # In a session of its own: Ctrl-C in a terminal would reach it beside what is sent here, and twice means at once.
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                   start_new_session=os.name != "nt", preexec_fn=_ends_with_this())
    except OSError as error:
        raise MasError(f"this cannot be started ({error.strerror}); name the program as mas=", command[0]) from error
    with process:
        reader = threading.Thread(target=lambda: output.append(process.stdout.read()), daemon=True)
        reader.start()
        try:
            while process.poll() is None or reader.is_alive():
                try:
                    for line in iter(process.stderr.readline, b""):
                        said.append(line.decode("utf-8", "replace").rstrip())
                        print(said[-1], file=sys.stderr, flush=True)
                    process.wait()
                    reader.join()
                except KeyboardInterrupt:
                    is_stopped = True
                    if os.name != "nt":
                        process.send_signal(signal.SIGINT)
        finally:
            if process.poll() is None:
                process.terminate()
    if is_stopped:
        raise KeyboardInterrupt
    last = (output[0].decode("utf-8", "replace").splitlines() or [""])[-1]
    if process.returncode == 0:
        return last
    told = [line[len("mas: "):] for line in said if line.startswith("mas: ")]
    try:
        error = MasError(errors=told, **json.loads(last)["error"])
    except (ValueError, KeyError, TypeError):
        error = MasError(f"{(told or said or ['it said nothing'])[-1]} (exit code {process.returncode})", errors=told)
    raise error


def _ends_with_this():
    """On Linux: what lets the tool stop, with its checkpoint, where this process is killed, as a restarted notebook is."""
    if not sys.platform.startswith("linux"):
        return None
    prctl, of_the_parents_death = ctypes.CDLL(None).prctl, 1
    return lambda: prctl(of_the_parents_death, signal.SIGTERM)


def _tool(mas):
    given = mas or os.environ.get("MAS")
    if given and not isinstance(given, (str, os.PathLike)):
        return [os.fspath(word) for word in given]
    if given:
        return ["dotnet", os.fspath(given)] if os.fspath(given).endswith(".dll") else [os.fspath(given)]
    root = pathlib.Path(__file__).resolve().parent.parent
    clone = root / ("mas.cmd" if os.name == "nt" else "mas")
    found = str(clone) if clone.is_file() and (root / "src" / "Mas.Cli").is_dir() else shutil.which("mas")
    if not found:
        raise MasError("mas was not found; name the program as mas= or in the environment variable MAS, or put it on PATH")
    return [found]


def _require(data, file):
    wanted = {"run": str, "status": str, "setup": list, "networks": list, "directions": list, "warnings": list}
    lists = {"networks": ("name",), "directions": ("source", "target", "method", "size"), "setup": ("key", "value")}
    optional = {"verdict": dict, "text": dict}
    if not isinstance(data, dict):
        raise MasError("this is no run record: it is no JSON object", file)
    if data.get("format", 1) != 1:
        raise MasError(f"the run record has format {data['format']}, and this mas.py reads 1; take a newer one", file, key="format")
    for key, kind in {**wanted, **optional}.items():
        if not isinstance(data.get(key), kind) and not (key in optional and data.get(key) is None):
            raise MasError("this is no run record: the key is missing or of another kind", file, key=key)
    places = [(key, data[key], keys) for key, keys in lists.items()]
    if data.get("text") is not None:
        places.append(("text.directions", data["text"].get("directions"), lists["directions"]))
    for key, items, keys in places:
        if not isinstance(items, list) or not all(isinstance(item, dict) and all(part in item for part in keys) for item in items):
            raise MasError(f"this is no run record: an entry lacks one of {', '.join(keys)}", file, key=key)
    verdict = data.get("verdict") or {"word": "", "reasons": []}
    reasons = verdict.get("reasons")
    texts = [verdict.get("word"), verdict.get("scope", ""), *(reasons if isinstance(reasons, list) else [None])]
    if not all(isinstance(text, str) for text in texts):
        raise MasError("this is no run record: the verdict is no text", file, key="verdict")


# As the tool writes cells: an apostrophe before what a spreadsheet would take for a formula, and \u001b for what cannot be shown.
def _cell(key, text):
    if key in ("seed", "step", "size"):
        return int(text) if text else None
    if key == "value":
        return float(text) if text else None
    if key == "trained":
        return {"true": True, "false": False}[text] if text in ("true", "false") else _refuse(f"trained is {text!r}")
    if text is None or key is None:
        _refuse("another number of cells")
    text = re.sub("^'(?='*[=+\\-@\uff1d\uff0b\uff0d\uff20])", "", text)
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text) or None


def _refuse(why):
    raise ValueError(why)


def _numpy(what):
    try:
        import numpy
    except ImportError as error:
        raise MasError(f"{what} needs numpy; install it with `pip install numpy`") from error
    return numpy


def _plain(value):
    value = value.tolist() if hasattr(value, "tolist") else os.fspath(value) if isinstance(value, os.PathLike) else value
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, (list, tuple, range)) else value


# One number for all variables, or 8+4.
def _size(sizes):
    sizes = [str(size) for size in sizes] if isinstance(sizes, (list, tuple)) else [str(sizes)]
    return sizes[0] if len(set(sizes)) == 1 else "+".join(sizes)


# What a terminal or a page would obey instead of showing it.
def _shown(text):
    return "".join(c if c.isprintable() or c in "\u00a0\u202f" else f"\\u{ord(c):04x}" for c in text)


def _safe(text):
    return html.escape(_shown(str(text)))


def _percent(share):
    return f"{share * 100:.1f} %" if isinstance(share, (int, float)) else "–"


def _interval(interval):
    ends = [interval.get(end) for end in ("low", "high")] if isinstance(interval, dict) else [None]
    return "–" if not all(isinstance(end, (int, float)) for end in ends) else f"{ends[0] * 100:.1f}–{ends[1] * 100:.1f} %"
