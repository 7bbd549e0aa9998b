using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Natural sequences, of which the positions before task tokens are scored.</summary>
internal sealed class ScoredBatch
{
    /// <param name="task">Of the sequences.</param>
    /// <param name="rows">The sequences, with their continuous inputs where the task has such.</param>
    public ScoredBatch(SequenceTask task, TokenRows rows)
    {
        Rows = rows;
        var positions = new List<int>();
        var labels = new List<long>();
        var owners = new List<int>();
        int width = task.FeatureWidth;
        for (int row = 0; row < rows.Count; row++)
        {
            bool[] taskTokens = task.Trace(new TaskSequence(rows.Row(row), rows.Features.AsSpan(row * width, width))).TaskTokens;
            for (int t = 1; t < taskTokens.Length; t++)
            {
                if (!taskTokens[t])
                    continue;
                positions.Add(rows.Offsets[row] + t - 1);
                labels.Add(rows.Row(row)[t]);
                owners.Add(row);
            }
        }
        Positions = [.. positions];
        Labels = [.. labels];
        Owners = [.. owners];
    }

    private ScoredBatch(TokenRows rows, int[] positions, long[] labels, int[] owners)
    {
        Rows = rows;
        Positions = positions;
        Labels = labels;
        Owners = owners;
    }

    /// <summary>Draws fresh sequences; the generator keeps its progress.</summary>
    public static ScoredBatch Draw(SequenceTask task, int count, QuantityChoice quantities, ref SeededRandom random)
    {
        var sequences = new int[count][];
        var features = new float[count * task.FeatureWidth];
        for (int i = 0; i < count; i++)
            sequences[i] = task.Sample(ref random, quantities, features.AsSpan(i * task.FeatureWidth, task.FeatureWidth));
        return new ScoredBatch(task, TokenRows.From(sequences) with { Features = features });
    }

    /// <summary>The sequences.</summary>
    public TokenRows Rows { get; }

    /// <summary>[scored] flat positions, ascending.</summary>
    public int[] Positions { get; }

    /// <summary>[scored] the token that follows each.</summary>
    public long[] Labels { get; }

    /// <summary>[scored] row of each scored position.</summary>
    public int[] Owners { get; }

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

    private ScoredBatch Part(int first, int last)
    {
        int start = Rows.Offsets[first], width = Rows.Features.Length / Rows.Count;
        var rows = new TokenRows(Rows.Tokens[start..Rows.Offsets[last]], [.. Rows.Offsets[first..(last + 1)].Select(offset => offset - start)])
        {
            Features = Rows.Features[(first * width)..(last * width)],
        };
        int from = LowerBound(Owners, first), to = LowerBound(Owners, last);
        return new ScoredBatch(
            rows, Array.ConvertAll(Positions[from..to], position => position - start), Labels[from..to], Array.ConvertAll(Owners[from..to], row => row - first));
    }

    // Of a rising list.
    private static int LowerBound(int[] rising, int value) => rising.TakeWhile(one => one < value).Count();
}
