using Mas.Comparison;
using Mas.Evaluation;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>One size of one method, trained and tested.</summary>
/// <param name="Size">Dimensions.</param>
/// <param name="Results">Its alignments.</param>
internal sealed record VisitedSize(int Size, IReadOnlyList<CaseResult> Results)
{
    /// <summary>Its place on the curve.</summary>
    public SubspacePoint Point()
    {
        (NamedDirection Direction, AccuracyInterval Accuracy)[] tested = [.. Trained().Select(one =>
            (new NamedDirection(one.Label.Source, one.Label.Target), AccuracyInterval.Of(one.Result.TrialsRight(one.Route))))];
        (NamedDirection worstDirection, AccuracyInterval worst) = tested.MinBy(one => one.Accuracy.Mean);
        return new SubspacePoint(Size, worst, worstDirection, tested.Average(one => one.Accuracy.Mean));
    }

    /// <summary>Its rows of <c>metrics.csv</c>.</summary>
    /// <param name="metrics">Of the run.</param>
    public IEnumerable<MetricRow> Rows(RunMetrics metrics) =>
        from one in Trained()
        from seed in one.Result.Seeds
        select metrics.Found(
            one.Result.Data.Setup, one.Result.Data.Test.Routes[one.Route], seed.Evaluation.Seed, seed.Evaluation.Step, Metrics.SubspaceTrialIia, seed.Evaluation.Outcomes[one.Route].TrialIia);

    private IEnumerable<(CaseResult Result, int Route, RouteLabel Label)> Trained() =>
        from result in Results
        from route in Enumerable.Range(0, result.Data.Test.Routes.Count)
        let label = result.Data.Setup.Label(result.Data.Test.Routes[route])
        where label.Trained
        select (result, route, label);
}
