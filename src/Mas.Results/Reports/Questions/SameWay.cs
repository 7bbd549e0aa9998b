using Mas.Results.Reports.Evidence;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Questions;

/// <summary>Whether the networks do the task in the same way: the verdict, the size it takes, cycles and controls.</summary>
internal static class SameWay
{
    public static Answer Answer(RunRecord run, EvidenceRecord evidence)
    {
        List<string> sentences = [Verdict(run.Verdict)], missing = [];
        if (Sizes(evidence.SmallestSubspace) is { } sizes)
            sentences.Add(sizes);
        else
            missing.Add(WantedEvidence.Analysis("smallest-subspace"));
        if (Cycles(evidence.Cycles) is { } cycles)
            sentences.Add(cycles);
        else
            missing.Add(WantedEvidence.Analysis("cycles"));
        IReadOnlyList<DirectionResult> judged = Verdicts.Verdict.Judged(run.Directions);
        if (Controls(judged) is { } controls)
            sentences.Add(controls);
        if (!judged.SelectMany(direction => direction.Controls).Any(control => control.Name == Metrics.Untrained))
            missing.Add(WantedEvidence.Analysis("untrained"));
        return new Answer("Do the networks do the task in the same way?", sentences, missing);
    }

    public static string Verdict(VerdictRecord? verdict) => verdict?.Word switch
    {
        Verdicts.Verdict.Same => $"Yes, as far as this test can tell: the verdict is `{verdict.Headline}`.",
        Verdicts.Verdict.Interchangeable => $"Not shown: activity can be handed over, whatever the algorithm; the verdict is "
            + $"`{verdict.Headline}`.",
        Verdicts.Verdict.Partly => $"In part: the verdict is `{verdict.Headline}`.",
        Verdicts.Verdict.Different => $"No: the verdict is `{verdict.Headline}`.",
        Verdicts.Verdict.Inconclusive => $"This run does not decide it: the verdict is `{verdict.Headline}`.",
        Verdicts.Verdict.None => "This run cannot say: the exchange shows nothing about it, and the verdict is `none`.",
        _ => "This run cannot say: it has no verdict.",
    };

    /// <summary>How many dimensions it takes together and alone; null without a curve of MAS.</summary>
    public static string? Sizes(IReadOnlyList<SubspaceCurve> curves)
    {
        SubspaceCurve? mas = curves.FirstOrDefault(curve => curve is { Method: Verdicts.Verdict.Method, Alone: null });
        List<SubspaceCurve> alone = [.. curves.Where(curve => curve.Alone is not null)];
        SubspaceCurve? stitching = curves.FirstOrDefault(curve => curve is { Method: MethodName.Stitching, Alone: null });
        return mas is null ? null
            : mas.Points.Max(point => point.Worst.Mean) < Verdicts.Verdict.DefaultDifferent
            ? "At no size do swaps in all directions carry over, so that there is no smallest one."
            : $"Swaps in all directions need {SmallestSubspaceSection.Dimensions(mas)}"
                + (alone.Count == 0 ? "" : "; within one network alone it takes "
                    + $"{Listed.Few([.. alone.Select(curve => $"{curve.Smallest} ({curve.Alone})")])}")
                + $"{(stitching is null ? "" : $"; {SmallestSubspaceSection.Stitched(mas, stitching)}")}.";
    }

    /// <summary>Whether activity survives the way through another network; null without cycles of MAS.</summary>
    public static string? Cycles(IReadOnlyList<CycleResult> cycles)
    {
        List<CycleResult> mas = [.. cycles.Where(cycle => cycle.Method == Verdicts.Verdict.Method)];
        if (mas.Count == 0)
            return null;
        if (mas.Max(cycle => cycle.Direct.Interval.High) < Verdicts.Verdict.DefaultDifferent)
            return "Carried through another network, activity does no better than swapped directly, which does not work either.";
        int below = mas.Count(CyclesSection.IsBelow);
        return below == 0
            ? $"Carried through another network, activity gives at least {Percent.Of(mas.Min(cycle => cycle.Composed.Mean))}, not clearly "
                + "less than when it is swapped directly."
            : $"Carried through another network, activity loses in {below} of {Listed.Count(mas.Count, "way")}, down to "
                + $"{Percent.Of(mas.Where(CyclesSection.IsBelow).Min(cycle => cycle.Composed.Mean))}.";
    }

    /// <summary>Whether the number could be had without the right swap; null where no control was measured.</summary>
    public static string? Controls(IReadOnlyList<DirectionResult> judged)
    {
        if (!judged.Any(direction => direction.NoSwap is not null || direction.Controls.Any(control => ControlKind.IsNull(control.Name))))
            return null;
        List<Finding> reached = [.. judged.Select(Finding.Of).OfType<Finding>().Where(finding => finding.ControlsThatReach().Any())];
        if (judged.FirstOrDefault(direction => Finding.Of(direction) is null) is { } idle)
            return $"The unchanged network does all that a swap should do {MethodName.Place(idle.Source, idle.Target)}, so there the "
                + "number is no evidence that the right swap was needed.";
        return reached.Count == 0
            ? "Every null control is surely below the alignment."
            : $"A null control is not surely below the alignment {Listed.Few([.. reached.Select(finding => finding.Place)])} "
                + $"({Listed.Of([.. reached.SelectMany(finding => finding.ControlsThatReach()).Distinct().Select(name => $"`{name}`")])}), "
                + "so there the number is no evidence that the right swap was needed.";
    }
}
