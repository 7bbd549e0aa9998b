using Mas.Analyses;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;

namespace Mas.Runs;

/// <summary>What a run would cost, from arithmetic alone: nothing is opened but the heads of files.</summary>
internal static class Preflight
{
    /// <exception cref="InputException">A network or a task cannot be read.</exception>
    public static RunEstimate Of(Experiment experiment, RunOptions options) =>
        Of(experiment, options, KnownAnalyses.All.Asked(experiment.Analyses));

    private static RunEstimate Of(Experiment experiment, RunOptions options, IReadOnlyList<AnalysisDescription> analyses)
    {
        var shape = new RunShape(experiment, options.Threads);
        MemoryStage[] stages = [.. analyses.Select(analysis => new MemoryStage($"the analysis {analysis.Word}", analysis.Holds(shape)))];
        return new RunEstimate(shape, RunMemory.Of(shape, stages), new RunTime(shape));
    }

    /// <summary>Refuses a run that takes more memory than there is.</summary>
    /// <returns>The estimate; null where a network cannot be opened, which its opening tells with all that is wrong with others.</returns>
    /// <exception cref="InputException">Memory is not enough; the key is the one to lower.</exception>
    public static RunEstimate? Require(Experiment experiment, RunOptions options, IReadOnlyList<AnalysisDescription> analyses)
    {
        RunEstimate estimate;
        try
        {
            estimate = Of(experiment, options, analyses);
        }
        catch (InputException)
        {
            return null;
        }
        // A graphics card has memory of its own.
        if (options.Device.IsHost && estimate.Memory.TooMuchFor(options.FreeMemory()) is InputError error)
            throw new InputException([error]);
        return estimate;
    }
}

/// <summary>What a run would cost.</summary>
internal sealed record RunEstimate(RunShape Shape, MemoryEstimate Memory, RunTime Time)
{
    /// <summary>That memory ran out all the same, as one sentence.</summary>
    public string RanOut => Invariant($"memory ran out; the run was estimated at {Memory.Bytes / 1e9:f1} GB, most of it for ")
        + $"{Memory.Peak.Largest.Name}: {Memory.Peak.Largest.Advice}, or free some memory and continue with --resume";
}
