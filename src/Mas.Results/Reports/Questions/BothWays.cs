using Mas.Results.Reports.Evidence;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Questions;

/// <summary>Whether the relation is causal in both directions: there and back between each pair, within each network, and stitching beside
/// MAS.</summary>
internal static class BothWays
{
    public static Answer Answer(RunRecord run, EvidenceRecord evidence)
    {
        (double same, double different) = Verdict.Thresholds(run);
        List<Finding> findings = [.. Verdict.Judged(run.Directions).Select(Finding.Of).OfType<Finding>()];
        string? stitched = Stitched(run.Directions, evidence);
        HashSet<string> recordings = [.. run.Networks.Where(network => network.Recording is not null).Select(network => network.Name)];
        string[] sentences = [.. new[] { Between([.. findings.Where(finding => !finding.IsWithin)], same, different, recordings),
            Within([.. findings.Where(finding => finding.IsWithin)], same), stitched }.OfType<string>()];
        return new Answer("Is the relation causal in both directions?",
            sentences.Length > 0 ? sentences
            : ["This run cannot say: no direction between its networks has a number that chance was taken from."],
            EvidenceSections.HasStitching(run) ? [] : [WantedEvidence.Stitching]);
    }

    /// <summary>Both directions of each pair; null where there is no pair.</summary>
    /// <param name="recordings">Names of those networks that nothing can be written into.</param>
    public static string? Between(
        IReadOnlyList<Finding> between, double same, double different, IReadOnlySet<string>? recordings = null)
    {
        // Of several variables the one that carries over least, in each direction.
        List<Pair> pairs = [.. between.GroupBy(finding => NamedDirection.Pair(finding.Result.Source, finding.Result.Target))
            .Select(pair => new Pair([.. pair.GroupBy(finding => finding.Result.Source)
            .Select(direction => direction.MinBy(finding => finding.Value)!)],
            pair.SelectMany(finding => finding.ControlsThatReach()).Any()))];
        if (pairs.Count == 0)
            return null;
        List<Pair> whole = [.. pairs.Where(pair => pair.There is not null && pair.Back is not null)];
        List<Pair> read = [.. pairs.Except(whole)
            .Where(pair => recordings is not null && recordings.Contains(pair.There!.Result.Source))];
        int open = pairs.Count - whole.Count - read.Count;
        string oneWay = open > 0 ? $" In {open} of {Listed.Count(pairs.Count, "pair")} only one direction was tested, so nothing is known "
            + "of the way back." : "";
        if (read.Count > 0)
            oneWay += $" {FromRecording(read.MinBy(pair => pair.There!.Value)!, read.Count)}";
        string untrained = between.Any(finding => !finding.Result.Trained) ? " Some of these directions were never trained." : "";
        if (whole.Count == 0)
            return oneWay.TrimStart() + untrained;
        return (whole.Count == 1 ? One(whole[0], same, different) : Many(whole, same, different)) + oneWay + untrained;
    }

    /// <summary>Each network swapped with itself.</summary>
    public static string Within(IReadOnlyList<Finding> within, double same)
    {
        if (within.Count == 0)
            return "No network was aligned with itself, so a low number between them may mean a failed alignment.";
        Finding lowest = within.MinBy(finding => finding.Value)!;
        return lowest.Value >= same
            ? $"Swaps within a network carry over, too (at least {Percent.Of(within.Min(finding => finding.Interval.Low))})."
            : $"Within {lowest.Result.Source} swaps carry over only {Percent.Of(lowest.Value)}, so a low number between networks would not "
                + "mean that they differ.";
    }

    /// <summary>Stitching beside MAS, where they lie furthest apart; null where the run has no stitching that MAS can be set
    /// beside.</summary>
    public static string? Stitched(IReadOnlyList<DirectionResult> directions, EvidenceRecord evidence)
    {
        List<Beside> all = [.. OfDirections(directions, evidence.Leakage)];
        if (all.Count == 0)
            all = [.. OfPairs(evidence.Disagreement)];
        if (all.Count == 0)
            all = [.. OfSizes(evidence.SmallestSubspace)];
        if (all.Count == 0)
            return null;
        Beside widest = all.MaxBy(one => Math.Abs(one.Value - one.Mas))!;
        string name = MethodName.Of(widest.Method),
            numbers = $"{Percent.Of(widest.Value)} where MAS reaches {Percent.Of(widest.Mas)} ({widest.Place})";
        return widest.Interval.Low > widest.MasInterval.High
            ? $"Stitching alone would have said more: {name}, which is trained in one direction and need not stand being swapped back, "
                + $"reaches {numbers}."
            : widest.Interval.High < widest.MasInterval.Low
                ? $"Stitching would have said less: {name} reaches {numbers}."
                : $"Stitching would have said the same, as far as the intervals tell; the largest gap: {name} reaches {numbers}.";
    }

