using Mas.Networks;
using Mas.Tasks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>A network of multi-object by construction, which works everything out anew: its one site holds at each position how many
/// objects and how many responses have come so far, and its head reads that position alone. Nothing that is written there is seen
/// later.</summary>
internal sealed class RecountingNetwork(Vocabulary vocabulary) : Network
{
    private const float Scale = 1 / 16f;

    private readonly int _response = vocabulary.Id("R"), _trigger = vocabulary.Id("T");

    public override string Architecture => "recounting";

    public override Device Device => Device.Cpu;

    public override long ParameterCount => 0;

    public override IReadOnlyList<Site> Sites { get; } = [new("counts", 2)];

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false) =>
        [.. sites.Select(_ => new Activity(this, sequences))];

    public override void Dispose()
    {
    }

    /// <summary>[2] objects and responses among these tokens.</summary>
    private float[] Counts(ReadOnlySpan<int> tokens)
    {
        float objects = 0, responses = 0;
        foreach (int token in tokens)
            if (token == _response)
                responses += Scale;
            else if (token > Vocabulary.Eos && token != _trigger)
                objects += Scale;
        return [objects, responses];
    }

    /// <summary>[counts, words]: a response where more objects have come than responses, else the end.</summary>
    private Tensor Logits(Tensor counts)
    {
        using var scope = NewDisposeScope();
        Tensor missing = (counts.narrow(1, 0, 1) - counts.narrow(1, 1, 1) - (Scale / 2)) * (20 / Scale);
        Tensor[] words = [.. Enumerable.Range(0, vocabulary.Count).Select(word => word == _response ? missing
            : word == Vocabulary.Eos ? zeros_like(missing) : full_like(missing, -100))];
        return cat(words, 1).MoveToOuterDisposeScope();
    }

    private static Tensor Stack(IEnumerable<float[]> counts) => tensor(counts.SelectMany(one => one).ToArray()).reshape(-1, 2);

    private sealed class Activity(RecountingNetwork network, TokenRows sequences) : RunnableActivity
    {
        public override int Width => 2;

        public override Tensor Latents(ReadOnlySpan<int> positions) =>
            Stack(positions.ToArray().Select(position => network.Counts(Before(position))));

        public override Tensor Logits(ReadOnlySpan<int> positions) => network.Logits(Latents(positions));

        public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => new Targets(network, this, rows);

        public override RunnableActivity Share() => new Activity(network, sequences);

        /// <summary>The tokens of the sequence up to a flat position.</summary>
        public ReadOnlySpan<int> Before(int position)
        {
            int row = Array.BinarySearch(sequences.Offsets, position);
            return sequences.Tokens.AsSpan()[sequences.Offsets[row >= 0 ? row : ~row - 1]..(position + 1)];
        }

        public override void Dispose()
        {
        }
    }

    private sealed class Targets(RecountingNetwork network, Activity activity, TargetRows rows) : PreparedTargets(rows)
    {
        public override int PositionsRun => 0;

        public override TargetReadings Resume(Replacement replace, TargetReads reads)
        {
            using var scope = NewDisposeScope();
            int[] entries = [.. Enumerable.Range(0, Rows.EntryOffsets[^1])];
            Tensor replaced = replace(activity.Latents(Rows.EntryPositions()), entries);
            return new TargetReadings(
                reads.Logits is { } places ? network.Logits(At(places, replaced)) : null,
                reads.Latents is { } later ? At(later, replaced) : null).MoveOut();
        }

        // The replaced latent at the intervened position, afterwards what is counted anew.
        private Tensor At(TargetPlaces places, Tensor replaced)
        {
            Tensor anew = Stack(places.Rows.Zip(places.Steps, (row, step) => network.Counts(
                [.. activity.Before(Rows.Last[row]), .. Rows.Continuations.Row(row)[..step]])));
            Tensor last = replaced.Rows(Array.ConvertAll(places.Rows, row => Rows.EntryOffsets[row + 1] - 1));
            return where(tensor(places.Steps).unsqueeze(1).eq(0), last, anew);
        }

        public override void Dispose()
        {
        }
    }
}
