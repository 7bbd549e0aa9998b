using Mas.Analyses;
using Mas.Comparison;
using Mas.Experiments.Reading;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Runs;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>The new analysis of docs/reference/extending.md.</summary>
public sealed class ExtendingAnalysis
{
    [Fact]
    public void An_added_analysis_runs_with_the_others_and_leaves_its_rows()
    {
        using var study = new Study { Known = [.. KnownAnalyses.All, SeedSpread.Description] };
        RunRecord run = study.Run("size: 4, seeds: [1, 2]", null, "run", "analyses=[seed-spread]");
        Assert.Equal(RunStatus.Done, run.Status);
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",seed-spread,", StringComparison.Ordinal))];
        Assert.Equal(run.Directions.Count, rows.Length);
    }

    [Fact]
    public void An_added_analysis_tells_before_the_run_what_it_cannot_be_done_with()
    {
        using var study = new Study { Known = [SeedSpread.Description] };
        InputException refusal =
            Assert.Throws<InputException>(() => study.Run("size: 4, seeds: [1]", null, "run", "analyses=[seed-spread]"));
        Assert.Contains("seed-spread compares seeds, and there is one", refusal.Message, StringComparison.Ordinal);
    }
}

// snippet
/// <summary>How far the alignment seeds of a method and size lie apart: a direction's largest trial IIA minus its smallest.</summary>
internal static class SeedSpread
{
    private const string Spread = "seed-spread";

    /// <summary>The analysis <c>seed-spread</c>.</summary>
    public static AnalysisDescription Description { get; } = new("seed-spread", "How far do the alignment seeds lie apart?", Run)
    {
        Against = Against,
        Metrics = [Spread],
    };

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        if (experiment.Alignment.Seeds.Count < 2)
            yield return "seed-spread compares seeds, and there is one; list more under alignment.seeds, or leave seed-spread out";
    }

    private static AnalysisOutcome Run(AnalysisContext context) =>
        new(context.Evidence,
            context.Results.SelectMany(result => result.Data.Test.Routes.Select((_, route) => Row(context, result, route))));

    private static MetricRow Row(AnalysisContext context, CaseResult result, int route)
    {
        double[] seeds = [.. result.Seeds.Select(seed => seed.Evaluation.Outcomes[route].TrialIia)];
        return context.Metrics.Found(result.Data.Setup, result.Data.Test.Routes[route], seed: null, step: null, Spread,
            seeds.Max() - seeds.Min());
    }
}
// end of snippet
