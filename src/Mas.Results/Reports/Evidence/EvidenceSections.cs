using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Every kind of evidence that the report knows, in its order. A new one is a file of its own and a line here.</summary>
internal static class EvidenceSections
{
    public static IReadOnlyList<EvidenceSection> All { get; } =
    [
        TextsSection.Section,
        FirstTokensSection.Section,
        GroupsSection.Section,
        DepthSection.Section,
        AlgorithmsSection.Section,
        ControlsSection.Section,
        OtherMapsSection.Section,
        WithoutNullSection.Section,
        SmallestSubspaceSection.Section,
        NullSpaceSection.Section,
        LeakageSection.Section,
        CyclesSection.Section,
        IsolationSection.Section,
        AnglesSection.Section,
        OffManifoldSection.Section,
        RandomStartSection.Section,
        SimilaritySection.Section,
        DisagreementSection.Section,
    ];

    /// <summary>The evidence of a run, in the report's order.</summary>
    public static EvidenceRecord Sorted(RunRecord run)
    {
        ResultOrder order = new(run);
        return All.Aggregate(run.Evidence ?? new EvidenceRecord(),
            (evidence, section) => section.Sorted?.Invoke(evidence, order) ?? evidence);
    }

    /// <summary>What the page shows of a run.</summary>
    public static IReadOnlyList<EvidencePart> Of(RunRecord run)
    {
        EvidenceRecord evidence = Sorted(run);
        return [.. All.Select(section => section.Part(run, evidence)).OfType<EvidencePart>()];
    }

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        IReadOnlyList<EvidencePart> parts = Of(run);
        if (parts.Count == 0)
            return;
        html.Section(level, "Evidence");
        foreach (EvidencePart part in parts)
            part.Write(html, level + 1);
        html.Add($"</section>");
    }

    /// <summary>What a run has not looked at.</summary>
    public static IReadOnlyList<WantedEvidence> Missing(RunRecord run) =>
    [
        .. ((WantedEvidence[])
        [
            new("stitching beside MAS", WantedEvidence.Stitching, NeedsNoStitching),
            new("intervals over alignment seeds", WantedEvidence.Seeds, CoversSeeds),
            .. All.SelectMany(section => section.Wanted),
        ]).Where(wanted => !wanted.IsIn(run) && WantedEvidence.CanBeDone(run, wanted.Yaml)),
    ];

    /// <summary>Whether the run has stitched, for its results or within an analysis.</summary>
    public static bool HasStitching(RunRecord run)
    {
        EvidenceRecord evidence = run.Evidence ?? new EvidenceRecord();
        return run.Directions.Select(direction => direction.Method).Concat(evidence.Leakage.Select(one => one.Method))
            .Concat(evidence.SmallestSubspace.Select(curve => curve.Method)).Concat(evidence.Disagreement.Select(one => one.Measure))
            .Any(MethodName.IsStitching);
    }

    private static bool NeedsNoStitching(RunRecord run) =>
        run.Networks.Count < 2 || HasStitching(run) || !run.Directions.Any(direction => direction.Method == Verdict.Method);

    private static bool CoversSeeds(RunRecord run) =>
        run.Directions.All(direction => direction.Seeds.Count >= AccuracyInterval.SeedsForVariance);
}

/// <summary>One kind of evidence in the report, in one file: how its results are ordered, what the page shows of them, and what a run must
/// hold for it.</summary>
/// <param name="Wanted">What a run should hold; what it lacks, the report says with the line that would add it.</param>
/// <param name="Part">What the page shows; null where the run holds too little. The evidence given is in order.</param>
/// <param name="Sorted">The record with this section's results in the report's order; null where it has none there.</param>
internal sealed record EvidenceSection(
    IReadOnlyList<WantedEvidence> Wanted, Func<RunRecord, EvidenceRecord, EvidencePart?> Part,
    Func<EvidenceRecord, ResultOrder, EvidenceRecord>? Sorted = null);
