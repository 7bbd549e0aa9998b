using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Language;
using Mas.Runs;

namespace Mas.Sweeps;

/// <summary>What a cell costs, from arithmetic alone: the same on every machine.</summary>
/// <param name="Seconds">At the very most, on one thread.</param>
/// <param name="Bytes">Memory at its peak.</param>
internal sealed record CellCost(double Seconds, double Bytes)
{
    // An ordinary core; a plan that measured its own would differ each time.
    private const double ProductsPerSecond = 60e9;

    /// <exception cref="InputException">A network or a task cannot be read.</exception>
    public static CellCost Of(Experiment experiment, RunOptions options)
    {
        if (experiment.IsOfMatrices)
            return new(1, MemoryEstimate.EmptyProcess);
        if (experiment.Texts is not null)
        {
            var costs = new TextCosts(experiment, options.Threads, options.CacheFolder);
            return Rounded(costs.Training + costs.Time(ProductsPerSecond).All, costs.Memory.Process);
        }
        RunEstimate estimate = Preflight.Of(experiment, options);
        return Rounded(estimate.Time.AtMost, estimate.Memory.Process);
    }

    private static CellCost Rounded(double seconds, double bytes) => new(Math.Round(seconds, 1), Math.Round(bytes));
}
