using Mas.Interchange;

namespace Mas.Comparison;

/// <summary>Mean natural latents of one network by the values of some of its task's variables.</summary>
/// <param name="Means">[classes][width] float64.</param>
internal sealed record ClassMeans(IReadOnlyDictionary<ValueKey, double[]> Means)
{
    private const int PositionsAtOnce = 4096; // bounds memory, not results

    /// <param name="variables">Their indices.</param>
    public static ClassMeans Of(RecordedPool pool, IReadOnlyList<int> variables) => new(
        pool.PositionsByValue(int.MaxValue, variables, onlyUsable: true).ToDictionary(one => one.Key, one => Mean(pool, one.Value)));

    /// <summary>The mean latent of these positions, [width].</summary>
    public static double[] Mean(RecordedPool pool, IReadOnlyList<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var sum = new double[pool.Activity.Width];
        foreach (int[] chunk in positions.Chunk(PositionsAtOnce))
        {
            double[] own = pool.Activity.Latents(chunk).to_type(ScalarType.Float64).sum([0]).ToArray<double>();
            for (int unit = 0; unit < sum.Length; unit++)
                sum[unit] += own[unit];
        }
        return Array.ConvertAll(sum, value => value / positions.Count);
    }

    /// <summary>Rows of these classes, [classes, width] float64.</summary>
    public Tensor Rows(IReadOnlyList<ValueKey> classes) => Stacked([.. classes.Select(key => Means[key])]);

    /// <summary>[rows, width] float64.</summary>
    public static Tensor Stacked(IReadOnlyList<double[]> rows) =>
        Device.Cpu.Exact.From([.. rows.SelectMany(row => row)], rows.Count, rows.Count == 0 ? 0 : rows[0].Length);
}
