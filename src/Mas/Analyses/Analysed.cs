using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What is known after an analysis.</summary>
/// <param name="Results">The run's methods and sizes; controls stand beside what they control.</param>
/// <param name="Evidence">What the analyses have found so far.</param>
/// <param name="Rows">Their rows of <c>metrics.csv</c>, but for controls, which have theirs with the results.</param>
internal sealed record Analysed(IReadOnlyList<CaseResult> Results, EvidenceRecord Evidence, IReadOnlyList<MetricRow> Rows)
{
    /// <summary>The run's methods and sizes from a random start; empty where that was not asked for.</summary>
    public IReadOnlyList<CaseResult> RandomStarts { get; init; } = [];

    /// <summary>[networks] what their behaviour does not depend on; empty where that was not asked for.</summary>
    public IReadOnlyList<Evaluation.NullSpace> NullSpaces { get; init; } = [];

    /// <summary>What analyses have aligned beside the run's methods and sizes with its own options, so that none is trained twice.</summary>
    public IReadOnlyList<CaseResult> Beside { get; init; } = [];

    /// <summary>The results of these methods and sizes, and what is known after training those that were missing.</summary>
    /// <param name="context">The run.</param>
    /// <param name="analysis">Which analysis asks.</param>
    /// <param name="cases">Methods and sizes.</param>
    public (IReadOnlyList<CaseResult> Results, Analysed Known) WithTrained(AnalysisContext context, Analysis analysis, IReadOnlyList<AlignmentCase> cases)
    {
        AlignmentCase[] missing = [.. cases.Where(own => CaseResult.Find(Results.Concat(Beside), own) is null)];
        Analysed after = missing.Length == 0 ? this : this with { Beside = [.. Beside, .. Train(context, analysis, missing)] };
        return ([.. cases.Select(own => CaseResult.Find(after.Results.Concat(after.Beside), own)!)], after);
    }

    private static CaseResult[] Train(AnalysisContext context, Analysis analysis, AlignmentCase[] cases) => context.Train(
        analysis.Word(), context.With(alignment => alignment with { DirectionsPerStep = null }) with
        {
            Evaluation = context.Experiment.Evaluation with { Controls = [Control.NoSwap], Directions = TestedDirections.Trained },
        }, cases);

    /// <summary>The same with rows added.</summary>
    public Analysed With(EvidenceRecord evidence, IEnumerable<MetricRow> rows) => this with { Evidence = evidence, Rows = [.. Rows, .. rows] };
}
