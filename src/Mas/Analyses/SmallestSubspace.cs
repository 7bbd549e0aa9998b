using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>
/// The analysis <c>smallest-subspace</c> (<c>method.md</c> section 10): for DAS, MAS and stitching the smallest size whose worst direction lies
/// within a tolerance of the best, by bisection between 1 and the largest size of the experiment. An alignment of fewer dimensions starts
/// from the one that was trained at the largest size, so that what is found is the smallest size that a short training reaches from there.
/// </summary>
internal static class SmallestSubspace
{
    /// <summary>How far below the best worst-direction trial IIA a size may lie and be enough.</summary>
    public const double Tolerance = 0.02;

    /// <summary>Steps at most of an alignment of fewer dimensions.</summary>
    public const int MostSteps = 300;

    /// <summary>Steps without an improvement after which it ends, or without being better than chance.</summary>
    public const int Patience = 100;

    /// <summary>What counts as an improvement of the validation loss: sizes that still gain less in so many steps are near what they can reach.</summary>
    public const double Improvement = 0.01;

    /// <summary>Its learning rate, in units of the experiment's: from a start that is almost right, long steps do no harm.</summary>
    public const double Faster = 3;

    /// <summary>Its batch is the experiment's, divided by this.</summary>
    public const int BatchDivisor = 2;

    private const int ValidateEvery = 50;

    /// <summary>What is known, with a curve for each method.</summary>
    public static Analysed Add(AnalysisContext context, Analysed begun)
    {
        int largest = Largest(context.Experiment, context.Data);
        using var warm = new WarmStarts(context.Data);
        IReadOnlyList<SubspaceMethod> methods = SubspaceMethod.Of(context.Experiment, context.Data);
        Dictionary<SubspaceMethod, List<VisitedSize>> visited = methods.ToDictionary(method => method, _ => new List<VisitedSize>());
        Analysed known = Begin(context, begun, visited, largest);
        foreach (CaseResult result in visited.Values.SelectMany(sizes => sizes[0].Results))
            warm.Add(result);
        while (Visit(context, known.Results, visited, warm))
        {
        }
        SubspaceCurve[] curves = [.. methods.Select(method => Curve(method, visited[method]))];
        return known.With(
            known.Evidence with { SmallestSubspace = curves },
            [.. visited.Values.SelectMany(sizes => sizes).SelectMany(size => size.Rows(context)), .. curves.Select(curve => Row(context, curve))]);
    }

    private static Analysed Begin(AnalysisContext context, Analysed known, Dictionary<SubspaceMethod, List<VisitedSize>> visited, int largest)
    {
        (IReadOnlyList<CaseResult> results, Analysed after) = known.WithTrained(context, Analysis.SmallestSubspace, [.. visited.Keys.SelectMany(method => method.Cases(largest))]);
        foreach (SubspaceMethod method in visited.Keys)
            visited[method].Add(new VisitedSize(largest, [.. method.Cases(largest).Select(own => CaseResult.Find(results, own)!)]));
        return after;
    }

    // One more size of each method that asks for one, all of them side by side; false where none does.
    private static bool Visit(AnalysisContext context, IReadOnlyList<CaseResult> run, Dictionary<SubspaceMethod, List<VisitedSize>> visited, WarmStarts warm)
    {
        Dictionary<SubspaceMethod, int> wanted = visited.Keys.Select(method => (method, Size: Search(visited[method]).Next())).Where(one => one.Size is not null).ToDictionary(one => one.method, one => one.Size!.Value);
        AlignmentCase[] missing = [.. wanted.SelectMany(one => one.Key.Cases(one.Value)).Where(own => CaseResult.Find(run, own) is null)];
        CaseResult[] all = [.. run, .. context.Train(Analysis.SmallestSubspace.Word(), Shortened(context.Experiment), missing, ownStart: warm.Of)];
        foreach ((SubspaceMethod method, int size) in wanted)
            visited[method].Add(new VisitedSize(size, [.. method.Cases(size).Select(own => CaseResult.Find(all, own)!)]));
        return wanted.Count > 0;
    }

    private static Experiment Shortened(Experiment experiment) => experiment with
    {
        Evaluation = experiment.Evaluation with { Controls = [], Directions = TestedDirections.Trained },
        Alignment = experiment.Alignment with
        {
            Steps = Math.Min(experiment.Alignment.Steps, MostSteps),
            LearningRate = Faster * experiment.Alignment.LearningRate,
            Batch = Math.Max(1, experiment.Alignment.Batch / BatchDivisor),
            ValidateEvery = Math.Min(experiment.Alignment.ValidateEvery, ValidateEvery),
            Stop = experiment.Alignment.Stop with { Patience = Patience, Improvement = Improvement, HopelessAfter = Patience },
        },
    };

    private static SubspaceSearch Search(IEnumerable<VisitedSize> visited) => new([.. visited.Select(size => size.Point())], Tolerance);

    private static SubspaceCurve Curve(SubspaceMethod method, IEnumerable<VisitedSize> visited)
    {
        SubspaceSearch search = Search(visited);
        return new SubspaceCurve(method.Name, method.Alone, [.. visited.Select(size => size.Point()).OrderBy(point => point.Size)], Tolerance, search.Smallest, search.Range);
    }

    private static MetricRow Row(AnalysisContext context, SubspaceCurve curve)
    {
        string network = curve.Alone ?? "", site = context.Data.Networks.FirstOrDefault(own => own.Name == curve.Alone)?.Site.Name ?? "";
        return new MetricRow(
            context.Experiment.Name, null, null, Metrics.Test, curve.Method, null, network, network, site, site,
            context.Experiment.Alignment.Variables[0].Label, true, Metrics.SmallestSize, curve.Smallest);
    }

    private static int Largest(Experiment experiment, RunData data) =>
        experiment.Alignment.Sizes.Max(size => size.Resolve(1, data.Networks.Min(network => network.Site.Width))[0]);
}
