using Mas.Analyses;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;

namespace Mas.Runs;

/// <summary>What a run would cost, from arithmetic alone: nothing is opened but the heads of files, and code that has to say what it
/// is.</summary>
internal static class Preflight
{
    /// <exception cref="InputException">A network or a task cannot be read.</exception>
    public static RunEstimate Of(Experiment experiment, RunOptions options) =>
        Of(experiment, options, KnownAnalyses.All.Asked(experiment.Analyses));

    /// <summary>The same, with networks timed that can only be called.</summary>
    /// <exception cref="InputException">As above, or such a network is wrong.</exception>
    public static RunEstimate Measured(Experiment experiment, RunOptions options)
    {
        RunEstimate estimate = Of(experiment, options);
        return estimate with { Time = new RunTime(estimate.Shape, MeasuredCalls.Of(estimate.Shape, options)) };
    }

    private static RunEstimate Of(Experiment experiment, RunOptions options, IReadOnlyList<AnalysisDescription> analyses)
    {
        if (experiment.IsOnlyRead)
            throw NothingToRun();
        var shape = new RunShape(experiment, options);
        // What an analysis builds upon is still there.
        IEnumerable<AnalysisDescription> With(AnalysisDescription one) =>
            analyses.Where(other => one.Needs.Contains(other.Word)).Append(one);
        MemoryStage[] stages = [.. analyses.Select(analysis => new MemoryStage(
            $"the analysis {analysis.Word}", [.. With(analysis).SelectMany(one => one.Holds(shape))]))];
        return new RunEstimate(shape, RunMemory.Of(shape, stages), new RunTime(shape));
    }

    /// <summary>That a run has nothing to run.</summary>
    public static InputException NothingToRun() => new("every network is a recording, into which nothing can be written, so that there is "
        + "nothing to align; 'mas similarity' compares recordings, or add a network that can be run", key: "networks");

    /// <summary>Refuses a run that takes more memory than there is.</summary>
    /// <returns>The estimate; null where a network cannot be opened, which its opening tells with all that is wrong with others.</returns>
    /// <exception cref="InputException">Memory is not enough; the key is the one to lower.</exception>
    public static RunEstimate? Require(Experiment experiment, RunOptions options, IReadOnlyList<AnalysisDescription> analyses)
    {
        RunEstimate? estimate = IfReadable(() => Of(experiment, options, analyses));
        Require(estimate?.Memory, options);
        return estimate;
    }

    /// <summary>Refuses correlational measures that take more memory than there is.</summary>
    /// <exception cref="InputException">As of a run.</exception>
    public static void RequireSimilarity(Experiment experiment, IReadOnlyList<string> measures, bool isEverySite, RunOptions options) =>
        Require(IfReadable(() => RunMemory.OfSimilarity(new RunShape(experiment, options), measures, isEverySite)), options);

    /// <summary>Refuses a check of every site that takes more memory than there is.</summary>
    /// <exception cref="InputException">As of a run.</exception>
    public static void RequireCheck(Experiment experiment, RunOptions options) =>
        Require(IfReadable(() => RunMemory.OfCheck(new RunShape(experiment, options))), options);

    private static T? IfReadable<T>(Func<T> estimate)
        where T : class
    {
        try
        {
            return estimate();
        }
        catch (InputException)
        {
            return null;
        }
    }

    /// <summary>Refuses what takes more memory than there is; a graphics card has memory of its own.</summary>
    /// <exception cref="InputException">Memory is not enough; the key is the one to lower.</exception>
    public static void Require(MemoryEstimate? memory, RunOptions options)
    {
        if (options.Device.IsHost && memory?.TooMuchFor(options.FreeMemory()) is InputError error)
            throw new InputException([error]);
    }
}

/// <summary>What a run would cost.</summary>
internal sealed record RunEstimate(RunShape Shape, MemoryEstimate Memory, RunTime Time)
{
    /// <summary>That memory ran out all the same, as one sentence.</summary>
    public string RanOut => $"memory ran out; the run was estimated at {MemoryEstimate.Size(Memory.Bytes)}, most of it for "
        + $"{Memory.Peak.Largest.Name}: {Memory.Peak.Largest.Advice}, or free some memory and continue with --resume";
}
