namespace Mas.Sweeps.Slurm;

/// <summary>One array of a cluster: jobs that stand one after the other in the list.</summary>
/// <param name="Number">Among all arrays of the submission, from 0.</param>
/// <param name="Offset">Line of its first job, from 0.</param>
/// <param name="Tasks">Jobs; their indices count from 0.</param>
/// <param name="AtOnce">Of them side by side at most; null for no limit.</param>
/// <param name="After">Numbers of the arrays that end before it begins.</param>
internal sealed record SlurmArray(int Number, int Offset, int Tasks, int? AtOnce, IReadOnlyList<int> After)
{
    /// <summary>Arrays of all networks, and then of the cells, which begin when the networks are there.</summary>
    /// <param name="most">Jobs of one array.</param>
    /// <param name="atOnce">Of all arrays together.</param>
    public static IReadOnlyList<SlurmArray> Of(int networks, int cells, int most, int? atOnce)
    {
        List<SlurmArray> first = Chunks(0, 0, networks, most, atOnce, []);
        return [.. first, .. Chunks(first.Count, networks, cells, most, atOnce, [.. first.Select(array => array.Number)])];
    }

    // Of about one size each, which share the limit; where they are more than the limit each waits for the end of an earlier one.
    private static List<SlurmArray> Chunks(int number, int offset, int jobs, int most, int? atOnce, int[] after)
    {
        int count = (int)((jobs + (long)most - 1) / most), side = Math.Min(count, atOnce ?? count);
        List<SlurmArray> arrays = [];
        for (int i = 0; i < count; i++)
        {
            int from = Share(jobs, count, i), to = Share(jobs, count, i + 1), lane = i % side;
            int? limit = atOnce is int all ? Share(all, side, lane + 1) - Share(all, side, lane) : null;
            arrays.Add(new(number + i, offset + from, to - from, limit < to - from ? limit : null,
                i < side ? after : [.. after, number + i - side]));
        }
        return arrays;
    }

    private static int Share(int all, int parts, int part) => (int)((long)all * part / parts);
}
