using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Training;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>What one curve of trial IIA against size is about: a method, and for DAS the one network.</summary>
/// <param name="Alone">The one network that it is about (DAS); null for all.</param>
/// <param name="Cases">The alignments at a size; of stitching one for each ordered pair of networks.</param>
internal sealed record SubspaceMethod(string Name, string? Alone, Func<int, IReadOnlyList<AlignmentCase>> Cases)
{
    /// <summary>DAS for each network, and where there are several, MAS over all directions that can be exchanged and stitching between any
    /// two.</summary>
    public static IReadOnlyList<SubspaceMethod> Of(Experiment experiment, RunData data)
    {
        string[] names = StitchedPairs.Names(data);
        Method all = Methods.Mas(names.Length), each = Methods.Das(names.Length);
        ValueList<Direction> directions = [.. all.Behaviour.Where(direction => StitchedPairs.CanExchange(experiment, data, direction))];
        IReadOnlyList<Direction> between = StitchedPairs.Of(experiment, data);
        IEnumerable<SubspaceMethod> das = each.Behaviour.Select(direction => new SubspaceMethod(each.Name, names[direction.Source], size =>
            [new AlignmentCase(each with { Behaviour = [direction] }, [size], names.Length > 1 ? names[direction.Source] : null)]));
        if (between.Count == 0)
            return [.. das];
        var mas = new SubspaceMethod(all.Name, null, size => [new AlignmentCase(all with { Behaviour = directions }, [size])]);
        var stitching = new SubspaceMethod(Methods.Stitching.Name, null, size =>
            [.. between.Select(direction => AlignmentCase.OfPair(Methods.Stitching, [size], names, direction))]);
        return [mas, .. das, stitching];
    }
}

/// <summary>One size of one method, trained and tested.</summary>
internal sealed record VisitedSize(int Size, IReadOnlyList<CaseResult> Results)
{
    /// <summary>Picks out the alignments of a method at a size.</summary>
    public static VisitedSize Of(SubspaceMethod method, int size, IReadOnlyList<CaseResult> results) =>
        new(size, [.. method.Cases(size).Select(variant => CaseResult.Find(results, variant)!)]);

    /// <summary>Its place on the curve.</summary>
    public SubspacePoint Point()
    {
        (NamedDirection Direction, AccuracyInterval Accuracy)[] tested = [.. Trained().Select(one =>
            (new NamedDirection(one.Label.Source, one.Label.Target), AccuracyInterval.Of(one.Result.TrialsRight(one.Route))))];
        (NamedDirection worstDirection, AccuracyInterval worst) = tested.MinBy(one => one.Accuracy.Mean);
        return new SubspacePoint(Size, worst, worstDirection, tested.Average(one => one.Accuracy.Mean));
    }

    /// <summary>Its rows of <c>metrics.csv</c>.</summary>
    public IEnumerable<MetricRow> Rows(AnalysisContext context) =>
        from one in Trained()
        let route = one.Result.Data.Test.Routes[one.Route]
        from seed in one.Result.Seeds
        select context.Found(one.Result, route, seed, Metrics.SubspaceTrialIia, seed.Evaluation.Outcomes[one.Route].TrialIia);

    private IEnumerable<(CaseResult Result, int Route, RouteLabel Label)> Trained() =>
        from result in Results
        from route in Enumerable.Range(0, result.Data.Test.Routes.Count)
        let label = result.Data.Setup.Label(result.Data.Test.Routes[route])
        where label.Trained
        select (result, route, label);
}
