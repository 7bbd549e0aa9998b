using Mas.Benchmarks.Zoo;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Results;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Zoo;

/// <summary>Copies of networks do what their originals do, and their units are what they are said to be.</summary>
public sealed class NetworkCopyTests : IDisposable
{
    private const double Rounding = 1e-4;
    private static readonly SequenceTask s_task = KnownTasks.Named("modulo", new TaskOptions { LargestQuantity = 6, HeldOut = [], Void = 0.2 })!;

    private readonly DisposeScope _scope;
    private readonly SequencePool _sequences = new(s_task, 1, Metrics.Test, 40);

    public NetworkCopyTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    [Theory, InlineData("gru", "state", 1), InlineData("lstm", "state", 2), InlineData("transformer", "layer.1", 1)]
    public void A_permuted_copy_does_the_same_with_its_units_in_another_order(string architecture, string site, int vectors)
    {
        using NetworkCopy original = Fresh(architecture);
        int[] order = UnitOrder.Of(original.Units, 7);
        Assert.NotEqual(Enumerable.Range(0, order.Length), order);
        (Tensor logits, Tensor latents) = Run(original, site);
        (Tensor same, Tensor moved) = Run(UnitOrder.Permute(original, order), site);
        AssertClose(logits, same);
        int[] units = [.. Enumerable.Range(0, vectors).SelectMany(vector => order.Select(unit => vector * order.Length + unit))];
        AssertClose(latents.index_select(1, Device.Cpu.Indices(units)), moved);
    }

    [Theory, InlineData("gru", 1), InlineData("lstm", 2)]
    public void A_copy_with_null_units_does_the_same_and_its_null_units_know_the_state(string architecture, int vectors)
    {
        const int count = 5;
        using NetworkCopy original = Fresh(architecture);
        int units = original.Units;
        (Tensor logits, Tensor latents) = Run(original, "state");
        (Tensor same, Tensor wide) = Run(NullUnits.Add(original, count, seed: 3), "state");
        AssertClose(logits, same);
        Assert.Equal(latents.size(1) + vectors * count, wide.size(1));
        for (int vector = 0; vector < vectors; vector++)
        {
            AssertClose(latents.narrow(1, vector * units, units), wide.narrow(1, vector * (units + count), units));
            Assert.True(wide.narrow(1, vector * (units + count) + units, count).std(0).min().item<float>() > 0.01);
        }
    }

    // What a null unit holds may be anything: the original units and the logits stay as they are.
    [Theory, InlineData("gru"), InlineData("lstm")]
    public void Nothing_reads_a_null_unit(string architecture)
    {
        using NetworkCopy original = Fresh(architecture);
        (Tensor logits, Tensor one) = Run(NullUnits.Add(original, 5, seed: 3), "state");
        (Tensor same, Tensor other) = Run(NullUnits.Add(original, 5, seed: 4), "state");
        Assert.True((one.narrow(1, original.Units, 5) - other.narrow(1, original.Units, 5)).abs().max().item<float>() > 0.01);
        AssertClose(logits, same);
        AssertClose(one.narrow(1, 0, original.Units), other.narrow(1, 0, original.Units));
    }

    private static NetworkCopy Fresh(string architecture)
    {
        var config = new NetworkConfig
        {
            Architecture = architecture,
            Width = 12,
            HeadWidth = architecture == "transformer" ? 0 : 16,
            Layers = architecture == "transformer" ? 2 : 0,
            Vocabulary = s_task.Vocabulary.Words,
            Task = s_task.Name,
        };
        return new NetworkCopy(config, Mas.Networks.Formats.Architecture.Of(config).Random(config, 5));
    }

    // Logits and latents at every position but the last of each sequence.
    private (Tensor Logits, Tensor Latents) Run(NetworkCopy copy, string site)
    {
        // The network takes its weights over.
        using Network network = Mas.Networks.Formats.Architecture.Of(copy.Config).Open(copy.Config, copy.With(copy.Config, (_, weight) => weight.clone()).Weights);
        using Recording recording = network.Record(_sequences.Rows, network.FindSite(site)!);
        int[] positions = [.. Enumerable.Range(0, _sequences.Count).SelectMany(q => Enumerable.Range(_sequences.Rows.Offsets[q], _sequences.Length(q) - 1))];
        return (recording.Logits(positions).clone(), recording.Latents(positions).clone());
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, Rounding);
    }

    public void Dispose() => _scope.Dispose();
}
