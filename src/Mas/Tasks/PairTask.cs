using Mas.Causal;

namespace Mas.Tasks;

/// <summary>A task over pairs of vectors of width 4: each pair is exactly equal, or independent, and the label says <c>no</c> or <c>yes</c>
/// of which are equal. Coordinates are uniform in [−0.5, 0.5].</summary>
/// <remarks>A sample is one position, <c>B</c> with the continuous input, followed by the label's word. A pair is equal with probability ½;
/// where <see cref="BalancesLabels"/> is set, the label is a fair coin first and inputs with the other one are rejected.</remarks>
internal sealed class PairTask : SequenceTask
{
    private const int VectorWidth = 4, PairWidth = 2 * VectorWidth;
    private const float Bound = 0.5f;

    private readonly PairModel _model;
    private readonly int _pairs;
    private readonly int[] _labels;
    private readonly CausalValue[][] _values; // by the bits of which pairs are equal
    private readonly Continuation[] _continuations; // by the label; what follows a sample is never written to

    /// <exception cref="InputException">The options ask for void tokens or for roles.</exception>
    public PairTask(string name, int pairs, PairModel model, bool balancesLabels, TaskOptions options)
    {
        options.ThrowIfVoid(name);
        options.ThrowIfEligible(name);
        (Name, _pairs, _model, BalancesLabels) = (name, pairs, model, balancesLabels);
        Options = options with { HeldOut = [] };
        _labels = [.. PairModel.Words.Select(Vocabulary.Id)];
        _values = [.. Enumerable.Range(0, 1 << pairs).Select(bits =>
            model.Values([.. Enumerable.Range(0, pairs).Select(p => (bits >> p & 1) == 1)]))];
        _continuations = [.. _labels.Select(label => new Continuation([label], [true], []))];
    }

    public override string Name { get; }

    public override Vocabulary Vocabulary { get; } = new(PairModel.Words);

    public override TaskOptions Options { get; }

    public override IReadOnlyList<CausalVariable> Variables => _model.Variables;

    public override int FeatureWidth => _pairs * PairWidth;

    public override bool JointVariables => true;

    public override bool BalancesLabels { get; }

    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default)
    {
        if (quantities == QuantityChoice.HeldOut)
            throw new InputException($"the task {Name} has no quantities, so that none are held out", key: "task.held_out");
        ArgumentOutOfRangeException.ThrowIfNotEqual(features.Length, FeatureWidth);
        bool[] pairs = DrawPairs(ref random);
        for (int p = 0; p < pairs.Length; p++)
            DrawVectors(ref random, features.Slice(p * PairWidth, PairWidth), pairs[p]);
        return [Vocabulary.Bos, Word(_model.LabelOf(_model.Values(pairs)))];
    }

    public override TaskTrace Trace(TaskSequence sequence) => new(0, [.. Values(sequence)], [false, true], [0]);

    public override Continuation? Counterfactual(TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(position, 0);
        return PairModel.Overwritten(Values(target), values) is { } after
            ? _continuations[_model.LabelOf(after) ? 1 : 0] with { ValuesAfter = after } : null;
    }

    private bool[] DrawPairs(ref SeededRandom random)
    {
        bool wanted = BalancesLabels && random.Next(2) == 1;
        bool[] pairs = new bool[_pairs];
        do
        {
            for (int p = 0; p < pairs.Length; p++)
                pairs[p] = random.Next(2) == 1;
        }
        while (BalancesLabels && _model.LabelOf(_model.Values(pairs)) != wanted);
        return pairs;
    }

    private static void DrawVectors(ref SeededRandom random, Span<float> pair, bool equal)
    {
        Span<float> first = pair[..VectorWidth], second = pair[VectorWidth..];
        do
        {
            for (int i = 0; i < PairWidth; i++)
                pair[i] = (float)(random.NextDouble() - Bound);
        }
        while (!equal && first.SequenceEqual(second)); // never in practice, but then the label would be wrong
        if (equal)
            first.CopyTo(second);
    }

    /// <summary>[variables] computed from the input, whose label must fit.</summary>
    private CausalValue[] Values(TaskSequence sequence)
    {
        ReadOnlySpan<float> features = sequence.Features;
        if (features.Length != FeatureWidth || features.ContainsAnyExceptInRange(-Bound, Bound))
            throw NotOfTheTask($"its input has {features.Length} numbers, where {FeatureWidth} from −0.5 to 0.5 are wanted");
        int bits = 0;
        for (int p = 0; p < _pairs; p++)
            if (features.Slice(p * PairWidth, VectorWidth).SequenceEqual(features.Slice(p * PairWidth + VectorWidth, VectorWidth)))
                bits |= 1 << p;
        CausalValue[] values = _values[bits];
        ReadOnlySpan<int> wanted = [Vocabulary.Bos, Word(_model.LabelOf(values))];
        return sequence.Tokens.SequenceEqual(wanted)
            ? values
            : throw NotOfTheTask(
                $"its tokens are '{Vocabulary.Print(sequence.Tokens)}', where its input asks for '{Vocabulary.Print(wanted)}'");
    }

    private int Word(bool label) => _labels[label ? 1 : 0];

    private InputException NotOfTheTask(string why) => new($"the sample is not one of the task {Name}: {why}");
}
