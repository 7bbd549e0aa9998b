using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>The analysis <c>smallest-subspace</c> (<c>method.md</c> section 10): for DAS, MAS and stitching the smallest size whose worst
/// direction lies within a tolerance of the best, by bisection between 1 and the largest size of the experiment. An alignment of fewer
/// dimensions starts from the one that was trained at the largest size: what is found is the smallest size that a short training reaches
/// from there.</summary>
internal static class SmallestSubspaceAnalysis
{
    /// <summary>How far below the best worst-direction trial IIA a size may lie and be enough.</summary>
    public const double Tolerance = 0.02;

    /// <summary>Steps at most of an alignment of fewer dimensions.</summary>
    public const int MostSteps = 300;

    /// <summary>Steps without an improvement after which it ends, or without being better than chance.</summary>
    public const int Patience = 100;

    /// <summary>What counts as an improvement of the validation loss: sizes that still gain less in so many steps are near what they can
    /// reach.</summary>
    public const double Improvement = 0.01;

    /// <summary>Its learning rate, in units of the experiment's: from a start that is almost right, long steps do no harm.</summary>
    public const double Faster = 3;

    /// <summary>Its batch is the experiment's, divided by this.</summary>
    public const int BatchDivisor = 2;

    private const int ValidateEvery = 50;

    public static AnalysisDescription Description { get; } = new("smallest-subspace", "How few dimensions are enough?", Run)
    {
        Against = Against,
        TrainsAnew = true,
        Evidence = [nameof(EvidenceRecord.SmallestSubspace)],
        Metrics = [Metrics.SubspaceTrialIia, Metrics.SmallestSize],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        if (alignment.Variables.Count > 1)
            yield return $"smallest-subspace looks for the size of one subspace, and {alignment.Variables.Count} variables have one each; "
                + "run the experiment once for each variable";
        if (alignment.LearnsSizes)
            yield return "smallest-subspace tries out sizes, and the learned mask finds its own; "
                + "use mask fixed, or leave smallest-subspace out";
        if (alignment.Extraneous)
            yield return "smallest-subspace leaves the remainder alone, and extraneous trains it; leave one of the two out";
        if (!AlignmentFactory.HasOrthogonalBase(alignment.Design))
            yield return "smallest-subspace starts smaller alignments from larger ones, and the family "
                + $"{alignment.Design.Family.Word()} has a start of its own; use orthogonal or linear, or leave smallest-subspace out";
        if (experiment.Networks.FirstOrDefault(network => !network.Accessible) is { } closed)
            yield return $"smallest-subspace would run network '{closed.Name}' from an intervention, and it is not accessible; "
                + "leave smallest-subspace out";
        if (experiment.Networks.Select(network => network.Causal).Distinct().Count() > 1)
            yield return "smallest-subspace aligns all networks with each other, and alignments between different causal models of a list "
                + "say nothing; give one causal model";
    }

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        using var warm = new WarmStarts(context.Data);
        IReadOnlyList<SubspaceMethod> methods = SubspaceMethod.Of(context.Experiment, context.Data);
        var visited = methods.ToDictionary(method => method, _ => new List<VisitedSize>());
        Begin(context, visited);
        foreach (CaseResult result in visited.Values.SelectMany(sizes => sizes[0].Results))
            warm.Add(result);
        while (Visit(context, visited, warm))
        {
        }
        SubspaceCurve[] curves = [.. methods.Select(method => Curve(method, visited[method]))];
        IEnumerable<MetricRow> rows = visited.Values.SelectMany(sizes => sizes).SelectMany(size => size.Rows(context));
        return new AnalysisOutcome(
            context.Evidence with { SmallestSubspace = curves }, rows.Concat(curves.Select(curve => Row(context, curve))));
    }

    // The largest size of each method.
    private static void Begin(AnalysisContext context, Dictionary<SubspaceMethod, List<VisitedSize>> visited)
    {
        int largest = Largest(context.Experiment, context.Data);
        IReadOnlyList<CaseResult> results = context.Shared.Trained(
            Description.Word, [.. visited.Keys.SelectMany(method => method.Cases(largest))]);
        foreach (SubspaceMethod method in visited.Keys)
            visited[method].Add(VisitedSize.Of(method, largest, results));
    }

    // One more size of each method that asks for one, all of them side by side; false where none does.
    private static bool Visit(AnalysisContext context, Dictionary<SubspaceMethod, List<VisitedSize>> visited, WarmStarts warm)
    {
        (SubspaceMethod Method, int Size)[] wanted = [.. visited.Keys.Select(method => (method, Size: Search(visited[method]).Next()))
            .Where(one => one.Size is not null).Select(one => (one.method, one.Size!.Value))];
        AlignmentCase[] missing = [.. wanted.SelectMany(one => one.Method.Cases(one.Size))
            .Where(variant => CaseResult.Find(context.Results, variant) is null)];
        CaseResult[] trained = context.Training.Run(Description.Word, Shortened(context.Experiment), missing, ownStart: warm.Of);
        foreach ((SubspaceMethod method, int size) in wanted)
            visited[method].Add(VisitedSize.Of(method, size, [.. context.Results, .. trained]));
        return wanted.Length > 0;
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
        SubspacePoint[] points = [.. visited.Select(size => size.Point()).OrderBy(point => point.Size)];
        return new SubspaceCurve(method.Name, method.Alone, points, Tolerance, search.Smallest, search.Range);
    }

    private static MetricRow Row(AnalysisContext context, SubspaceCurve curve)
    {
        string network = curve.Alone ?? "";
        string site = context.Data.Networks.FirstOrDefault(variant => variant.Name == curve.Alone)?.Site.Name ?? "";
        return new MetricRow(
            context.Experiment.Name, null, null, Metrics.Test, curve.Method, null, network, network, site, site,
            context.Experiment.Alignment.Variables[0].Label, true, Metrics.SmallestSize, curve.Smallest);
    }

    private static int Largest(Experiment experiment, RunData data) =>
        experiment.Alignment.Sizes.Max(size => size.Resolve(1, data.Networks.Min(network => network.Site.Width))[0]);
}
