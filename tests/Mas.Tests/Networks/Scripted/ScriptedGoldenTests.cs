using System.Text.Json;
using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.Folders;
using Mas.Oracles.Files;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Scripted;

/// <summary>Stored networks of foreign architectures against the values that PyTorch's eager networks have in float64.</summary>
public sealed class ScriptedGoldenTests : IDisposable
{
    private const double Latents = 2e-5, Gradients = 1e-5; // the README's tolerances in float32

    private readonly DisposeScope _scope;

    public ScriptedGoldenTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    private static OpenedSource Open(string name) => new SavedNetwork(name, Golden.Path("torchscript", name)).Open(
        new NetworkRequest { Name = name, Task = Golden.MultiObject });

    [Theory]
    [InlineData("stacked-gru", "state", 1984)]
    [InlineData("convolution-attention", "hidden", 1864)]
    public void Latents_logits_and_gradients_are_those_of_the_eager_network(string name, string site, long parameters)
    {
        using OpenedSource opened = Open(name);
        CalledModel model = ((CalledNetwork)opened.Network).Model;
        using SafetensorsFile expected = Golden.Tensors("torchscript", name, "expected.safetensors");
        Site at = Assert.Single(model.Sites, one => one.Name == site);
        Tensor ids = tensor(expected.ReadInt64s("input_ids"), expected["input_ids"].Shape);
        var input = new CalledInput(ids, [.. Enumerable.Repeat((int)ids.size(1), (int)ids.size(0))]);
        Golden.Close(model.Logits(input), expected.Double("logits"), Latents);
        Golden.Close(Assert.Single(model.Record(input, [at])), expected.Double($"{site}.recorded"), Latents);
        Tensor replaced = Flags(expected, $"{site}.replaced"), scored = Flags(expected, $"{site}.scored");
        using CalledPass run = model.Run(
            input, new CalledSwap(at, expected.Read($"{site}.latents", Device.Cpu), replaced));
        Golden.Close(run.Logits, expected.Double($"{site}.logits"), Latents);

        Tensor logits = run.Logits.detach().requires_grad_(true), predicts = scored.narrow(1, 0, ids.size(1) - 1);
        Tensor loss = nn.functional.cross_entropy(
            logits.narrow(1, 0, ids.size(1) - 1)[predicts], ids.narrow(1, 1, ids.size(1) - 1)[predicts]);
        JsonElement wanted = Golden.Json("torchscript", name, "expected.json").GetProperty(site).GetProperty("loss");
        Assert.Equal(wanted.GetDouble(), loss.item<float>(), Latents);
        loss.backward();
        Golden.Close(run.Back(logits.grad!), expected.Double($"{site}.gradient"), Gradients);
        Assert.Equal(parameters, opened.Network.ParameterCount);
    }

    private static Tensor Flags(SafetensorsFile file, string name)
    {
        byte[] bytes = new byte[file[name].Count];
        file.Read(file[name], 0, bytes);
        return tensor(Array.ConvertAll(bytes, one => one != 0), file[name].Shape);
    }

    public void Dispose() => _scope.Dispose();
}
