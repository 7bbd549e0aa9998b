using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison.Costs;

/// <summary>How long a task's sequences and what follows an intervention in them are: means over a few sequences.</summary>
internal sealed record SequenceSample
{
    private const int Sequences = 256;

    public required SequenceLengths Lengths { get; init; }

    /// <summary>Positions of a sequence at which an intervention may write.</summary>
    public required double Eligible { get; init; }

    /// <summary>Positions that an intervention overwrites.</summary>
    public required double Entries { get; init; }

    /// <summary>Positions before the first of them.</summary>
    public required double Before { get; init; }

    /// <summary>Tokens that are fed after the last of them.</summary>
    public required double Fed { get; init; }

    /// <summary>Positions that are scored.</summary>
    public required double Scored { get; init; }

    /// <summary>Variables with a value at each position.</summary>
    public required int Variables { get; init; }

    /// <summary>Positions that the network is run for: beside what is fed, those overwritten one after the other.</summary>
    public double Run => Entries - 1 + Fed;

    /// <summary>Of sequences as they are by nature: what follows an intervention is as long on average.</summary>
    public static SequenceSample Of(SequenceTask task, ulong seed, AlignmentOptions alignment)
    {
        var pool = new SequencePool(task, seed, "costs", Sequences);
        (int Sequence, int Position)[] eligible = [.. Enumerable.Range(0, pool.Count)
            .SelectMany(q => pool.Eligible(q).ToArray().Select(position => (q, position)))];
        bool isCut = alignment.Score == ScoredPredictions.First;
        (int Entries, int Before, int Fed, int Scored)[] positions = [.. eligible
            .Where(one => !isCut || pool.TaskTokens(one.Sequence)[one.Position + 1])
            .Select(one => At(pool, one.Sequence, one.Position, alignment.Scheme, isCut))];
        double Mean(Func<(int Entries, int Before, int Fed, int Scored), int> number) =>
            positions.Select(number).DefaultIfEmpty(0).Average();
        IEnumerable<int> all = Enumerable.Range(0, pool.Count);
        return new SequenceSample
        {
            Lengths = new(all.Average(pool.Length), all.Average(q => pool.TaskTokens(q).Count(true))),
            Eligible = (double)eligible.Length / pool.Count,
            Entries = Mean(one => one.Entries),
            Before = Mean(one => one.Before),
            Fed = Mean(one => one.Fed),
            Scored = Mean(one => one.Scored),
            Variables = task.Variables.Count,
        };
    }

    private static (int Entries, int Before, int Fed, int Scored) At(SequencePool pool, int q, int position, Scheme scheme, bool isCut)
    {
        bool isSingle = scheme == Scheme.Single;
        return (isSingle ? 1 : position + 1, isSingle ? position : 0, isCut ? 0 : pool.Length(q) - position - 2,
            isCut ? 1 : pool.TaskTokens(q)[(position + 1)..].Count(true));
    }
}
