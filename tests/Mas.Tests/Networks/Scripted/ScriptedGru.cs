namespace Mas.Tests.Networks.Scripted;

/// <summary>Python that writes a stored GRU with a two-layer head as TorchScript. It reads the safetensors file itself.</summary>
internal static class ScriptedGru
{
    private const string Text = """
        import json, pathlib, struct
        import numpy, torch
        from typing import List

        raw = pathlib.Path(WEIGHTS).read_bytes()
        size = struct.unpack("<Q", raw[:8])[0]
        header = {name: entry for name, entry in json.loads(raw[8:8 + size]).items() if name != "__metadata__"}

        def read(name):
            first, last = header[name]["data_offsets"]
            values = numpy.frombuffer(raw[8 + size + first:8 + size + last], "<f4")
            return torch.nn.Parameter(torch.tensor(values).reshape(header[name]["shape"]))

        class Gru(torch.nn.Module):
            def __init__(self):
                super().__init__()
                words, width = header["embedding.weight"]["shape"]
                hidden = header["cell.weight_hh"]["shape"][1]
                self.embedding = torch.nn.Embedding(words, width)
                self.embedding.weight = read("embedding.weight")
                self.cell = torch.nn.GRUCell(width, hidden)
                for name in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]:
                    setattr(self.cell, name, read("cell." + name))
                inner = header["head.0.weight"]["shape"][0]
                self.head = torch.nn.Sequential(torch.nn.Linear(hidden, inner), torch.nn.GELU(), torch.nn.Linear(inner, words))
                self.head[0].weight, self.head[0].bias = read("head.0.weight"), read("head.0.bias")
                self.head[2].weight, self.head[2].bias = read("head.3.weight"), read("head.3.bias")
                self.hidden = hidden

            def forward(self, ids):
                return self.head(self.record_state(ids))

            @torch.jit.export
            def record_state(self, ids):
                nothing = torch.zeros(ids.shape[0], ids.shape[1], self.hidden)
                return self.states(ids, nothing, torch.zeros_like(ids, dtype=torch.bool))

            @torch.jit.export
            def resume_state(self, ids, latents, replaced):
                return self.head(self.states(ids, latents, replaced))

            def states(self, ids, latents, replaced):
                state = torch.zeros_like(latents[:, 0])
                found: List[torch.Tensor] = []
                for t in range(ids.shape[1]):
                    state = torch.where(replaced[:, t, None], latents[:, t], self.cell(self.embedding(ids[:, t]), state))
                    found.append(state)
                return torch.stack(found, 1)

        model = Gru().eval()
        folder = pathlib.Path("scripted")
        folder.mkdir()
        torch.jit.script(model).save(str(folder / "network.pt"))
        (folder / "config.json").write_text(json.dumps({
            "architecture": "torchscript",
            "vocabulary": json.loads(pathlib.Path(WEIGHTS).with_name("config.json").read_text())["vocabulary"],
            "sites": [{"name": "state", "width": model.hidden, "inner": True}],
            "task": "multi-object",
        }))
        """;

    /// <param name="weights">Path of its <c>model.safetensors</c>; <c>config.json</c> is beside it.</param>
    public static string Python(string weights) => Text.Replace("WEIGHTS", $"r'{weights}'", StringComparison.Ordinal);
}
