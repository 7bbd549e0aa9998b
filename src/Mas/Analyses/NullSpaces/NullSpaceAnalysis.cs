using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.NullSpaces;

/// <summary>The analysis <c>null-space</c>: what of each network's activity its behaviour does not depend on.</summary>
internal static class NullSpaceAnalysis
{
    public static AnalysisDescription Description { get; } = new(
        "null-space", "What of each network's activity does its behaviour not depend on?", Run)
    {
        Evidence = [nameof(EvidenceRecord.NullSpaces)],
        Memory = shape => [AnalysisMemory.Part("null-space", ControlParts.Squares(shape) + ControlParts.Passes(shape))],
        Metrics = [Metrics.NullDimensions, Metrics.NullAgreement],
    };

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        IReadOnlyList<FoundNullSpace> found = context.Shared.NullSpaces;
        return new AnalysisOutcome(
            context.Evidence with { NullSpaces = [.. found.Select((one, k) => Result(context.Data, k, one))] },
            found.SelectMany((one, k) => Rows(context.Metrics, k, one)));
    }

    private static NullSpaceResult Result(RunData data, int network, FoundNullSpace found)
    {
        NullSpace space = found.Space;
        double trace = space.Eigenvalues.Sum();
        OpenedNetwork opened = data.Networks[network];
        return new NullSpaceResult(opened.Name, opened.Site.Name, opened.Site.Width, space.Dimensions, space.Share, found.Agreement,
            Variance(data.Pools(Metrics.Train)[network], space), [.. space.Eigenvalues.Select(value => value / trace)]);
    }

    // Everything is read: the share of what is read is that of the variance.
    private static double Variance(RecordedPool pool, NullSpace space)
    {
        using Tensor latents = pool.EligibleLatents(RunData.StartSequences), all = Device.Of(latents).Exact.Eye(latents.size(1));
        return NullEnergy.Share(all, space, latents);
    }

    private static IEnumerable<MetricRow> Rows(RunMetrics metrics, int network, FoundNullSpace found) =>
    [
        metrics.Found(network, Metrics.NullDimensions, found.Space.Dimensions),
        metrics.Found(network, Metrics.NullAgreement, found.Agreement),
    ];
}
