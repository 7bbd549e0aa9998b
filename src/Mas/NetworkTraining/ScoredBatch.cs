using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Sequences, of which the positions before task tokens are scored.</summary>
/// <param name="Positions">[scored] flat positions, ascending.</param>
/// <param name="Labels">[scored] the token that follows each, or what should be predicted in its place.</param>
/// <param name="Owners">[scored] row of each scored position.</param>
internal sealed record ScoredBatch(TokenRows Rows, int[] Positions, long[] Labels, int[] Owners)
{
    /// <summary>Natural sequences, with their continuous inputs where the task has such.</summary>
    public static ScoredBatch Of(SequenceTask task, TokenRows rows)
    {
        int width = task.FeatureWidth;
        TaskTrace[] traces = [.. Enumerable.Range(0, rows.Count).Select(row =>
            task.Trace(new TaskSequence(rows.Row(row), rows.Features.AsSpan(row * width, width))))];
        return Of(rows, row => traces[row].TaskTokens, row => traces[row].Labels ?? rows.Row(row));
    }

    /// <summary>Any sequences.</summary>
    /// <param name="taskTokens">[tokens] of a row: true where the token itself is a task token.</param>
    /// <param name="wanted">[tokens] of a row: what should be predicted in each one's place; null for the tokens themselves.</param>
    public static ScoredBatch Of(TokenRows rows, Func<int, ReadOnlySpan<bool>> taskTokens, Func<int, ReadOnlySpan<int>>? wanted = null)
    {
        var positions = new List<int>();
        var labels = new List<long>();
        var owners = new List<int>();
        for (int row = 0; row < rows.Count; row++)
        {
            ReadOnlySpan<bool> scored = taskTokens(row);
            ReadOnlySpan<int> due = wanted is null ? rows.Row(row) : wanted(row);
            for (int t = 1; t < scored.Length; t++)
            {
                if (!scored[t])
                    continue;
                positions.Add(rows.Offsets[row] + t - 1);
                labels.Add(due[t]);
                owners.Add(row);
            }
        }
        return new(rows, [.. positions], [.. labels], [.. owners]);
    }

    /// <summary>Draws fresh sequences; the generator keeps its progress.</summary>
    public static ScoredBatch Draw(SequenceTask task, int count, QuantityChoice quantities, ref SeededRandom random) =>
        Of(task, task.Rows(count, quantities, ref random));

    /// <summary>The same sequences in parts of at most so many tokens, at least one sequence each.</summary>
    public IEnumerable<ScoredBatch> Parts(int tokens)
    {
        for (int first = 0, last; first < Rows.Count; first = last)
        {
            last = first + 1;
            while (last < Rows.Count && Rows.Offsets[last + 1] - Rows.Offsets[first] <= tokens)
                last++;
            yield return first == 0 && last == Rows.Count ? this : Part(first, last);
        }
    }

    /// <summary>[rows] whether the argmax is right at all of its scored positions.</summary>
    /// <param name="logits">Gives those at some of the positions, [positions, vocab].</param>
    /// <param name="most">Positions at a time at most.</param>
    public bool[] Right(Func<int[], Tensor> logits, int most = int.MaxValue)
    {
        var right = new bool[Rows.Count];
        Array.Fill(right, true);
        int done = 0;
        foreach (int[] part in Positions.Chunk(most))
        {
            using Tensor own = logits(part), argmax = own.argmax(1);
            long[] predicted = argmax.ToArray<long>();
            for (int i = 0; i < part.Length; i++, done++)
                right[Owners[done]] &= predicted[i] == Labels[done];
        }
        return right;
    }

    private ScoredBatch Part(int first, int last)
    {
        int start = Rows.Offsets[first], width = Rows.Features.Length / Rows.Count;
        int[] offsets = Array.ConvertAll(Rows.Offsets[first..(last + 1)], offset => offset - start);
        float[] features = Rows.Features[(first * width)..(last * width)];
        TokenRows rows = Rows with { Tokens = Rows.Tokens[start..Rows.Offsets[last]], Offsets = offsets, Features = features };
        int from = LowerBound(Owners, first), to = LowerBound(Owners, last);
        return new ScoredBatch(rows, Array.ConvertAll(Positions[from..to], position => position - start), Labels[from..to],
            Array.ConvertAll(Owners[from..to], row => row - first));
    }

    // Of a rising list.
    private static int LowerBound(int[] rising, int value) => rising.TakeWhile(one => one < value).Count();
}
