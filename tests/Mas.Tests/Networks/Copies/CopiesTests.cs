using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Copies;

/// <summary>Copies of networks do what their originals do, and their units are what they are said to be.</summary>
public sealed class CopiesTests : IDisposable
{
    private const double Rounding = 1e-4;
    private static readonly SequenceTask s_words =
        KnownTasks.Named("modulo", new TaskOptions { LargestQuantity = 6, HeldOut = [], Void = 0.2 })!;
    private static readonly SequenceTask s_pairs = KnownTasks.Named("hierarchical-equality")!;

    private readonly DisposeScope _scope;

    public CopiesTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    [Theory]
    [InlineData("gru", "state", 0, 1)]
    [InlineData("gru", "embedding", 1, 1)]
    [InlineData("lstm", "state", 0, 2)]
    [InlineData("rnn", "state", 0, 1)]
    [InlineData("gru of 2 layers", "state.0", 0, 1)]
    [InlineData("gru of 2 layers", "state.1", 1, 1)]
    [InlineData("lstm of 2 layers", "state.1", 1, 2)]
    [InlineData("gru of 2 layers", "embedding", 2, 1)]
    [InlineData("transformer", "layer.1", 0, 1)]
    [InlineData("mlp", "layer.1", 0, 1)]
    [InlineData("mlp", "layer.2", 1, 1)]
    public void A_permuted_copy_does_the_same_with_its_units_in_another_order(string architecture, string site, int group, int vectors)
    {
        using StoredNetwork original = Fresh(architecture);
        UnitGroup units = original.Config.Units[group];
        int[] order = UnitOrder.Of(units.Count, group == 0 ? 7 : SeededRandom.Derive(7, units.Name));
        Assert.NotEqual(Enumerable.Range(0, order.Length), order);
        (Tensor logits, Tensor latents) = Run(original, site);
        (Tensor same, Tensor moved) = Run(UnitOrder.Permute(original, 7), site);
        AssertClose(logits, same);
        int[] places = [.. Enumerable.Range(0, vectors).SelectMany(vector => order.Select(unit => vector * order.Length + unit))];
        AssertClose(latents.index_select(1, Device.Cpu.Indices(places)), moved);
    }

    [Theory, InlineData("gru", 1), InlineData("lstm", 2), InlineData("rnn", 1)]
    public void A_copy_with_null_units_does_the_same_and_its_null_units_know_the_state(string architecture, int vectors)
    {
        const int count = 5;
        using StoredNetwork original = Fresh(architecture);
        int units = original.Config.Units[0].Count;
        (Tensor logits, Tensor latents) = Run(original, "state");
        (Tensor same, Tensor wide) = Run(WithNullUnits(original, count, seed: 3), "state");
        AssertClose(logits, same);
        Assert.Equal(latents.size(1) + vectors * count, wide.size(1));
        for (int vector = 0; vector < vectors; vector++)
        {
            AssertClose(latents.narrow(1, vector * units, units), wide.narrow(1, vector * (units + count), units));
            Assert.True(wide.narrow(1, vector * (units + count) + units, count).std(0).min().item<float>() > 0.01);
        }
    }

    // What a null unit holds may be anything: the original units and the logits stay as they are.
    [Theory, InlineData("gru"), InlineData("lstm"), InlineData("rnn")]
    public void Nothing_reads_a_null_unit(string architecture)
    {
        using StoredNetwork original = Fresh(architecture);
        int units = original.Config.Units[0].Count;
        (Tensor logits, Tensor one) = Run(WithNullUnits(original, 5, seed: 3), "state");
        (Tensor same, Tensor other) = Run(WithNullUnits(original, 5, seed: 4), "state");
        Assert.True((one.narrow(1, units, 5) - other.narrow(1, units, 5)).abs().max().item<float>() > 0.01);
        AssertClose(logits, same);
        AssertClose(one.narrow(1, 0, units), other.narrow(1, 0, units));
    }

    [Theory, InlineData("transformer"), InlineData("mlp"), InlineData("gru of 2 layers")]
    public void An_architecture_without_a_place_for_null_units_has_none(string architecture)
    {
        using StoredNetwork original = Fresh(architecture);
        Assert.Null(original.Config.WithNullUnits(5));
    }

    [Fact]
    public void The_hash_of_a_copy_is_that_of_the_file_it_would_be_stored_in()
    {
        using StoredNetwork network = Fresh("gru");
        string folder = Path.Combine(Directory.CreateTempSubdirectory("mas-copies-").FullName, "network");
        Mas.Networks.Folders.NetworkFolder.Save(folder, network.Config, network.Weights);
        Assert.Equal(Mas.Networks.Folders.NetworkFolder.Hash(folder), network.Hash());
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }

    private static StoredNetwork Fresh(string architecture)
    {
        const string several = " of 2 layers";
        int layers = architecture is "transformer" or "mlp" || architecture.EndsWith(several, StringComparison.Ordinal) ? 2 : 1;
        architecture = architecture.Replace(several, "", StringComparison.Ordinal);
        SequenceTask task = TaskOf(architecture);
        var config = FreshConfig.Of(architecture, 12, layers, 16, task.FeatureWidth, task.Vocabulary.Words, task.Name);
        return new StoredNetwork(config, config.Random(5));
    }

    private static StoredNetwork WithNullUnits(StoredNetwork original, int count, ulong seed)
    {
        NullUnits added = original.Config.WithNullUnits(count)!;
        return original.With(added.Config, (name, weight) => added.Widen(name, weight, seed));
    }

    private static SequenceTask TaskOf(string architecture) => architecture == "mlp" ? s_pairs : s_words;

    // Logits and latents at every position but the last of each sequence.
    private static (Tensor Logits, Tensor Latents) Run(StoredNetwork copy, string site)
    {
        var sequences = new SequencePool(TaskOf(copy.Config.Architecture), 1, Metrics.Test, 40);
        // The network takes its weights over.
        using Network network = copy.Config.Open(copy.With(copy.Config, (_, weight) => weight.clone()).Weights);
        using RunnableActivity recording = network.Record(sequences.Rows, network.FindSite(site)!);
        int[] positions = [.. Enumerable.Range(0, sequences.Count)
            .SelectMany(q => Enumerable.Range(sequences.Rows.Offsets[q], sequences.Length(q) - 1))];
        return (recording.Logits(positions).clone(), recording.Latents(positions).clone());
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.InRange((expected - actual).abs().max().item<float>(), 0, Rounding);
    }

    public void Dispose() => _scope.Dispose();
}
