using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results;
using Mas.Results.Evidence;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Analyses;

/// <summary>The analysis <c>null-space</c>: what of each network's activity its behaviour does not depend on, found on training sequences, tried out on those of validation, and tested on those of the test.</summary>
internal static class NullSpaces
{
    /// <summary>What the run knows, with the null spaces; unchanged where they are known.</summary>
    public static Analysed Add(AnalysisContext context, Analysed known)
    {
        if (known.NullSpaces.Count > 0)
            return known;
        var spaces = new NullSpace[context.Data.Networks.Count];
        var agreements = new double[spaces.Length];
        SideBySide.Run(spaces.Length, context.Options.Threads, k =>
        {
            context.Stop.ThrowIfCancellationRequested();
            context.Options.Progress(new RunProgress("null space", k, spaces.Length, context.Data.Networks[k].Name));
            spaces[k] = NullSpace.Of(context.Data.Pools(Metrics.Train)[k], context.Data.Pools(Metrics.Validation)[k], Seed(context.Experiment, k));
            agreements[k] = spaces[k].AgreementOn(context.Data.Pools(Metrics.Test)[k], Seed(context.Experiment, k));
        });
        context.Options.Progress(RunProgress.Finished("null space", string.Join(", ", spaces.Select((space, k) => $"{space.Dimensions} of {context.Data.Networks[k].Site.Width} dimensions in {context.Data.Networks[k].Name}"))));
        return (known with { NullSpaces = spaces }).With(
            known.Evidence with { NullSpaces = [.. spaces.Select((space, k) => Result(context.Data, k, space, agreements[k]))] }, spaces.SelectMany((space, k) => Rows(context.Metrics, k, space, agreements[k])));
    }

    /// <summary>Decides which samples a network's null space is found on.</summary>
    public static ulong Seed(Experiment experiment, int network) => SeededRandom.Derive((ulong)experiment.Seed, "null space", network);

    private static NullSpaceResult Result(RunData data, int network, NullSpace space, double agreement)
    {
        double trace = space.Eigenvalues.Sum();
        OpenedNetwork own = data.Networks[network];
        return new NullSpaceResult(own.Name, own.Site.Name, own.Site.Width, space.Dimensions, space.Share, agreement,
            Variance(data.Pools(Metrics.Train)[network], space), [.. space.Eigenvalues.Select(value => value / trace)]);
    }

    // Everything is read: the share of what is read is that of the variance.
    private static double Variance(RecordedPool pool, NullSpace space)
    {
        using Tensor latents = pool.EligibleLatents(RunData.StartSequences), all = Device.Of(latents).Exact.Eye(latents.size(1));
        return NullEnergy.Share(all, space, latents);
    }

    private static IEnumerable<MetricRow> Rows(RunMetrics metrics, int network, NullSpace space, double agreement) =>
        [metrics.Found(network, Metrics.NullDimensions, space.Dimensions), metrics.Found(network, Metrics.NullAgreement, agreement)];
}
