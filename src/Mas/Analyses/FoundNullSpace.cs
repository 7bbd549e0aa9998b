using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What of a network's activity its behaviour does not depend on: found on training sequences, tried out on those of validation,
/// and tested on those of the test.</summary>
/// <param name="Agreement">Share of test sequences on which the network does the same without it.</param>
internal sealed record FoundNullSpace(NullSpace Space, double Agreement)
{
    /// <summary>[networks] to be disposed of by the caller.</summary>
    public static IReadOnlyList<FoundNullSpace> Of(ComparisonContext run)
    {
        var found = new FoundNullSpace?[run.Data.Networks.Count];
        try
        {
            SideBySide.Run(found.Length, run.Options.Threads, k =>
            {
                run.Stop.ThrowIfCancellationRequested();
                run.Options.Progress(new RunProgress("null space", k, found.Length, run.Data.Networks[k].Name));
                ulong seed = Seed(run.Experiment, k);
                NullSpace space = NullSpace.Of(run.Data.Pools(Metrics.Train)[k], run.Data.Pools(Metrics.Validation)[k], seed);
                found[k] = new FoundNullSpace(space, double.NaN);
                found[k] = new FoundNullSpace(space, space.AgreementOn(run.Data.Pools(Metrics.Test)[k], seed));
            });
        }
        catch
        {
            foreach (FoundNullSpace? one in found)
                one?.Space.Dispose();
            throw;
        }
        IEnumerable<string> dimensions = found.Zip(
            run.Data.Networks, (one, network) => $"{one!.Space.Dimensions} of {network.Site.Width} dimensions in {network.Name}");
        run.Options.Progress(RunProgress.Finished("null space", string.Join(", ", dimensions)));
        return found!;
    }

    /// <summary>Decides which samples a network's null space is found on.</summary>
    public static ulong Seed(Experiment experiment, int network) => SeededRandom.Derive((ulong)experiment.Seed, "null space", network);
}
