using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>Natural samples of one network: eligible positions of usable sequences, each with its own natural continuation.</summary>
/// <param name="Rows">The targets.</param>
/// <param name="Scored">Like their continuations' tokens: whether each is scored.</param>
/// <param name="Labels">Like their continuations' tokens: what should be predicted in their place.</param>
internal sealed record NaturalTargets(TargetRows Rows, bool[] Scored, int[] Labels)
{
    /// <summary>Draws positions uniformly over usable sequences and their eligible positions, with replacement.</summary>
    public static NaturalTargets Draw(RecordedPool pool, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        int[] usable = [.. Enumerable.Range(0, pool.Sequences.Count).Where(q => pool.Usable[q] && pool.Sequences.Eligible(q).Length > 0)];
        var positions = new int[count];
        var continuations = new int[count][];
        var scored = new List<bool>();
        var labels = new List<int>();
        for (int i = 0; i < count; i++)
        {
            int q = usable[random.Next(usable.Length)];
            ReadOnlySpan<int> eligible = pool.Sequences.Eligible(q);
            int position = eligible[random.Next(eligible.Length)];
            positions[i] = pool.Rows.Offsets[q] + position;
            continuations[i] = pool.Sequences.Tokens(q)[(position + 1)..].ToArray();
            scored.AddRange(pool.Sequences.TaskTokens(q)[(position + 1)..]);
            labels.AddRange(pool.Sequences.Labels(q)[(position + 1)..]);
        }
        return new(new TargetRows(positions, positions, TokenRows.From(continuations)), [.. scored], [.. labels]);
    }

    /// <summary>The network, ready to be resumed at them.</summary>
    public ScoredTargets Prepare(RunnableActivity activity) => new(activity.Prepare(Rows), Scored, Labels);

    /// <summary>Rows <paramref name="first"/> … of them.</summary>
    public NaturalTargets Part(int first, int count)
    {
        TokenRows continuations = Rows.Continuations;
        TokenRows own = TokenRows.From([.. Enumerable.Range(first, count).Select(row => continuations.Row(row).ToArray())]);
        Range rows = first..(first + count);
        Range tokens = continuations.Offsets[first]..continuations.Offsets[first + count];
        return new(new TargetRows(Rows.First[rows], Rows.Last[rows], own), Scored[tokens], Labels[tokens]);
    }
}
