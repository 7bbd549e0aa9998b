"""A model in your own Python takes part in mas: write one class that extends Model (docs/python-model.md shows how).

mas runs this file in your Python with your file as its argument, and the two talk through pipes. A message is MAGIC, the
length of its head (4 bytes) and of its arrays (8 bytes), the head in JSON, and the arrays one behind the other, all
little-endian. Latents that replace others come alone, with their places in the flattened [batch, time].
"""
import hashlib
import importlib.util
import json
import math
import os
import pathlib
import platform
import select
import signal
import struct
import sys
import threading
import traceback
from contextlib import nullcontext

numpy = torch = None  # imported once mas has been greeted; torch only for models that use it
MAGIC, PROTOCOL, LONGEST_HEAD, LONGEST_TEXT, SIZES = b"MASB", 1, 1 << 24, 2000, {"float32": 4, "int64": 8}


class Wrong(Exception):
    """The user's class is not as agreed; the text says how to mend it."""


class Model:
    """What you extend: vocabulary, sites, and either run, or record and resume. Its arrays are those of torch or of NumPy."""

    vocabulary = None  # words in the order of their ids, or a dict from word to id
    sites = None  # a dict from the name of a place to its width, in the order in which activity passes through
    handed_on = ()  # sites whose vector goes on from position to position, as a recurrent state does
    inner = ()  # sites on the only way between input and output
    classes = None  # what the logits stand for, where that is not the vocabulary
    checkpoint = None  # the file with the weights: the full path of what the experiment names, where it names one
    features = 0  # numbers at each position, where it reads such and not ids
    task = ""  # the task that it was trained on
    arrays = "torch"  # tensors on the processor; or "numpy"
    threads = 1  # threads of torch in each process
    weights = None  # a dict from name to array, where they are not in torch modules of this object

    def run(self, ids, lengths, at):
        """Logits [batch, time, words] of ids [batch, time]: row i has lengths[i] of them, and pad behind. At each site,
        x = at("its name", x) with x [batch, time, width]; in a loop over positions, x = at("its name", x, position) with
        x [batch, width]."""
        raise Wrong(f"class {type(self).__name__} has no method run; write it, or record and resume")

    def record(self, ids, lengths):
        """A dict from site to its latents [batch, time, width]."""
        return self._run(ids, lengths)[1]

    def resume(self, ids, lengths, site, latents, replaced):
        """Logits [batch, time, words] where at one site latents [batch, time, width] stand in place of its own, wherever
        replaced [batch, time] is true; torch must be able to differentiate them by latents."""
        return self._run(ids, lengths, site, latents, replaced)[0]

    def follow(self, ids, lengths, site, latents, replaced):
        """Latents [batch, time, width] of a site that is handed on, after such a replacement."""
        return self._run(ids, lengths, site, latents, replaced)[1][site]

    def gradient(self, ids, lengths, site, latents, replaced, upstream):
        """Where torch does not compute it: the gradient [batch, time, width], by latents, of the sum of
        upstream [batch, time, words] * resume(...)."""
        raise Wrong(f"class {type(self).__name__} works without torch and has no method gradient; write it")

    def _run(self, ids, lengths, site=None, latents=None, replaced=None):
        library, seen = __import__(self.arrays), {}

        def at(here, x, position=None):
            if here == site:
                mask, new = (replaced, latents) if position is None else (replaced[:, position], latents[:, position])
                x = library.where(mask[..., None], new, x)
            if position is None:
                seen[here] = x
            else:
                seen.setdefault(here, []).append(x)
            return x

        logits = self.run(ids, lengths, at)
        return logits, {here: library.stack(x, 1) if isinstance(x, list) else x for here, x in seen.items()}


def load_safetensors(path):
    """The tensors of a safetensors file, by name."""
    import torch
    types = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64,
             "I32": torch.int32, "U8": torch.uint8, "BOOL": torch.bool}
    with open(path, "rb") as file:
        head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    return {name: torch.frombuffer(data, dtype=types[entry["dtype"]], offset=entry["data_offsets"][0],
                                   count=math.prod(entry["shape"])).reshape(entry["shape"]).clone()
            for name, entry in head.items() if name != "__metadata__"}


def receive(source):
    """Head and arrays of a message; None at the end."""
    start, arrays = source.read(16), {}
    if len(start) < 16:
        return None
    magic, head_length, length = struct.unpack("<4sIQ", start)
    if magic != MAGIC or head_length > LONGEST_HEAD:
        raise ConnectionError("what came through the pipe is no message of mas")
    head = json.loads(source.read(head_length))
    if length != sum(SIZES[kind] * math.prod(shape) for _, kind, shape in head["arrays"]):
        raise ConnectionError("the arrays of a message are not as long as it says")
    for name, kind, shape in head["arrays"]:
        arrays[name] = numpy.empty(shape, kind)
        if source.readinto(arrays[name].reshape(-1).view("u1")) != arrays[name].nbytes:
            return None
    return head, arrays


