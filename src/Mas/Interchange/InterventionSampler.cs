using Mas.Causal;
using Mas.Results;
using Mas.Tensors;

namespace Mas.Interchange;

/// <summary>
/// Draws interventions of the single scheme: a source and a target sequence, one eligible position in each,
/// all independent and uniform; the continuation is the causal model's.
/// </summary>
/// <remarks>An intervention is a pure function of the stream and its number, given the pools and which of their sequences
/// are usable. It does not change when it is made: any order, any thread.</remarks>
public sealed class InterventionSampler
{
    private const int MaximumDraws = 10_000;

    private readonly SequencePool _source, _target;
    private readonly InterventionKey _key;
    private readonly ulong _seed;
    private readonly HeldOutPairs _heldOut;
    private readonly int[] _sourceSequences, _targetSequences;

    /// <summary>A sampler for one direction, one exchange of variables and one split.</summary>
    /// <param name="key">Which interventions.</param>
    /// <param name="source">Sequences of the source network's task.</param>
    /// <param name="sourceUsable">[source sequences] whether the source network gets the sequence right.</param>
    /// <param name="target">Sequences of the target network's task.</param>
    /// <param name="targetUsable">[target sequences] whether the target network gets the sequence right.</param>
    /// <exception cref="InputException">Nothing is left to draw from.</exception>
    public InterventionSampler(
        InterventionKey key,
        SequencePool source, ReadOnlySpan<bool> sourceUsable,
        SequencePool target, ReadOnlySpan<bool> targetUsable)
    {
        _key = key;
        _seed = key.Seed;
        _heldOut = new(key.DataSeed);
        (_source, _target) = (source, target);
        _sourceSequences = Usable(source, sourceUsable, "source");
        _targetSequences = Usable(target, targetUsable, "target");
    }

    /// <summary>Intervention <paramref name="number"/> of the stream.</summary>
    /// <exception cref="InputException">No admissible intervention was found.</exception>
    public Intervention Make(long number)
    {
        SeededRandom random = new(SeededRandom.Derive(_seed, "intervention", number));
        Span<Overwrite> values = stackalloc Overwrite[_key.Exchange.Pairs.Count];
        for (int draw = 0; draw < MaximumDraws; draw++)
            if (Draw(ref random, values) is { } intervention)
                return intervention;
        throw new InputException(
            $"no admissible intervention on {_key.Exchange.Label} was found in {MaximumDraws} draws from {_source.Task.Name} into {_target.Task.Name}; "
            + "give the two tasks a common range of values");
    }

    /// <summary>Interventions <paramref name="first"/> … first + count − 1 of the stream.</summary>
    public Intervention[] Make(long first, int count)
    {
        Intervention[] made = new Intervention[count];
        for (int i = 0; i < count; i++)
            made[i] = Make(first + i);
        return made;
    }

    private Intervention? Draw(ref SeededRandom random, Span<Overwrite> values)
    {
        (int sourceSequence, int sourcePosition) = DrawPlace(ref random, _source, _sourceSequences);
        (int targetSequence, int targetPosition) = DrawPlace(ref random, _target, _targetSequences);
        ReadOnlySpan<CausalValue> sourceValues = _source.Values(sourceSequence, sourcePosition);
        bool newPair = _heldOut.Contains(sourceValues, _target.Values(targetSequence, targetPosition));
        if (newPair && !_key.MayHoldNewPairs)
            return null;

        for (int v = 0; v < values.Length; v++)
        {
            (int from, int to) = _key.Exchange.Pairs[v];
            values[v] = new(to, sourceValues[from]);
        }
        return _target.Task.Counterfactual(_target.Tokens(targetSequence), targetPosition, values, ref random) is { } continuation
            ? new(sourceSequence, sourcePosition, targetSequence, targetPosition, continuation.Tokens, continuation.Scored, newPair)
            : null;
    }

    private static (int Sequence, int Position) DrawPlace(ref SeededRandom random, SequencePool pool, int[] sequences)
    {
        int sequence = sequences[random.Next(sequences.Length)];
        ReadOnlySpan<int> eligible = pool.Eligible(sequence);
        return (sequence, eligible[random.Next(eligible.Length)]);
    }

    private static int[] Usable(SequencePool pool, ReadOnlySpan<bool> usable, string role)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(usable.Length, pool.Count);
        List<int> sequences = new(pool.Count);
        for (int q = 0; q < pool.Count; q++)
            if (usable[q] && pool.Eligible(q).Length > 0)
                sequences.Add(q);
        return sequences.Count > 0
            ? [.. sequences]
            : throw new InputException(
                $"no eligible interventions: of {pool.Count} sequences of the task {pool.Task.Name} in the split {pool.Split} the {role} network gets none right; "
                + "use a network that has learned the task");
    }
}
