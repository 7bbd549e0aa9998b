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
import platform
import select
import signal
import struct
import sys
import threading
import traceback
from contextlib import nullcontext

MAGIC, PROTOCOL, LONGEST_HEAD, LONGEST_TEXT = b"MASB", 1, 1 << 24, 2000
SIZES = {"float32": 4, "int64": 8}


class Wrong(Exception):
    """The user's class is not as agreed; the text says how to mend it."""


class Model:
    """What you extend: vocabulary, sites, and either run, or record and resume. Its arrays are torch tensors on the processor;
    with arrays = "numpy" they are NumPy's."""

    vocabulary = None  # words in the order of their ids, or a dict from word to id
    sites = None  # a dict from the name of a place to its width, in the order in which activity passes through
    handed_on = ()  # sites whose vector goes on from position to position, as a recurrent state does
    inner = ()  # sites on the only way between input and output
    features = 0  # numbers at each position, where it reads such and not ids
    task = ""  # the task that it was trained on
    arrays = "torch"
    threads = 1  # threads of torch in each process
    weights = None  # a dict from name to array, where they are not in torch modules of this object

    def run(self, ids, lengths, at):
        """Logits [batch, time, words] of ids [batch, time]: row i has lengths[i] of them, and pad behind.

        At each site, x = at("its name", x) with x [batch, time, width]; in a loop over positions,
        x = at("its name", x, position) with x [batch, width].
        """
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

    types = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16,
             "I64": torch.int64, "I32": torch.int32, "U8": torch.uint8, "BOOL": torch.bool}
    with open(path, "rb") as file:
        head = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = bytearray(file.read())
    head.pop("__metadata__", None)
    return {name: torch.frombuffer(data, dtype=types[entry["dtype"]], offset=entry["data_offsets"][0],
                                   count=math.prod(entry["shape"])).reshape(entry["shape"]).clone()
            for name, entry in head.items()}


class Pipe:
    def __init__(self, source, target):
        self.source, self.target = source, target

    def receive(self):
        """Head and arrays of a message; None at the end."""
        start = self.source.read(16)
        if len(start) < 16:
            return None
        magic, (head_length, length) = start[:4], struct.unpack("<IQ", start[4:])
        if magic != MAGIC or head_length > LONGEST_HEAD:
            raise ConnectionError("what came through the pipe is no message of mas")
        head, arrays = json.loads(self.source.read(head_length)), {}
        if length != sum(SIZES[kind] * math.prod(shape) for _, kind, shape in head["arrays"]):
            raise ConnectionError("the arrays of a message are not as long as it says")
        import numpy

        for name, kind, shape in head["arrays"]:
            arrays[name] = numpy.empty(shape, kind)
            if self.source.readinto(arrays[name].reshape(-1).view("u1")) != arrays[name].nbytes:
                return None
        return head, arrays

    def send(self, kind, arrays=(), **head):
        described = [[name, "float32", list(values.shape)] for name, values in arrays]
        text = json.dumps({"kind": kind, **head, "arrays": described}, default=str).encode()
        self.target.write(MAGIC + struct.pack("<IQ", len(text), sum(values.nbytes for _, values in arrays)) + text)
        for _, values in arrays:
            self.target.write(values.reshape(-1).view("u1"))
        self.target.flush()


class Server:
    """Answers what mas asks of one model."""

    def __init__(self, model):
        self.model, self.words, self.kept = model, len(model.vocabulary or ()), {}
        self.is_torch = model.arrays == "torch"
        self.differentiates = self.is_torch and type(model).gradient is Model.gradient

    def answer(self, head, arrays):
        """Kind and arrays of the answer."""
        for number in head["done"]:
            self.kept.pop(number, None)
        keep = head.get("keep")  # the number under which the way back is asked for
        with sys.modules["torch"].set_grad_enabled(keep is not None and self.differentiates) if self.is_torch else nullcontext():
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

    def given(self, values):
        return sys.modules["torch"].from_numpy(values) if self.is_torch else values

    def plain(self, values, inputs, width, what):
        """Checked, as the pipe takes it."""
        wanted = [*inputs[0].shape[:2], width]
        if not hasattr(values, "shape"):
            raise Wrong(f"{what} gives a {type(values).__name__}; wanted is an array [batch, time, {width}]")
        if list(values.shape) != wanted:
            raise Wrong(f"{what} gives the shape {list(values.shape)}; wanted is [batch, time, {width}], here {wanted}")
        values = values.detach().cpu().float().numpy() if hasattr(values, "detach") else values
        numpy = sys.modules["numpy"]
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
        replaced = sys.modules["numpy"].zeros(batch * time, bool)
        replaced[places] = True
        if self.differentiates:
            latents = leaf.requires_grad_().new_zeros(batch * time, width).index_copy(0, self.given(places), leaf)
        else:
            flat = sys.modules["numpy"].zeros((batch * time, width), "float32")
            flat[places] = arrays["latents"]
            latents = self.given(flat)
        return (site, latents.reshape(batch, time, width), self.given(replaced.reshape(batch, time))), leaf

    def backward(self, inputs, swap, leaf, logits, places, upstream):
        if not self.differentiates:
            found = self.model.gradient(*inputs, *swap, self.given(upstream))
            return self.plain(found, inputs, leaf.shape[1], "gradient").reshape(-1, leaf.shape[1])[places]
        torch, found = sys.modules["torch"], None
        if logits.requires_grad:
            (found,) = torch.autograd.grad(logits, leaf, torch.from_numpy(upstream).to(logits), retain_graph=True, allow_unused=True)
        if found is None:
            raise Wrong("torch finds no way back from the logits of resume to its latents; put them in wherever replaced is true, "
                        "and leave out no_grad, detach and numpy in between")
        return self.plain(found[None], (found[None],), leaf.shape[1], "the way back through resume")[0]


