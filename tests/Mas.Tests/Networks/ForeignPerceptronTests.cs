using Mas.Networks;
using Mas.Networks.FeedForward;
using Mas.Networks.Folders;
using Mas.Oracles.Files;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>A perceptron of <c>torch.nn.Sequential</c> under its own names, with what PyTorch computes of it in float64.</summary>
public sealed class ForeignPerceptronTests : IDisposable
{
    private const string Name = "perceptron", Patched = "patched.layer.2";

    private static readonly SequenceTask s_task = KnownTasks.Named("hierarchical-equality")!;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Latents_logits_and_gradients_are_those_of_PyTorch(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile expected = Golden.Tensors("foreign", Name, "expected.safetensors");
        using MlpNetwork network = Open(type);
        TokenRows pool = Pool(expected);
        int[] positions = pool.Offsets[..^1];
        foreach (Site site in network.Sites)
        {
            using RunnableActivity recording = network.Record(pool, site);
            Golden.CloseToLargest(recording.Latents(positions), expected.Double($"latents.{site.Name}"), 1e-6);
            Golden.Close(Labels(recording.Logits(positions)), expected.Double("logits"), type == ScalarType.Float64 ? 1e-10 : 5e-4);
        }

        using RunnableActivity activity = network.Record(pool, network.FindSite("layer.2")!);
        int[] flat = [.. expected.Int32s($"{Patched}.row").Select(row => positions[row])];
        using PreparedTargets targets = activity.Prepare(new TargetRows(flat, flat, TokenRows.From([.. flat.Select(_ => (int[])[3])])));
        Tensor latents = expected.Double($"{Patched}.latents").to_type(type).requires_grad_(true);
        Tensor logits = Labels(targets.Resume((_, entries) => latents.index_select(0, Device.Cpu.Indices(entries)),
            new TargetReads(new TargetPlaces([.. Enumerable.Range(0, flat.Length)], new int[flat.Length]))).Logits!);
        Golden.Close(logits, expected.Double($"{Patched}.logits"), type == ScalarType.Float64 ? 1e-10 : 5e-4);
        nn.functional.log_softmax(logits, 1).gather(1, tensor(expected.ReadInt64s($"{Patched}.labels")).unsqueeze(1)).sum().backward();
        Golden.CloseToLargest(latents.grad!, expected.Double($"{Patched}.gradient"), type == ScalarType.Float64 ? 1e-9 : 5e-4);
    }

    [Theory]
    [InlineData("relu", 0, 1.5)]
    [InlineData("gelu", -0.0455002639, 1.3997891981)]       // x Φ(x)
    [InlineData("gelu-tanh", -0.0454023059, 1.3995715770)]  // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³)))
    [InlineData("tanh", -0.9640275801, 0.9051482536)]
    [InlineData("sigmoid", 0.1192029220, 0.8175744762)]
    [InlineData("silu", -0.2384058440, 1.2263617143)]       // x σ(x)
    [InlineData("leaky-relu", -0.02, 1.5)]
    [InlineData("softplus", 0.1269280110, 1.7014132780)]    // ln(1 + eˣ)
    public void An_activation_is_its_formula(string word, double atMinusTwo, double atOneAndAHalf)
    {
        using var scope = NewDisposeScope();
        Golden.Close(Activation.Of(word)(tensor(new[] { -2.0, 1.5 })), tensor(new[] { atMinusTwo, atOneAndAHalf }), 1e-9);
        Assert.Contains(word, Activation.Words);
    }

    private MlpNetwork Open(ScalarType type)
    {
        string config = Path.Combine(_folder, "perceptron.json");
        File.WriteAllText(config, """{ "architecture": "mlp", "activation": "gelu", "task": "hierarchical-equality" }""");
        var network = (MlpNetwork)NetworkFolder.Load(Golden.Path("foreign", Name), s_task.Vocabulary, null, config);
        if (type == ScalarType.Float32)
            return network;
        using (network)
            return new MlpNetwork(network.Weights.To(type));
    }

    // Its columns are no and yes.
    private static Tensor Labels(Tensor logits) =>
        logits.index_select(1, tensor(new long[] { s_task.Vocabulary.Id("no"), s_task.Vocabulary.Id("yes") }));

    private static TokenRows Pool(SafetensorsFile expected)
    {
        int[] words = [s_task.Vocabulary.Id("no"), s_task.Vocabulary.Id("yes")];
        return TokenRows.From([.. expected.Int32s("label").Select(label => (int[])[Vocabulary.Bos, words[label]])]) with
        {
            Features = expected.ReadSingles("features"),
        };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
