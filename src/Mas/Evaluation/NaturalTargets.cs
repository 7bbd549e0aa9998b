using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>Natural samples of one network: eligible positions of usable sequences, each with its own natural continuation.</summary>
internal static class NaturalTargets
{
    /// <summary>Draws positions uniformly over usable sequences and their eligible positions, with replacement.</summary>
    /// <returns>The targets, and like their continuations' tokens, whether each is scored.</returns>
    public static (TargetRows Rows, bool[] Scored) Draw(RecordedPool pool, int count, ulong seed)
    {
        var random = new SeededRandom(seed);
        int[] usable = [.. Enumerable.Range(0, pool.Sequences.Count).Where(q => pool.Usable[q] && pool.Sequences.Eligible(q).Length > 0)];
        var positions = new int[count];
        var continuations = new int[count][];
        var scored = new List<bool>();
        for (int i = 0; i < count; i++)
        {
            int q = usable[random.Next(usable.Length)];
            ReadOnlySpan<int> eligible = pool.Sequences.Eligible(q);
            int position = eligible[random.Next(eligible.Length)];
            positions[i] = pool.Rows.Offsets[q] + position;
            continuations[i] = pool.Sequences.Tokens(q)[(position + 1)..].ToArray();
            scored.AddRange(pool.Sequences.TaskTokens(q)[(position + 1)..]);
        }
        return (new TargetRows(positions, positions, TokenRows.From(continuations)), [.. scored]);
    }

    /// <summary>Rows <paramref name="first"/> … of a set.</summary>
    public static (TargetRows Rows, bool[] Scored) Part((TargetRows Rows, bool[] Scored) all, int first, int count)
    {
        TokenRows continuations = all.Rows.Continuations;
        TokenRows own = TokenRows.From([.. Enumerable.Range(first, count).Select(row => continuations.Row(row).ToArray())]);
        Range rows = first..(first + count);
        return (new TargetRows(all.Rows.First[rows], all.Rows.Last[rows], own),
            all.Scored[continuations.Offsets[first]..continuations.Offsets[first + count]]);
    }
}
