namespace Mas.Tests.Networks.Scripted;

/// <summary>Python that writes two networks with known answers into the folders <c>one</c> and <c>two</c>: each adds up which of two
/// numbers was larger, and says which has come more often; their states are turned by different rotations.</summary>
internal static class ScriptedIntegrators
{
    public const string Python = """
        import json, pathlib
        from typing import List
        import torch

        class Integrator(torch.nn.Module):
            def __init__(self, seed: int):
                super().__init__()
                self.width = 6
                self.turn = torch.linalg.qr(torch.randn(6, 6, generator=torch.Generator().manual_seed(seed)))[0]

            def run(self, x, latents, replaced):
                state = torch.zeros(x.shape[0], self.width)
                states: List[torch.Tensor] = []
                for t in range(x.shape[1]):
                    own = state @ self.turn
                    own = torch.cat([own[:, :1] + x[:, t, :1] - x[:, t, 1:2], x[:, t, :2], 0.5 * own[:, 1:4]], 1)
                    state = torch.where(replaced[:, t, None], latents[:, t], own @ self.turn.t())
                    states.append(state)
                return torch.stack(states, 1)

            def natural(self, x):
                nothing = torch.zeros(x.shape[0], x.shape[1], self.width)
                return self.run(x, nothing, nothing[:, :, 0] > 0)

            def head(self, states):
                total = (states @ self.turn)[:, :, :1]
                return torch.cat([-4 * total, 0 * total + 1, 4 * total], 2)

            def forward(self, x):
                return self.head(self.natural(x))

            @torch.jit.export
            def record_state(self, x):
                return self.natural(x)

            @torch.jit.export
            def resume_state(self, x, latents, replaced):
                return self.head(self.run(x, latents, replaced))

            @torch.jit.export
            def follow_state(self, x, latents, replaced):
                return self.run(x, latents, replaced)

        for name, seed in (("one", 1), ("two", 2)):
            folder = pathlib.Path(name)
            folder.mkdir()
            torch.jit.script(Integrator(seed).eval()).save(str(folder / "network.pt"))
            (folder / "config.json").write_text(json.dumps({
                "architecture": "torchscript", "features": 2, "vocabulary": ["right", "even", "left"],
                "sites": [{"name": "state", "width": 6, "inner": True, "handed_on": True}]}))

        """;
}
