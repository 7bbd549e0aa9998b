using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Natural sequences, ready to be run: every token but the last is fed, and those before a task token are scored.</summary>
internal sealed class ScoredBatch : IDisposable
{
    public ScoredBatch(SequenceTask task, IReadOnlyList<int[]> sequences)
    {
        var rows = TokenRows.From(sequences);
        Rows = rows.Count;
        Steps = new StepPlan(rows, [.. Enumerable.Range(0, rows.Count)], unfed: 1);
        var places = new List<long>();
        var labels = new List<long>();
        var owners = new List<int>();
        for (int row = 0; row < rows.Count; row++)
        {
            bool[] taskTokens = task.Trace(rows.Row(row)).TaskTokens;
            for (int t = 1; t < taskTokens.Length; t++)
            {
                if (!taskTokens[t])
                    continue;
                places.Add(Steps.Index(row, t - 1));
                labels.Add(rows.Row(row)[t]);
                owners.Add(row);
            }
        }
        Scored = tensor(places.ToArray()).DetachFromDisposeScope();
        Labels = tensor(labels.ToArray()).DetachFromDisposeScope();
        Owners = [.. owners];
    }

    /// <summary>Draws fresh sequences; the generator keeps its progress.</summary>
    public static ScoredBatch Draw(SequenceTask task, int count, QuantityChoice quantities, ref SeededRandom random)
    {
        var sequences = new int[count][];
        for (int i = 0; i < count; i++)
            sequences[i] = task.Sample(ref random, quantities);
        return new ScoredBatch(task, sequences);
    }

    public int Rows { get; }

    public StepPlan Steps { get; }

    /// <summary>[scored] int64, into the stack of states.</summary>
    public Tensor Scored { get; }

    /// <summary>[scored] int64, the token that follows.</summary>
    public Tensor Labels { get; }

    /// <summary>[scored] row of each scored position.</summary>
    public int[] Owners { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Steps.Dispose();
        Scored.Dispose();
        Labels.Dispose();
    }
}
