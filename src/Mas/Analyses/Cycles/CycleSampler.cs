using Mas.Causal;
using Mas.Interchange;
using Mas.Tasks;

namespace Mas.Analyses.Cycles;

/// <summary>Draws cycles (<c>method.md</c> section 10). Sequences and positions are independent and uniform over what is eligible, the
/// later position over those at which the network in between may be read; the counterfactual is the causal model's, run through both
/// interventions: the source's value is written, the model runs on, and the value that it has come to is written into the last
/// sequence.</summary>
/// <remarks>A cycle is a pure function of the seed and its number, given the pools and which of their sequences are usable.</remarks>
/// <param name="source">The pool that is read first, and which of its sequences may be used.</param>
/// <param name="via">The pool that is written first; its task must be one that <see cref="SequenceTask.CanReplay"/>.</param>
/// <param name="target">The pool that is written last.</param>
internal sealed class CycleSampler(
    ulong seed, (SequencePool Pool, bool[] Usable) source, (SequencePool Pool, bool[] Usable) via,
    (SequencePool Pool, bool[] Usable) target, VariableExchange first, VariableExchange second)
{
    private const int MaximumDraws = 10_000;

    private readonly ReadablePositions _readable = source.Pool.ReadableWith([.. first.Pairs.Select(pair => pair.Source)]);
    private readonly int[] _sources = Sequences(source, q => source.Pool.Readable(q).Length);
    private readonly int[] _vias = Sequences(via, q => via.Pool.Eligible(q).Length);
    private readonly int[] _targets = Sequences(target, q => target.Pool.Eligible(q).Length);

    /// <summary>Cycle <paramref name="number"/> of the stream.</summary>
    /// <exception cref="InputException">No admissible one was found.</exception>
    public Cycle Make(int number)
    {
        var random = new SeededRandom(SeededRandom.Derive(seed, "cycle", number));
        for (int draw = 0; draw < MaximumDraws; draw++)
            if (Draw(ref random) is Cycle made)
                return made;
        throw new InputException(
            $"no admissible cycle on {first.Label} was found in {MaximumDraws} draws through {via.Pool.Task.Name}; "
            + "leave cycles out of analyses", key: "analyses");
    }

    private Cycle? Draw(ref SeededRandom random)
    {
        int read = _sources[random.Next(_sources.Length)];
        if (Any(_readable.Of(read), ref random) is not int position)
            return null;
        int through = _vias[random.Next(_vias.Length)], at = Any(via.Pool.Eligible(through), ref random)!.Value;
        Overwrite[] written = Written(first, source.Pool.Values(read, position).ToArray());
        if (via.Pool.Task.Counterfactual(via.Pool.Sequence(through), at, written, ref random) is not Continuation goesOn)
            return null;
        TaskTrace trace = via.Pool.Task.Replay(via.Pool.Sequence(through), at, written, goesOn.Tokens);
        if (Any(ReadableAfter(trace, at), ref random) is not int later)
            return null;
        int last = _targets[random.Next(_targets.Length)], into = Any(target.Pool.Eligible(last), ref random)!.Value;
        Overwrite[] carried = Written(second, ValuesAt(trace, later));
        if (target.Pool.Task.Counterfactual(target.Pool.Sequence(last), into, carried, ref random) is not Continuation ends)
            return null;
        return new Cycle(
            new Intervention([new Donor(first.Subspace, read, position)], through, at, at, goesOn.Tokens, goesOn.Scored)
            {
                Labels = goesOn.Labels,
            },
            later,
            new Intervention([new Donor(second.Subspace, 0, 0)], last, into, into, ends.Tokens, ends.Scored)
            {
                Labels = ends.Labels,
            });
    }

    private int[] ReadableAfter(TaskTrace trace, int position) => [.. (trace.Readable ?? trace.Eligible).Where(later =>
        later > position && second.Pairs.All(pair => !ValuesAt(trace, later)[pair.Source].IsNone))];

    private CausalValue[] ValuesAt(TaskTrace trace, int position)
    {
        int variables = via.Pool.Task.Variables.Count;
        return trace.Values[(position * variables)..((position + 1) * variables)];
    }

    private static Overwrite[] Written(VariableExchange exchange, CausalValue[] values) =>
        [.. exchange.Pairs.Select(pair => new Overwrite(pair.Target, values[pair.Source]))];

    private static int? Any(ReadOnlySpan<int> positions, ref SeededRandom random) =>
        positions.Length == 0 ? null : positions[random.Next(positions.Length)];

    private static int[] Sequences((SequencePool Pool, bool[] Usable) own, Func<int, int> positions)
    {
        int[] sequences = [.. Enumerable.Range(0, own.Pool.Count).Where(q => own.Usable[q] && positions(q) > 0)];
        return sequences.Length > 0 ? sequences : throw new InputException(
            $"no cycle is possible: of {own.Pool.Count} sequences of the task {own.Pool.Task.Name} in the split {own.Pool.Split} none is "
            + "right for all networks that would be run on it; leave cycles out of analyses", key: "analyses");
    }
}

/// <summary>Two interventions one after the other: the first writes into a network that runs on, the second reads it at a later position
/// and writes into the last network, which should behave as the causal model says.</summary>
/// <param name="First">Its target's tokens up to the target position and its continuation are what the network in between is fed.</param>
/// <param name="Later">Position of that sequence at which it is read.</param>
/// <param name="Second">Its donor is not a natural sample, and its position says nothing.</param>
internal sealed record Cycle(Intervention First, int Later, Intervention Second);