    // Its own results, and what leakage has stitched on the same interventions.
    private static IEnumerable<Beside> OfDirections(IReadOnlyList<DirectionResult> directions, IReadOnlyList<LeakageResult> leakage)
    {
        Dictionary<(string, string, string, int),
        DirectionResult> mas = directions.Where(direction => direction.Method == Verdict.Method && direction.Source != direction.Target)
            .DistinctBy(direction => (direction.Source, direction.Target, direction.Variable, direction.Size))
            .ToDictionary(direction => (direction.Source, direction.Target, direction.Variable, direction.Size));
        return directions.Where(direction => direction.Trained)
            .Select(direction => (Key: (direction.Source, direction.Target, direction.Variable, direction.Size), direction.Method,
            Value: direction.TrialIia, direction.Interval))
            .Concat(leakage.Where(one => one.Trained)
            .Select(one => (Key: (one.Source, one.Target, one.Variable, one.Size), one.Method, Value: one.TrialIia.Mean,
            one.TrialIia.Interval)))
            .Where(one => MethodName.IsStitching(one.Method) && mas.ContainsKey(one.Key))
            .Select(one => new Beside(one.Method, one.Value, one.Interval, mas[one.Key].TrialIia, mas[one.Key].Interval,
                $"{MethodName.Place(one.Key.Source, one.Key.Target)}, size {one.Key.Size}"));
    }

    private static IEnumerable<Beside> OfPairs(IReadOnlyList<MeasuredSimilarity> measured) =>
        from one in measured
        where MethodName.IsStitching(one.Measure) && one.Interval is not null
        from mas in measured
        where mas is { Measure: Verdict.Method, Interval: not null } && (mas.First, mas.Second) == (one.First, one.Second)
        select new Beside(one.Measure, one.Value, one.Interval!, mas.Value, mas.Interval!,
            $"{one.First} and {one.Second}, the worse direction, corrected for chance");

    private static IEnumerable<Beside> OfSizes(IReadOnlyList<SubspaceCurve> curves) =>
        from mas in curves.Where(curve => curve is { Method: Verdict.Method, Alone: null }).Take(1)
        from curve in curves
        where MethodName.IsStitching(curve.Method)
        from one in curve.Points
        from swapped in mas.Points
        where swapped.Size == one.Size
        select new Beside(curve.Method, one.Worst.Mean, one.Worst.Interval, swapped.Worst.Mean, swapped.Worst.Interval,
            $"the worst direction of size {one.Size}");

    private static string FromRecording(Pair pair, int count)
    {
        Finding there = pair.There!;
        return $"Nothing can be written into a recording, so there is one way only{(count > 1 ? $" in {count} pairs, least" : "")}: "
            + $"swapped activity carries over {Bounded(there)} {there.Place} ({there.Measured}).";
    }

    private static string One(Pair pair, double same, double different)
    {
        (Finding there, Finding back) = (pair.There!, pair.Back!);
        string numbers = $"Swapped activity carries over {Bounded(there)} {there.Place} and {Bounded(back)} back ({there.Measured})";
        return $"{Start(pair, same, different)}{numbers}{(pair.IsOneSided ? ", and their bounds lie apart" : "")}.";
    }

    private static string Bounded(Finding finding) => $"{Percent.Of(finding.Value)} ({Percent.Span(finding.Interval)})";

    private static string Start(Pair pair, double same, double different) =>
        pair.IsReached ? "Not decided, because a control reaches what the alignment reaches. "
        : pair.Both(finding => finding.Interval.Low >= same) ? "Yes. "
        : pair.Both(finding => finding.Interval.High < different) ? "Found in neither direction. "
        : pair.IsOneSided ? "Not to the same degree. "
        : "In part. ";

    private static string Many(List<Pair> pairs, double same, double different)
    {
        int both = pairs.Count(pair => !pair.IsReached && pair.Both(finding => finding.Interval.Low >= same)),
        neither = pairs.Count(pair => pair.Both(finding => finding.Interval.High < different));
        List<Pair> oneSided = [.. pairs.Where(pair => pair.IsOneSided)];
        string start = both == pairs.Count ? $"Yes: in all {pairs.Count} pairs both directions reach {Percent.Threshold(same)}."
            : $"In {both} of {pairs.Count} pairs both directions reach {Percent.Threshold(same)}, and in {neither} both stay below "
                + $"{Percent.Threshold(different)}.";
        if (pairs.Count(pair => pair.IsReached) is > 0 and int reached)
            start += $" In {reached} a control reaches what the alignment reaches, which decides nothing there.";
        if (oneSided.Count == 0)
            return $"{start} In no pair is one direction clearly better than the other.";
        Pair most = oneSided.MaxBy(pair => Math.Abs(pair.There!.Value - pair.Back!.Value))!;
        return $"{start} In {oneSided.Count} of them one direction is clearly better, most between {most.There!.Result.Source} and "
            + $"{most.There.Result.Target}: {Percent.Of(most.There.Value)} {most.There.Place}, {Percent.Of(most.Back!.Value)} back.";
    }

    /// <summary>The directions between two networks.</summary>
    /// <param name="IsReached">Whether a control comes as high as one of them.</param>
    private sealed record Pair(IReadOnlyList<Finding> Findings, bool IsReached)
    {
        public Finding? There => Findings[0];

        public Finding? Back => Findings.FirstOrDefault(finding => finding.Result.Source == Findings[0].Result.Target);

        public bool IsOneSided => There!.Interval.Low > Back!.Interval.High || There.Interval.High < Back.Interval.Low;

        public bool Both(Func<Finding, bool> holds) => holds(There!) && holds(Back!);
    }

    /// <summary>Stitching and MAS on the same.</summary>
    private sealed record Beside(string Method, double Value, Interval Interval, double Mas, Interval MasInterval, string Place);
}
