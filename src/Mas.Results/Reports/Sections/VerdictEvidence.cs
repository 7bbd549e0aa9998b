using Mas.Results.Reports.Evidence;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Sections;

/// <summary>What the evidence of a run adds to its verdict: a sentence for each thing that a reader would ask first, with its
/// number.</summary>
internal static class VerdictEvidence
{
    /// <summary>At most five sentences; none where there is no verdict.</summary>
    public static IEnumerable<string> Sentences(RunRecord run)
    {
        if (run.Verdict is not { Word: not Verdict.None } verdict)
            return [];
        EvidenceRecord evidence = EvidenceSections.Sorted(run);
        string?[] sentences =
        [
            Size(evidence.SmallestSubspace, verdict.Different), Start(evidence.RandomStart), Gauge(evidence.OffManifold),
            Leakage(evidence.Leakage),
            run.NetworkSeeds.Count > 0 ? null : "It speaks of these networks, not of others of their kind.",
        ];
        return sentences.OfType<string>();
    }

    /// <summary>The smallest size of MAS that is enough; null where none reaches anything.</summary>
    public static string? Size(IReadOnlyList<SubspaceCurve> curves, double different)
    {
        SubspaceCurve? mas = curves.FirstOrDefault(curve => curve is { Method: Verdict.Method, Alone: null, Points.Count: > 0 });
        if (mas is null || mas.Points.Max(point => point.Worst.Mean) < different)
            return null;
        string range = mas.SmallestRange.Low == mas.SmallestRange.High ? "" : $" (range {mas.SmallestRange.Low}–{mas.SmallestRange.High})";
        return $"MAS does as well down to {Listed.Count(mas.Smallest, "dimension")}{range}, within {Percent.Number(mas.Tolerance)} points "
            + "of its best size.";
    }

    /// <summary>Whether MAS from a random start ends lower; null where that was not tried.</summary>
    public static string? Start(IReadOnlyList<StartResult> results)
    {
        List<StartResult> mas = [.. results.Where(one => one.Method == Verdict.Method && one.Trained)];
        List<StartResult> worse = [.. mas.Where(RandomStartSection.IsWorse)];
        if (mas.Count == 0)
            return null;
        if (worse.Count == 0)
            return "From a random start no direction ends clearly lower.";
        StartResult lowest = worse.MinBy(one => one.Difference)!;
        return $"From a random start {worse.Count} of {Listed.Count(mas.Count, "direction")} {(worse.Count == 1 ? "ends" : "end")} lower, "
            + $"at worst {Percent.Of(lowest.Random.Mean)} instead of {Percent.Of(lowest.TrialIia.Mean)} "
            + $"{MethodName.Place(lowest.Source, lowest.Target)}.";
    }

    /// <summary>Whether swaps of MAS leave natural activity; null where that was not measured.</summary>
    public static string? Gauge(IReadOnlyList<OffManifoldResult> results)
    {
        List<OffManifoldResult> mas = [.. results.Where(one => one.Method == Verdict.Method)];
        if (mas.Count == 0)
            return null;
        OffManifoldResult furthest = OffManifoldSection.Furthest(mas);
        return $"Swaps {(mas.Any(OffManifoldSection.IsFar) ? "leave" : "stay near")} natural activity: energy distance up to "
            + $"{OffManifoldSection.Number(furthest.Distance)} ({MethodName.Place(furthest.Source, furthest.Target)}), "
            + $"{OffManifoldSection.Number(furthest.Natural)} between natural samples."
            + OffManifoldSection.Where([.. mas.Where(OffManifoldSection.IsFar)]);
    }

    /// <summary>What MAS loses without the activity that its sources make no use of, between networks where that was measured; null where
    /// nothing was.</summary>
    public static string? Leakage(IReadOnlyList<LeakageResult> results)
    {
        List<LeakageResult> mas = results.Count == 0 ? [] : [.. LeakageText.Telling(results).Where(one => one.Method == Verdict.Method)],
        between = [.. mas.Where(one => one.Source != one.Target)];
        if (mas.Count == 0)
            return null;
        LeakageResult most = (between.Count > 0 ? between : mas).MinBy(one => one.Change)!;
        const string when = "when activity that the source makes no use of is exchanged";
        return most.Change >= 0 ? $"MAS loses nothing {when}."
            : $"MAS loses up to {Percent.Number(-most.Change)} points {when} ({MethodName.Place(most.Source, most.Target)}"
                + $"{(most.ChangeInterval.High < 0 ? "" : "; the interval does not exclude 0")}).";
    }
}
