using Mas.Networks.Transformers;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks;

/// <summary>Padding is computed in the scores only, where it costs little beside the products of a block.</summary>
public class TransformerPaddingTests
{
    private const int Width = 128;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Padding_adds_less_than_five_percent_to_what_a_batch_computes(bool resumed)
    {
        NativeTorch.Load();
        AttentionRow[] rows = Rows(resumed, new SeededRandom(1));
        using var plan = new AttentionPlan(rows, Device.Cpu);
        long needed = rows.Sum(row => row.Queries.Sum(query => row.Prefix + query + 1L));
        // Multiplications: attention's two products for each score; for each position 4 width² before and after it and 8 in the
        // feed-forward part.
        long padding = 2L * Width * (plan.Scores - needed), block = 12L * Width * Width * rows.Sum(row => row.Length) + 2L * Width * needed;
        Assert.InRange((double)padding / block, 0, 0.05);
    }

    // Whole sequences, or what follows a random position of each.
    private static AttentionRow[] Rows(bool resumed, SeededRandom random)
    {
        SequenceTask task = KnownTasks.Named("multi-object", new TaskOptions { Void = 0.2 })!;
        var rows = new AttentionRow[256];
        for (int row = 0, start = 0; row < rows.Length; start += rows[row].Length, row++)
        {
            int length = task.Sample(ref random).Length - 1, prefix = resumed ? random.Next(length) : 0;
            rows[row] = new AttentionRow(start, length - prefix, 0, prefix, [.. Enumerable.Range(0, length - prefix)]);
        }
        return rows;
    }
}