def send(target, kind, arrays=(), **head):
    described = [[name, "float32", list(values.shape)] for name, values in arrays]
    text = json.dumps({"kind": kind, **head, "arrays": described}, default=str).encode()
    target.write(MAGIC + struct.pack("<IQ", len(text), sum(values.nbytes for _, values in arrays)) + text)
    for _, values in arrays:
        target.write(values.reshape(-1).view("u1"))
    target.flush()


class Server:
    """Answers what mas asks of one model."""

    def __init__(self, model):
        self.model, self.words, self.kept = model, len(model.classes or model.vocabulary or ()), {}
        self.given = torch.from_numpy if model.arrays == "torch" else lambda values: values
        self.differentiates = model.arrays == "torch" and type(model).gradient is Model.gradient

    def answer(self, head, arrays):
        """Kind and arrays of the answer."""
        for number in head["done"]:
            self.kept.pop(number, None)
        keep = head.get("keep")  # the number under which the way back is asked for
        with torch.set_grad_enabled(keep is not None and self.differentiates) if torch else nullcontext():
            if head["kind"] == "backward":
                return "gradient", [("gradient", self.backward(*self.kept[head["number"]], arrays["upstream"]))]
            inputs = self.given(arrays["inputs"]), self.given(arrays["lengths"])
            if head["kind"] == "record":
                return "latents", list(self.record(inputs, head["sites"]))
            swap, leaf = self.swap(inputs, head["site"], arrays)
            if head["kind"] == "follow":
                found, width = self.model.follow(*inputs, *swap), self.model.sites[head["site"]]
                return "latents", [("latents", self.plain(found, inputs, width, "follow"))]
            logits = self.model.resume(*inputs, *swap)
            if keep is not None:
                self.kept[keep] = inputs, swap, leaf, logits, arrays["replaced"]
            return "logits", [("logits", self.plain(logits, inputs, self.words, "resume"))]

    def plain(self, values, inputs, width, what):
        """Checked, as the pipe takes it."""
        wanted = [*inputs[0].shape[:2], width]
        if list(getattr(values, "shape", ())) != wanted:
            found = f"the shape {list(values.shape)}" if hasattr(values, "shape") else f"a {type(values).__name__}"
            raise Wrong(f"{what} gives {found}; wanted is an array [batch, time, {width}], here {wanted}")
        values = values.detach().cpu().float().numpy() if hasattr(values, "detach") else values
        values = numpy.ascontiguousarray(values, "<f4")
        if not numpy.isfinite(values).all():
            raise Wrong(f"{what} gives numbers that are NaN or infinite; see to that first")
        return values

    def record(self, inputs, sites):
        found = self.model.record(*inputs)
        if not isinstance(found, dict):
            raise Wrong(f"record gives a {type(found).__name__}; wanted is a dict from site to latents [batch, time, width]")
        for site in sites:
            if site not in found:
                raise Wrong(f"record gives nothing at the site '{site}', which sites names; it gives {', '.join(map(str, found))}")
            yield site, self.plain(found[site], inputs, self.model.sites[site], f"record at the site '{site}'")

    def swap(self, inputs, site, arrays):
        """Site, latents [batch, time, width] and where they count; and the leaf that torch differentiates by."""
        places, batch, time = arrays["replaced"], *inputs[0].shape[:2]
        leaf, width = self.given(arrays["latents"]), arrays["latents"].shape[1]
        replaced = numpy.zeros(batch * time, bool)
        replaced[places] = True
        latents = self.given(numpy.zeros((batch * time, width), "float32"))
        if self.differentiates:
            latents = latents.index_copy(0, self.given(places), leaf.requires_grad_())
        else:
            latents[places] = leaf
        return (site, latents.reshape(batch, time, width), self.given(replaced.reshape(batch, time))), leaf

    def backward(self, inputs, swap, leaf, logits, places, upstream):
        if not self.differentiates:
            found = self.model.gradient(*inputs, *swap, self.given(upstream))
            return self.plain(found, inputs, leaf.shape[1], "gradient").reshape(-1, leaf.shape[1])[places]
        upstream = torch.from_numpy(upstream).to(logits)
        found = logits.requires_grad and torch.autograd.grad(logits, leaf, upstream, retain_graph=True, allow_unused=True)[0]
        if found is None or found is False:
            raise Wrong("torch finds no way back from the logits of resume to its latents; put them in wherever replaced is true, "
                        "and leave out no_grad, detach and numpy in between")
        return self.plain(found[None], (found[None],), leaf.shape[1], "the way back through resume")[0]