def load(path):
    """The user's model."""
    spec = importlib.util.spec_from_file_location(os.path.splitext(os.path.basename(path))[0], path)
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    kinds = [kind for kind in vars(module).values()
             if isinstance(kind, type) and issubclass(kind, Model) and kind.__module__ == module.__name__]
    if len(kinds) != 1:
        raise Wrong(f"the file has {len(kinds)} classes that extend Model; wanted is one" if kinds else
                    "the file has no class that extends Model; begin with 'from mas_bridge import Model'")
    model = kinds[0]()
    if model.arrays == "torch":
        __import__("torch").set_num_threads(model.threads)
    elif model.arrays != "numpy":
        raise Wrong(f"arrays is {model.arrays!r}; wanted is 'torch' or 'numpy'")
    return model


def weights_of(model):
    """The number of weights, and the hash of the file and of them. The torch modules that the model is or holds are frozen."""
    with open(sys.argv[0], "rb") as file:
        sha = hashlib.sha256(file.read())
    held, count, modules = dict(model.weights or {}), sum(math.prod(values.shape) for values in (model.weights or {}).values()), {}
    if model.arrays == "torch" and model.weights is None:
        kind = sys.modules["torch"].nn.Module
        modules = {"": model} if isinstance(model, kind) else {k: v for k, v in sorted(vars(model).items()) if isinstance(v, kind)}
    for prefix, module in modules.items():
        module.eval().requires_grad_(False)
        held.update({f"{prefix}.{name}": values for name, values in module.state_dict().items()})
        count += sum(values.numel() for values in module.parameters())
    for name, values in held.items():
        values = sys.modules["numpy"].ascontiguousarray(values.detach().cpu().double() if hasattr(values, "detach") else values, "<f8")
        sha.update(f"{name} {values.shape} ".encode() + values.tobytes())
    return {"parameters": count, "hash": sha.hexdigest()}


def describe(model):
    """What mas is told of a model; it checks it."""
    words, sites = model.vocabulary, model.sites if isinstance(model.sites, dict) else {}
    return {"vocabulary": sorted(words, key=words.get) if isinstance(words, dict) else words,
            "sites": [{"name": site, "width": width} for site, width in sites.items()],
            "handed_on": list(model.handed_on), "inner": list(model.inner), "task": model.task, "features": model.features,
            "packages": {name: str(getattr(sys.modules[name], "__version__", "")) for name in ("numpy", "torch", "jax")
                         if name in sys.modules}, **weights_of(model)}


def send_error(pipe, error):
    """Tells mas what went wrong and in which line of the user's files; the traceback goes to standard error."""
    path, is_wrong = sys.argv[0], isinstance(error, Wrong)
    frames = [(frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno))
    places = [frame for frame in frames if os.path.dirname(frame[0]) == os.path.dirname(path)]
    file, line = (path, None) if is_wrong or not places else places[-1]
    if not is_wrong:
        traceback.print_exception(type(error), error, error.__traceback__)
        sys.stderr.flush()
    pipe.send("error", type="" if is_wrong else type(error).__name__, text=str(error)[:LONGEST_TEXT], file=os.path.basename(file),
              line=line)


def end_with(descriptor):
    """Ends this process once the other end of the pipe is closed, even in the middle of a call."""
    ended = select.poll()
    ended.register(descriptor, 0)
    ended.poll()
    os._exit(0)


def take_pipes():
    """Standard input and output are for mas alone: what the model prints goes to standard error, and it reads nothing."""
    source, target, nothing = os.dup(0), os.dup(1), os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    if hasattr(select, "poll"):
        threading.Thread(target=end_with, args=(source,), daemon=True).start()
    return Pipe(open(source, "rb"), open(target, "wb"))


def main(path):
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for mas, which ends this process in its own time
    pipe = take_pipes()
    pipe.send("hello", protocol=PROTOCOL, python=platform.python_version())
    sys.modules["mas_bridge"] = sys.modules["__main__"]
    sys.argv, sys.path[0], sys.dont_write_bytecode = [path], os.path.dirname(path), True
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1")
    try:
        os.chdir(sys.path[0])
        model = load(path)
        description = describe(model)
        server = Server(model)
    except BaseException as error:  # exit() in the file, too
        return send_error(pipe, error)
    pipe.send("model", **description)
    while request := pipe.receive():
        try:
            kind, arrays = server.answer(*request)
        except BaseException as error:
            send_error(pipe, error)
        else:
            pipe.send(kind, arrays)


if __name__ == "__main__":
    main(os.path.abspath(sys.argv[1]))
