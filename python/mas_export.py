"""Writes a PyTorch network into a folder that `mas` reads: config.json and model.safetensors.

    from mas_export import export
    export(model, "my-network", vocabulary=["P", "B", "E", "D0", "D1", "D2", "R", "T"], task="multi-object")

`model` is a module that holds one of nn.RNN, nn.GRU, nn.LSTM, nn.TransformerEncoder or nn.Sequential (a perceptron), beside an
nn.Embedding and the nn.Linear layers of its head. One file; needs torch and numpy, nothing else.
`vocabulary` has the words in the order of their ids, or maps each word to its id; of a perceptron, the meanings of the outputs.
More keys of config.json may be given by name, such as positions="sinusoidal", and win over what is found.
"""
import json
import pathlib
import struct

import numpy
import torch
from torch import nn

RECURRENT = {nn.RNN: "rnn", nn.GRU: "gru", nn.LSTM: "lstm"}
ACTIVATIONS = {nn.ReLU: "relu", nn.GELU: "gelu", nn.Tanh: "tanh", nn.Sigmoid: "sigmoid", nn.SiLU: "silu", nn.LeakyReLU: "leaky-relu",
               nn.Softplus: "softplus"}
FUNCTIONS = {"relu": "relu", "gelu": "gelu", "silu": "silu", "tanh": "tanh", "sigmoid": "sigmoid"}
SILENT = (nn.Dropout, nn.Identity, nn.Flatten)


class ExportError(ValueError):
    """The network is not one that `mas` can compute by itself; a model in Python or a TorchScript file can still take part."""


