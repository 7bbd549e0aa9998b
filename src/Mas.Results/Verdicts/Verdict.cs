namespace Mas.Results.Verdicts;

/// <summary>The answer in a word, from the MAS alignment with the largest size: <c>same</c> where the interval's low end is at least
/// <c>same</c> in every direction; <c>different</c> where every network aligned with itself reaches <c>same</c> and no direction between
/// networks reaches <c>different</c> with its high end; <c>partly</c> where the intervals exclude both; <c>inconclusive</c> where a control
/// comes as high as the alignment, a network cannot be aligned with itself, or the intervals are too wide; <c>none</c> without MAS between
/// networks. Several variables are judged together, a direction of one being a direction like any other: <c>same</c> needs them
/// all.</summary>
internal static class Verdict
{
    public const string Same = "same", Partly = "partly", Different = "different", Inconclusive = "inconclusive", None = "none";

    /// <summary>The method whose alignments are judged.</summary>
    public const string Method = MethodName.Mas;

    /// <summary>The variable of a swap of the remainder, which must change nothing: a condition of the alignment and no result of its
    /// own.</summary>
    internal const string Extraneous = "extraneous";

    /// <summary>Thresholds where the experiment sets none.</summary>
    public const double DefaultSame = 0.9, DefaultDifferent = 0.5;

    /// <summary>The thresholds of a run, or where it has no verdict yet, those above.</summary>
    public static (double Same, double Different) Thresholds(RunRecord run) =>
        (run.Verdict?.Same ?? DefaultSame, run.Verdict?.Different ?? DefaultDifferent);

    /// <param name="directions">All final results of the run; other methods and sizes are left aside.</param>
    /// <param name="networks">The networks of the run: each must be aligned with itself before two may be called different.</param>
    /// <param name="same">Chance-corrected trial IIA from which two networks count as the same.</param>
    /// <param name="different">Chance-corrected trial IIA below which they count as different.</param>
    /// <param name="energiesDiffer">Mean energies of two networks' latents differ by more than a factor of 2 and no normalisation is
    /// on.</param>
    public static VerdictRecord Decide(
        IReadOnlyList<DirectionResult> directions, IReadOnlyList<NetworkRecord> networks,
        double same = DefaultSame, double different = DefaultDifferent, bool energiesDiffer = false, bool hasOtherStart = false,
        bool hasSmallerSizes = false)
    {
        IReadOnlyList<DirectionResult> judged = Judged(directions);
        if (judged.Count == 0)
            return new VerdictRecord(None, [VerdictText.NoMas], same, different);
        VerdictText text = new(judged, same, different, hasOtherStart, hasSmallerSizes);
        if (judged.FirstOrDefault(direction => Finding.Of(direction) is null) is { } undefined)
            return new VerdictRecord(Inconclusive, [.. VerdictText.FloorIsOne(undefined), .. text.Notes()], same, different);
        string[] variables = [.. judged.Select(direction => direction.Variable).Distinct()];
        List<Finding> findings = [.. judged.Select(Finding.Of).OfType<Finding>()
            .Select(finding => variables.Length == 1 ? finding : finding with { Subject = $" for `{finding.Result.Variable}`" })];
        (string word, IEnumerable<string> reasons) = Weigh(findings, networks, text, energiesDiffer);
        IEnumerable<string> perVariable = variables.Length == 1 ? [] : VerdictText.PerVariable([.. variables.Select(PerVariable)]);
        return new VerdictRecord(word, [.. reasons, .. perVariable, .. text.Notes()], same, different);

        (string, string, Finding) PerVariable(string variable)
        {
            List<Finding> ofVariable = [.. findings.Where(finding => finding.Result.Variable == variable)];
            return (variable, Weigh(ofVariable, networks, text, energiesDiffer).Word, ofVariable.MinBy(finding => finding.Interval.Low)!);
        }
    }

    /// <summary>The directions that the verdict is about: MAS with the largest size of each variable that is exchanged between networks,
    /// trained or not. The remainder (<c>extraneous</c>) is a condition of the alignment and is not judged.</summary>
    public static IReadOnlyList<DirectionResult> Judged(IReadOnlyList<DirectionResult> directions) =>
        [.. directions.Where(direction => direction is { Method: Method, Variable: not Extraneous })
            .GroupBy(direction => direction.Variable)
            .Where(variable => variable.Any(direction => direction.Source != direction.Target))
            .SelectMany(variable => variable.Where(direction => direction.Size == variable.Max(other => other.Size)))];

    private static (string Word, IEnumerable<string> Reasons) Weigh(
        List<Finding> findings, IReadOnlyList<NetworkRecord> networks, VerdictText text, bool energiesDiffer)
    {
        List<Finding> between = [.. findings.Where(finding => !finding.IsWithin)];
        Finding? beaten = findings.FirstOrDefault(finding => finding.Value >= text.Different && finding.ControlsThatReach().Any());
        if (beaten is not null)
            return (Inconclusive, VerdictText.ControlReaches(beaten));
        Finding? alone = findings.Where(finding => finding.IsWithin && finding.Value < text.Same).MinBy(finding => finding.Value);
        if (alone is not null)
            return (Inconclusive, text.CannotAlignWithItself(alone));
        if (findings.All(finding => finding.Interval.Low >= text.Same))
            return (Same, text.AllSame(findings));
        if (between.All(finding => finding.Interval.High < text.Different))
            return AllLow(findings, between, networks, text, energiesDiffer);
        if (findings.Any(finding => finding.Interval.High < text.Same) && between.Any(finding => finding.Interval.Low >= text.Different))
            return (Partly, text.InBetween(between));
        return (Inconclusive, text.TooWide(findings));
    }

    private static (string Word, IEnumerable<string> Reasons) AllLow(
        List<Finding> findings, List<Finding> between, IReadOnlyList<NetworkRecord> networks, VerdictText text, bool energiesDiffer)
    {
        NetworkRecord? unknown = networks.FirstOrDefault(network =>
            !findings.Any(finding => finding.IsWithin && finding.Result.Source == network.Name));
        if (unknown is not null)
            return (Inconclusive, text.NotAlignedWithItself(unknown.Name, between));
        return energiesDiffer ? (Inconclusive, text.EnergiesDiffer(between)) : (Different, text.AllDifferent(between));
    }
}
