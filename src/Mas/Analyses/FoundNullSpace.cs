using Mas.Comparison;
using Mas.Evaluation;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What of a network's activity its behaviour does not depend on: found on training sequences, tried out on those of validation,
/// and tested on those of the test.</summary>
/// <param name="Agreement">Share of test sequences on which the network does the same without it.</param>
internal sealed record FoundNullSpace(NullSpace Space, double Agreement)
{
    /// <summary>[networks] the spaces stay the data's.</summary>
    public static IReadOnlyList<FoundNullSpace> Of(ComparisonContext run)
    {
        run.Stop.ThrowIfCancellationRequested();
        run.Options.Progress(new RunProgress("null space", 0, run.Data.Networks.Count));
        // Analyses that ask for them are refused beside a recording.
        NullSpace[] spaces = [.. run.Data.Controls.NullSpaces.Select(space => space!)];
        var found = new FoundNullSpace[spaces.Length];
        SideBySide.Run(found.Length, run.Options.Threads, k =>
        {
            run.Stop.ThrowIfCancellationRequested();
            ulong seed = run.Data.Controls.NullSpaceSeed(k);
            found[k] = new FoundNullSpace(spaces[k], spaces[k].AgreementOn(run.Data.Pools(Metrics.Test)[k], seed));
        });
        IEnumerable<string> dimensions = found.Zip(
            run.Data.Networks, (one, network) => $"{one.Space.Dimensions} of {network.Site.Width} dimensions in {network.Name}");
        run.Options.Progress(RunProgress.Finished("null space", string.Join(", ", dimensions)));
        return found;
    }
}
