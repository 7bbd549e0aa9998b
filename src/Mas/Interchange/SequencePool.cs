using System.Collections.Concurrent;
using Mas.Causal;
using Mas.Tasks;

namespace Mas.Interchange;

/// <summary>Natural sequences of one source and split, stored flat. Sequence q is a pure function of (data seed, source, split, q):
/// networks on the same task have the same pool.</summary>
internal sealed class SequencePool
{
    private readonly List<int> _tokens = [], _offsets = [0], _eligible = [], _eligibleOffsets = [0], _readable = [], _readableOffsets = [0];
    private readonly List<int> _quantities = [], _labels = [];
    private readonly List<float> _features = [];
    private readonly int _variables;
    private readonly List<CausalValue> _values = [];
    private readonly List<bool> _taskTokens = [];
    private readonly ConcurrentDictionary<string, ReadablePositions> _readableWith = new();

    /// <param name="dataSeed">The experiment's <c>seed</c>.</param>
    /// <param name="split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    /// <param name="count">How many are drawn, where any number can be.</param>
    public SequencePool(SequenceSource source, ulong dataSeed, string split, int count)
    {
        Source = source.Of(split);
        _variables = (source as SequenceTask)?.Variables.Count ?? 0;
        IReadOnlyList<ListedSequence>? listed = Source.Listed;
        Stimuli = listed is null ? new(source.Identity, dataSeed, split, count) : new(source.Identity, 0, split, listed.Count);
        foreach (ListedSequence one in listed ?? [])
            Add(one.Tokens, one.Features);
        if (listed is null)
            Draw(source, dataSeed, split, count);
        Rows = new([.. _tokens], [.. _offsets]) { Features = [.. _features], Stimuli = Source.Stimuli };
    }

    private void Draw(SequenceSource source, ulong dataSeed, string split, int count)
    {
        ulong stream = SeededRandom.Derive(dataSeed, $"sequences/{source.DataKey}/{split}");
        var features = new float[source.FeatureWidth];
        for (int q = 0; q < count; q++)
        {
            SeededRandom random = new(SeededRandom.Derive(stream, "sequence", q));
            Add(Source.Draw(ref random, features), features);
        }
    }

    public SequenceSource Source { get; }

    /// <summary>The task that the sequences are of.</summary>
    /// <exception cref="InputException">They are of no task.</exception>
    public SequenceTask Task => Source as SequenceTask ?? throw new InputException(
        $"{Source.Name} has no variables that could be exchanged; use a task, or measure similarity alone");

    public PoolStimuli Stimuli { get; }

    public string Split => Stimuli.Split;

    public int Count => _quantities.Count;

    /// <summary>Token ids of sequence <paramref name="q"/>, from <c>B</c> to <c>E</c>.</summary>
    public ReadOnlySpan<int> Tokens(int q) => Slice(_tokens, _offsets, q);

    /// <summary>Number of tokens, <c>B</c> and <c>E</c> included.</summary>
    public int Length(int q) => _offsets[q + 1] - _offsets[q];

    public int Quantity(int q) => _quantities[q];

    /// <summary>[tokens] true where the token itself is a task token.</summary>
    public ReadOnlySpan<bool> TaskTokens(int q) => Slice(_taskTokens, _offsets, q);

    /// <summary>[tokens] what should be predicted in the place of each token, at the position before it: the token itself, or a
    /// label.</summary>
    public ReadOnlySpan<int> Labels(int q) => HasLabels ? Slice(_labels, _offsets, q) : Tokens(q);

    // Labels of their own, that is.
    private bool HasLabels => _labels.Count > 0;

    /// <summary>Positions at which an intervention may write, ascending.</summary>
    public ReadOnlySpan<int> Eligible(int q) => Slice(_eligible, _eligibleOffsets, q);

    /// <summary>Positions at which an intervention may read, ascending.</summary>
    public ReadOnlySpan<int> Readable(int q) => Slice(_readable, _readableOffsets, q);

    public TaskSequence Sequence(int q) => new(Tokens(q), Span(_features).Slice(q * Source.FeatureWidth, Source.FeatureWidth));

    /// <summary>[variables] the task's variables after the token at <paramref name="position"/>, which is before <c>E</c>.</summary>
    public ReadOnlySpan<CausalValue> Values(int q, int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Length(q) - 1);
        // Every sequence has one row fewer than tokens, so q rows are missing before sequence q.
        return Span(_values).Slice((_offsets[q] - q + position) * _variables, _variables);
    }

    /// <summary>Where a source may be read and these variables have a value; worked out once for all directions.</summary>
    internal ReadablePositions ReadableWith(IReadOnlyList<int> variables) =>
        _readableWith.GetOrAdd(string.Join(',', variables), _ => new ReadablePositions(this, variables));

    /// <summary>All sequences in one array, as a network is run over them.</summary>
    public TokenRows Rows { get; }

    /// <summary>The intervention that changes nothing: every source is the target's own sample at the same position.</summary>
    public Intervention Natural(Intervention one)
    {
        int next = one.TargetPosition + 1;
        Range follows = next..(one.IsCut ? next + 1 : Length(one.TargetSequence));
        return one with
        {
            Donors = [.. one.Donors.Select(donor => donor with { Sequence = one.TargetSequence, Position = one.TargetPosition })],
            Continuation = Tokens(one.TargetSequence)[follows].ToArray(),
            Labels = HasLabels ? Labels(one.TargetSequence)[follows].ToArray() : null,
            Scored = TaskTokens(one.TargetSequence)[follows].ToArray(),
        };
    }

    private void Add(int[] tokens, float[] features)
    {
        TaskTrace trace = Source.Trace(new TaskSequence(tokens, features));
        _features.AddRange(features);
        _tokens.AddRange(tokens);
        _offsets.Add(_tokens.Count);
        _quantities.Add(trace.Quantity);
        _taskTokens.AddRange(trace.TaskTokens);
        _labels.AddRange(trace.Labels ?? []);
        _values.AddRange(trace.Values);
        _eligible.AddRange(trace.Eligible);
        _eligibleOffsets.Add(_eligible.Count);
        _readable.AddRange(trace.Readable ?? trace.Eligible);
        _readableOffsets.Add(_readable.Count);
    }

    private static ReadOnlySpan<T> Slice<T>(List<T> flat, List<int> offsets, int q) => Span(flat)[offsets[q]..offsets[q + 1]];

    private static ReadOnlySpan<T> Span<T>(List<T> flat) => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(flat);
}