def load(path, checkpoint):
    """The one model of the user's file."""
    global torch
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, Model) and kind is not Model]
    kinds = [kind for kind in kinds if kind.__module__ == module.__name__] or kinds  # else those that it imports
    if len(kinds) != 1:
        raise Wrong(f"the file has {len(kinds)} classes that extend Model of mas_bridge; wanted is one")
    kinds[0].checkpoint = checkpoint or kinds[0].checkpoint
    model = kinds[0]()
    if model.arrays not in ("torch", "numpy"):
        raise Wrong(f"arrays is {model.arrays!r}; wanted is 'torch' or 'numpy'")
    if model.arrays == "torch":
        import torch
        torch.set_num_threads(model.threads)
    return model


def weights_of(model):
    """The number of weights, and the hash of the file and of them. Torch modules that the model is or holds are frozen."""
    held, count = {}, 0
    for name, value in {"": model, **vars(model)}.items() if model.weights is None else model.weights.items():
        if torch and isinstance(value, torch.nn.Module):
            value.eval().requires_grad_(False)
            held.update({f"{name}.{inner}": values for inner, values in value.state_dict().items()})
            count += sum(values.numel() for values in value.parameters())
        elif hasattr(value, "dtype") and getattr(value.dtype, "kind", "f") in "biuf":
            held[name] = value
            count += math.prod(value.shape)
    sha = hashlib.sha256(pathlib.Path(sys.argv[0]).read_bytes())
    for name, values in sorted(held.items()):
        values = numpy.ascontiguousarray(values.detach().cpu().double() if hasattr(values, "detach") else values, "<f8")
        sha.update(f"{name} {values.shape} ".encode() + values.tobytes())
    return {"parameters": count, "hash": sha.hexdigest()}


def describe(model):
    """What mas is told of a model; it checks it."""
    words, sites = model.vocabulary, model.sites if isinstance(model.sites, dict) else {}
    if isinstance(words, dict) and sorted(words.values()) != list(range(len(words))):
        raise Wrong("the ids of vocabulary are not 0, 1, 2 and so on, each once; give every id its word")
    packages = {name: str(sys.modules[name].__version__) for name in ("numpy", "torch", "jax") if name in sys.modules}
    return {"vocabulary": sorted(words, key=words.get) if isinstance(words, dict) else words,
            "sites": [{"name": site, "width": width} for site, width in sites.items()],
            "handed_on": list(model.handed_on), "inner": list(model.inner), "task": model.task, "features": model.features,
            **({"classes": list(model.classes)} if model.classes else {}),
            "packages": packages, **weights_of(model)}


def send_error(target, error):
    """Tells mas what went wrong and in which line of the user's files; the traceback goes to standard error."""
    path, is_wrong = sys.argv[0], isinstance(error, Wrong)
    places = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    places += [(error.filename, error.lineno)] if isinstance(error, SyntaxError) else []
    places = [(path, None), *(place for place in places if os.path.dirname(place[0] or "") == os.path.dirname(path))]
    file, line = places[0 if is_wrong else -1]
    if not is_wrong:
        traceback.print_exception(type(error), error, error.__traceback__)
        sys.stderr.flush()
    send(target, "error", type="" if is_wrong else type(error).__name__, text=str(error)[:LONGEST_TEXT],
         file=os.path.basename(file), line=line)


def take_pipes():
    """Standard input and output are for mas alone: what the model prints goes to standard error, and it reads nothing."""
    source, target, nothing = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    if hasattr(select, "poll"):  # once the other end is closed this process ends, even in the middle of a call
        ended = select.poll()
        ended.register(source, 0)
        threading.Thread(target=lambda: ended.poll() and os._exit(0), daemon=True).start()
    return open(source, "rb"), open(target, "wb")


def main(path, checkpoint=None):
    global numpy
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for mas, which ends this process in its own time
    signal.signal(signal.SIGTERM, lambda *_: None)  # and so is the end of a job; what the model starts ends by it as usual
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: signal.signal(signal.SIGTERM, signal.SIG_DFL))
    source, target = take_pipes()
    send(target, "hello", protocol=PROTOCOL, python=platform.python_version())
    sys.modules["mas_bridge"] = sys.modules["__main__"]
    sys.argv, sys.path[0], sys.dont_write_bytecode = [path], os.path.dirname(path), True
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        import numpy
        os.chdir(sys.path[0])
        model = load(path, checkpoint)
        server, description = Server(model), describe(model)
    except BaseException as error:  # exit() in the file, too
        return send_error(target, error)
    send(target, "model", **description)
    while request := receive(source):
        try:
            kind, arrays = server.answer(*request)
        except BaseException as error:
            send_error(target, error)
        else:
            send(target, kind, arrays)


if __name__ == "__main__":
    main(*map(os.path.abspath, sys.argv[1:]))
