using Mas.Causal;
using Mas.Interchange;
using Mas.Tasks;

namespace Mas.Analyses.Cycles;

/// <summary>Draws cycles (<c>method.md</c> section 10). Sequences and positions are independent and uniform over what is eligible, the
/// later position over those at which the network in between may be read; the counterfactual is the causal model's, run through both
/// interventions: the source's value is written, the model runs on, and the value that it has come to is written into the last
/// sequence.</summary>
/// <remarks>A cycle is a pure function of the seed and its number, given the pools and which of their sequences are usable.</remarks>
/// <param name="seed">Of the stream.</param>
/// <param name="source">The pool that is read first, and which of its sequences may be used.</param>
/// <param name="via">The pool that is written first; its task must be one that <see cref="SequenceTask.CanReplay"/>.</param>
/// <param name="target">The pool that is written last.</param>
/// <param name="first">What the first intervention exchanges.</param>
/// <param name="second">What the second one does.</param>
internal sealed class CycleSampler(
    ulong seed, (SequencePool Pool, bool[] Usable) source, (SequencePool Pool, bool[] Usable) via, (SequencePool Pool, bool[] Usable) target,
    VariableExchange first, VariableExchange second)
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
        throw new InputException($"no admissible cycle on {first.Label} was found in {MaximumDraws} draws through {via.Pool.Task.Name}; leave cycles out of analyses", key: "analyses");
    }

    private Cycle? Draw(ref SeededRandom random)
    {
        int read = _sources[random.Next(_sources.Length)];
        if (Any(_readable.Of(read), ref random) is not int position)
            return null;
        int through = _vias[random.Next(_vias.Length)], at = Any(via.Pool.Eligible(through), ref random)!.Value;
        Overwrite[] written = Written(first, source.Pool.Values(read, position));
        if (via.Pool.Task.Counterfactual(via.Pool.Sequence(through), at, written, ref random) is not Continuation goesOn)
            return null;
        TaskTrace trace = via.Pool.Task.Replay(via.Pool.Sequence(through), at, written, goesOn.Tokens);
        if (Any(ReadableAfter(trace, at), ref random) is not int later)
            return null;
        int last = _targets[random.Next(_targets.Length)], into = Any(target.Pool.Eligible(last), ref random)!.Value;
        return target.Pool.Task.Counterfactual(target.Pool.Sequence(last), into, Written(second, ValuesAt(trace, later)), ref random) is not Continuation ends ? null : new Cycle(
            new Intervention([new Donor(first.Subspace, read, position)], through, at, at, goesOn.Tokens, goesOn.Scored, NewPair: false), later,
            new Intervention([new Donor(second.Subspace, 0, 0)], last, into, into, ends.Tokens, ends.Scored, NewPair: false));
    }

    private int[] ReadableAfter(TaskTrace trace, int position) => [.. (trace.Readable ?? trace.Eligible).Where(later =>
        later > position && second.Pairs.All(pair => !ValuesAt(trace, later)[pair.Source].IsNone))];

    private CausalValue[] ValuesAt(TaskTrace trace, int position)
    {
        int variables = via.Pool.Task.Variables.Count;
        return trace.Values[(position * variables)..((position + 1) * variables)];
    }

    private static Overwrite[] Written(VariableExchange exchange, ReadOnlySpan<CausalValue> values)
    {
        var written = new Overwrite[exchange.Pairs.Count];
        for (int i = 0; i < written.Length; i++)
            written[i] = new Overwrite(exchange.Pairs[i].Target, values[exchange.Pairs[i].Source]);
        return written;
    }

    private static int? Any(ReadOnlySpan<int> positions, ref SeededRandom random) => positions.Length == 0 ? null : positions[random.Next(positions.Length)];

    private static int[] Sequences((SequencePool Pool, bool[] Usable) own, Func<int, int> positions)
    {
        int[] sequences = [.. Enumerable.Range(0, own.Pool.Count).Where(q => own.Usable[q] && positions(q) > 0)];
        return sequences.Length > 0 ? sequences : throw new InputException(
            $"no cycle is possible: of {own.Pool.Count} sequences of the task {own.Pool.Task.Name} in the split {own.Pool.Split} none is right for all networks that would be run on it; leave cycles out of analyses", key: "analyses");
    }
}