def export(model, folder, vocabulary, task="multi-object", **more):
    """Writes the folder; one that is there already is refused. Returns what config.json says."""
    words = _words(vocabulary)
    kinds = [(name, part) for name, part in model.named_modules() if type(part) in RECURRENT or isinstance(part, nn.TransformerEncoder)]
    if len(kinds) > 1:
        raise ExportError(f"the network has several bodies: {', '.join(name for name, _ in kinds)}; one is wanted")
    if not kinds:
        config = _perceptron(model, words)
    elif isinstance(kinds[0][1], nn.TransformerEncoder):
        config = _transformer(model, *kinds[0], words)
    else:
        config = _recurrent(model, *kinds[0], words)
    config.update(task=task, vocabulary=words)
    config.update(_left_out(model, config, more))
    config.update(more)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    save_safetensors(folder / "model.safetensors", model.state_dict())
    (folder / "config.json").write_text(json.dumps(config, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return config


def _left_out(model, config, more):
    """Buffers are no learned numbers, such as a mask; but one may hold positions, which count."""
    learned = {name for name, _ in model.named_parameters()}
    buffers = sorted(set(model.state_dict()) - learned)
    if buffers and config.get("positions") == "none" and "positions" not in more:
        raise ExportError(f"the buffer '{buffers[0]}' may hold positions; give positions=\"sinusoidal\" or positions=\"none\"")
    return {"ignore": buffers} if buffers else {}


def save_safetensors(path, tensors):
    """Writes named tensors in the safetensors format: a length, a JSON header, raw little-endian numbers. bfloat16 is widened."""
    header, parts, at = {}, [], 0
    kinds = {"float16": "F16", "float32": "F32", "float64": "F64", "int64": "I64", "int32": "I32", "bool": "BOOL"}
    for name in sorted(tensors):
        tensor = tensors[name].detach().cpu()
        if tensor.dtype == torch.bfloat16:
            tensor = tensor.float()
        array = numpy.ascontiguousarray(tensor.numpy())
        if array.dtype.name not in kinds:
            raise ExportError(f"'{name}' has the type {array.dtype.name}, which cannot be stored")
        data = array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes()
        header[name] = {"dtype": kinds[array.dtype.name], "shape": list(tensor.shape), "data_offsets": [at, at + len(data)]}
        at += len(data)
        parts.append(data)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for data in parts:
            file.write(data)


def _words(vocabulary):
    if not isinstance(vocabulary, dict):
        return list(vocabulary)
    words = sorted(vocabulary, key=vocabulary.get)
    if [vocabulary[word] for word in words] != list(range(len(words))):
        raise ExportError("the ids of the vocabulary are not 0, 1, 2 and so on, one for each word")
    return words


def _recurrent(model, name, body, words):
    kind = RECURRENT[type(body)]
    if body.bidirectional:
        raise ExportError(f"'{name}' is bidirectional; only networks that read from left to right are supported")
    if getattr(body, "proj_size", 0):
        raise ExportError(f"'{name}' has proj_size; only an lstm whose output is its h is supported")
    if kind == "rnn" and body.nonlinearity != "tanh":
        raise ExportError(f"'{name}' has the nonlinearity {body.nonlinearity}; the rnn that is supported has tanh")
    vectors = 2 if kind == "lstm" else 1
    config = {"architecture": kind, "width": vectors * body.hidden_size, "layers": body.num_layers,
              "embedding_width": body.input_size}
    names = _embedding(model, words, body.input_size)
    config.update(_head(model, name, words, body.hidden_size, names))
    config["names"] = names
    return config


def _embedding(model, words, width):
    found = [name for name, part in model.named_modules() if isinstance(part, nn.Embedding)
             and part.num_embeddings == len(words) and part.embedding_dim == width]
    if len(found) != 1:
        raise ExportError(f"one nn.Embedding of {len(words)} words and width {width} is wanted; the network has {len(found)}")
    return {"embedding.weight": f"{found[0]}.weight"}


def _head(model, body, words, hidden, names):
    """A linear head, or two layers with GELU between them."""
    linear = [(name, part) for name, part in model.named_modules() if isinstance(part, nn.Linear) and not name.startswith(body + ".")]
    if len(linear) == 1 and linear[0][1].in_features == hidden and linear[0][1].out_features == len(words):
        _name(names, "head", *linear[0])
        return {"head": "linear"}
    if len(linear) == 2 and linear[0][1].in_features == hidden and linear[1][1].out_features == len(words):
        if not any(isinstance(part, nn.GELU) for part in model.modules()):
            raise ExportError("a head of two layers is supported with nn.GELU between them; the network has no such module")
        _name(names, "head.0", *linear[0])
        _name(names, "head.3", *linear[1])
        return {"head": "mlp-gelu", "head_width": linear[0][1].out_features}
    raise ExportError(f"a head of one nn.Linear from {hidden} to {len(words)}, or of two with GELU between them, is wanted; "
                      f"the network has {', '.join(name for name, _ in linear) or 'none'}")


def _name(names, own, name, layer):
    names[f"{own}.weight"] = f"{name}.weight"
    names[f"{own}.bias"] = None if layer.bias is None else f"{name}.bias"


def _transformer(model, name, body, words):
    layer = body.layers[0]
    width = layer.self_attn.embed_dim
    config = {"architecture": "transformer", "width": width, "layers": len(body.layers), "heads": layer.self_attn.num_heads,
              "feed_forward_width": layer.linear1.out_features, "norm": "pre" if layer.norm_first else "post",
              "final_norm": body.norm is not None, "activation": _activation(layer.activation), "norm_epsilon": layer.norm1.eps}
    names = _embedding(model, words, width)
    tables = [other for other, part in model.named_modules() if isinstance(part, nn.Embedding)
              and part.embedding_dim == width and f"{other}.weight" != names["embedding.weight"]]
    if len(tables) > 1:
        raise ExportError(f"the network has several tables beside its embedding: {', '.join(tables)}; one of positions is possible")
    config["positions"] = "learned" if tables else "none"
    if tables:
        names["positions.weight"] = f"{tables[0]}.weight"
    linear = [(other, part) for other, part in model.named_modules() if isinstance(part, nn.Linear) and not other.startswith(name + ".")]
    if len(linear) != 1 or linear[0][1].out_features != len(words):
        raise ExportError(f"a head of one nn.Linear from {width} to {len(words)} is wanted")
    _name(names, "head", *linear[0])
    config["names"] = names
    return config


def _activation(function):
    name = getattr(function, "__name__", None) or ACTIVATIONS.get(type(function), type(function).__name__)
    if name not in FUNCTIONS.values():
        raise ExportError(f"the activation {name} is not supported; supported are {', '.join(sorted(FUNCTIONS))}")
    return name


def _perceptron(model, words):
    stacks = [(name, part) for name, part in model.named_modules() if isinstance(part, nn.Sequential)]
    if len(stacks) != 1:
        raise ExportError("no nn.RNN, nn.GRU, nn.LSTM or nn.TransformerEncoder was found, and not one nn.Sequential alone; "
                          "a network of another kind takes part as a model in Python or as TorchScript")
    name, stack = stacks[0]
    linear = [(number, part) for number, part in stack.named_children() if isinstance(part, nn.Linear)]
    between = [part for part in stack if not isinstance(part, (nn.Linear, *SILENT))]
    widths = {part.out_features for _, part in linear[:-1]}
    kinds = {type(part) for part in between}
    if len(linear) < 2 or len(widths) != 1 or len(kinds) != 1 or len(between) != len(linear) - 1 or not kinds <= set(ACTIVATIONS):
        raise ExportError("a perceptron is nn.Linear layers of one width with one kind of activation between them, and a last nn.Linear")
    if linear[-1][1].out_features != len(words):
        raise ExportError(f"the last layer has {linear[-1][1].out_features} outputs, and the vocabulary {len(words)} words")
    activation = ACTIVATIONS[kinds.pop()]
    if activation == "gelu" and getattr(between[0], "approximate", "none") == "tanh":
        activation = "gelu-tanh"
    names = {}
    for place, (number, part) in enumerate(linear):
        own = "head" if place == len(linear) - 1 else f"layers.{place}"
        _name(names, own, f"{name}.{number}" if name else number, part)
    return {"architecture": "mlp", "width": widths.pop(), "layers": len(linear) - 1, "features": linear[0][1].in_features,
            "activation": activation, "names": names}
