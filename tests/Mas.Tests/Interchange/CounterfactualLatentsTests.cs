using System.Text.Json;
using Mas.Causal;
using Mas.Interchange;
using Mas.Networks.Recurrent;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

public sealed class CounterfactualLatentsTests : IDisposable
{
    private readonly RecurrentNetwork _network = Golden.Recurrent("gru-a");

    [Fact]
    public void Candidates_are_those_of_an_independent_program()
    {
        JsonElement root = Golden.Json("causal", "counterfactual-latents.json");
        var task = new StoredSequences(
            [.. root.GetProperty("sequences").EnumerateArray().Select(text => Golden.MultiObject.Vocabulary.Parse(text.GetString()!))]);
        using var pool = new RecordedPool(_network, _network.FindSite("state")!, new SequencePool(task, 1, Metrics.Train, task.Count));
        Assert.All(pool.Right, Assert.True);
        using var latents = new CounterfactualLatents(pool, ClPick.Draw);
        // The pool draws the sequences in an order of its own.
        int[] order = [.. Enumerable.Range(0, task.Count).OrderBy(q => task.IndexOf(pool.Sequences.Tokens(q)))];
        int found = 0;
        foreach (JsonElement wanted in root.GetProperty("wanted").EnumerateArray())
        {
            JsonElement values = wanted.GetProperty("values");
            CausalValue[] asked = [new(values.GetProperty("phase").GetString() == "demo" ? 0 : 1),
                new(values.GetProperty("count").GetDouble())];
            (int Sequence, int Position)[] expected = [.. wanted.GetProperty("candidates").EnumerateArray()
                .Select(place => (place[0].GetInt32(), place[1].GetInt32()))];
            (int, int)[] own = [.. latents.Candidates(asked).Select(flat => Place(pool.Rows, flat))
                .Select(place => (Array.IndexOf(order, place.Sequence), place.Position)).Order()];
            Assert.Equal(expected.Order(), own);
            found += own.Length;
        }
        Assert.True(found > 100);
    }

    [Fact]
    public void The_mean_of_a_class_is_the_mean_of_its_latents_and_the_nearest_is_the_nearest_of_them()
    {
        using var scope = NewDisposeScope();
        using var pool = new RecordedPool(_network, _network.FindSite("state")!,
            new SequencePool(Golden.MultiObject, 1, Metrics.Train, 64));
        CausalValue[] values = [new(1), new(3)];
        using var mean = new CounterfactualLatents(pool, ClPick.Mean);
        using var nearest = new CounterfactualLatents(pool, ClPick.Nearest);
        SeededRandom random = new(1);
        int[] candidates = [.. mean.Candidates(values)];
        Assert.True(candidates.Length > 10);
        Golden.Close(mean.Read([mean.Pick(values, () => throw new InvalidOperationException(), ref random)])[0],
            pool.Activity.Latents(candidates).mean([0]), 1e-6);
        foreach (int candidate in candidates)
            Assert.Equal(candidate, nearest.Pick(values, () => pool.Activity.Latents([candidate]), ref random));
        Assert.Equal(-1, mean.Pick([new(0), new(40)], () => throw new InvalidOperationException(), ref random));
    }

    private static (int Sequence, int Position) Place(TokenRows rows, int flat)
    {
        int sequence = Array.FindLastIndex(rows.Offsets, offset => offset <= flat);
        return (sequence, flat - rows.Offsets[sequence]);
    }

    public void Dispose() => _network.Dispose();

    /// <summary>Multi-object with sequences that are given, one behind the other.</summary>
    private sealed class StoredSequences(int[][] sequences) : SequenceTask
    {
        private int _next;

        public int Count => sequences.Length;

        public override string Name => Golden.MultiObject.Name;

        public override Vocabulary Vocabulary => Golden.MultiObject.Vocabulary;

        public override TaskOptions Options => Golden.MultiObject.Options;

        public override IReadOnlyList<CausalVariable> Variables => Golden.MultiObject.Variables;

        public int IndexOf(ReadOnlySpan<int> tokens)
        {
            int[] wanted = tokens.ToArray();
            return Array.FindIndex(sequences, own => own.SequenceEqual(wanted));
        }

        public override int[] Sample(ref SeededRandom random, QuantityChoice quantities, Span<float> features) => sequences[_next++];

        public override TaskTrace Trace(TaskSequence sequence) => Golden.MultiObject.Trace(sequence);

        public override Continuation? Counterfactual(
            TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random) =>
            Golden.MultiObject.Counterfactual(target, position, values, ref random);
    }
}
