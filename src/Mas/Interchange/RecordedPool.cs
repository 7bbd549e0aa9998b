using Mas.Causal;
using Mas.Networks;
using Mas.NetworkTraining;

namespace Mas.Interchange;

/// <summary>One network's natural activity over a pool of sequences, and which of them it gets right by itself.</summary>
internal sealed class RecordedPool : IDisposable
{
    private const int PositionsPerPass = 512; // bounds the head's memory, not results

    /// <summary>Runs the network over the pool.</summary>
    /// <param name="usesAll">Use sequences that it gets wrong too, as of a network that was never trained and gets none right (method.md
    /// section 9).</param>
    public RecordedPool(Network network, Site site, SequencePool sequences, bool usesAll = false)
        : this(network.Record(sequences.Rows, site), sequences, Unknown(network, sequences), usesAll)
    {
    }

    private RecordedPool(RunnableActivity activity, SequencePool sequences, bool[]? right, bool usesAll)
    {
        Sequences = sequences;
        Activity = activity;
        Right = right ?? ScoredBatch.Of(Rows, Sequences.TaskTokens, Sequences.Labels)
            .Right(positions => Activity.Logits(positions), PositionsPerPass);
        Usable = usesAll ? [.. Right.Select(_ => true)] : Right;
    }

    /// <summary>Runs the network over the pool once and reads several sites; targets are hardly prepared from that.</summary>
    /// <returns>[sites]</returns>
    public static RecordedPool[] Read(Network network, IReadOnlyList<Site> sites, SequencePool sequences, bool usesAll = false)
    {
        IReadOnlyList<RunnableActivity> read = network.Record(sequences.Rows, sites, onlyRead: true);
        var first = new RecordedPool(read[0], sequences, Unknown(network, sequences), usesAll);
        return [first, .. read.Skip(1).Select(activity => new RecordedPool(activity, sequences, first.Right, usesAll))];
    }

    // Of a recording every sequence is used.
    private static bool[]? Unknown(Network network, SequencePool sequences) =>
        network.CanPredict ? null : [.. Enumerable.Repeat(true, sequences.Count)];

    /// <summary>The same with activity at some positions only, or all of it in the same memory; either may end before the other.</summary>
    /// <param name="positions">Flat positions, ascending; null for all.</param>
    public RecordedPool Only(int[]? positions) =>
        new(positions is null ? Activity.Share() : Activity.Only(positions), Sequences, Right, UsesAll);

    /// <summary>The same in the same memory, with the sequences that the network gets wrong too.</summary>
    public RecordedPool UsingAll() => new(Activity.Share(), Sequences, Right, usesAll: true);

    /// <summary>The same in the same memory, with what another causal model says of the same sequences.</summary>
    public RecordedPool Asking(SequencePool sequences) => sequences.Rows.Tokens.AsSpan().SequenceEqual(Rows.Tokens)
        ? new(Activity.Share(), sequences, Right, UsesAll)
        : throw new ArgumentException("the causal models are not of the same sequences", nameof(sequences));

    public SequencePool Sequences { get; }

    public TokenRows Rows => Sequences.Rows;

    public RunnableActivity Activity { get; }

    /// <summary>[sequences] whether the network predicts every task token.</summary>
    public bool[] Right { get; }

    /// <summary>[sequences] whether interventions use it: those that are right, as a rule.</summary>
    public bool[] Usable { get; }

    /// <summary>Whether interventions use sequences that the network gets wrong, too.</summary>
    public bool UsesAll => !ReferenceEquals(Usable, Right);

    /// <summary>Share of right sequences among those whose quantity is wanted; NaN where there is none.</summary>
    public double Accuracy(Func<int, bool> quantity)
    {
        int[] chosen = [.. Enumerable.Range(0, Sequences.Count).Where(q => quantity(Sequences.Quantity(q)))];
        return chosen.Length == 0 ? double.NaN : chosen.Count(q => Right[q]) / (double)chosen.Length;
    }

    /// <summary>Natural latents at the eligible positions of the first sequences, [positions, width].</summary>
    public Tensor EligibleLatents(int sequences)
    {
        IEnumerable<int> first = Enumerable.Range(0, Math.Min(sequences, Sequences.Count));
        return Activity.Latents(
            [.. first.SelectMany(q => Sequences.Eligible(q).ToArray().Select(position => Rows.Offsets[q] + position))]);
    }

    /// <summary>Flat positions at which the first sequences may be read, by the values of these variables there; where one has no value,
    /// the position is left out.</summary>
    internal IReadOnlyDictionary<ValueKey, int[]> PositionsByValue(
        int sequences, IReadOnlyList<int>? variables = null, bool onlyUsable = false)
    {
        var positions = new Dictionary<ValueKey, List<int>>();
        for (int q = 0; q < Math.Min(sequences, Sequences.Count); q++)
        {
            if (onlyUsable && !Usable[q])
                continue;
            foreach (int position in Sequences.Readable(q))
            {
                CausalValue[] values = Sequences.Values(q, position).ToArray();
                CausalValue[] chosen = variables is null ? values : [.. variables.Select(v => values[v])];
                if (variables is not null && Array.Exists(chosen, value => value.IsNone))
                    continue;
                var key = new ValueKey(chosen);
                if (!positions.TryGetValue(key, out List<int>? found))
                    positions[key] = found = [];
                found.Add(Rows.Offsets[q] + position);
            }
        }
        return positions.ToDictionary(entry => entry.Key, entry => entry.Value.ToArray());
    }

    public void Dispose() => Activity.Dispose();
}
