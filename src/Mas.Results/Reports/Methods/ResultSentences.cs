using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Methods;

/// <summary>What came out: each method and size by its lowest trained direction, the causal models that networks pass by themselves, and
/// the verdict.</summary>
internal static class ResultSentences
{
    private const int MostCases = 6;

    public static IEnumerable<string> Of(RunRecord run, IReadOnlyList<TestedDirection> directions)
    {
        IGrouping<(string, string, string, int), TestedDirection>[] cases =
            [.. directions.GroupBy(one => (one.Method, one.Site, one.Variable, one.Size))];
        string measure = run.Text is not null ? "First-token IIA"
            : run.AlignmentSeeds.Count > 1 ? "Trial IIA, as a mean over seeds," : "Trial IIA";
        foreach (IGrouping<(string, string, string, int), TestedDirection> one in cases.Take(MostCases))
            yield return $"{measure} {Case([.. one], cases.Length > 1)}.";
        if (cases.Length > MostCases)
            yield return $"{cases.Length - MostCases} more methods, sizes, sites or variables are in the report.";
        string[] models = [.. (run.Evidence?.Algorithms ?? []).GroupBy(one => one.Model).Select(Model)];
        if (models.Length > 0)
            yield return $"Causal models, asked of each network by itself: {string.Join("; ", models)}.";
        if (run.Verdict is { Reasons.Count: > 0 } verdict)
            yield return (verdict.Word == Verdict.None ? "There is no verdict: "
                : $"Verdict: {verdict.Headline}{(verdict.Setting.Length == 0 ? "" : $"; {verdict.Setting}")}. ") + Answer(verdict.Reasons);
    }

    // Of several pairs the first sentence leads to that of the weakest.
    private static string Answer(IReadOnlyList<string> reasons) =>
        string.Join(' ', reasons.Take(reasons[0].EndsWith(':') ? 2 : 1));

    private static string Case(IReadOnlyList<TestedDirection> all, bool isOneOfSeveral)
    {
        TestedDirection[] trained = [.. all.Where(one => one.Trained)], told = trained.Length > 0 ? trained : [.. all];
        TestedDirection lowest = told.MinBy(one => one.Value)!;
        string which = !isOneOfSeveral ? ""
            : $"of {lowest.MethodText}{(lowest.Variable.Length == 0 ? "" : $" for {lowest.Variable}")} at "
                + (lowest.LearnedSizes.Count > 0 ? "a learned size" : $"size {lowest.Size}")
                + (lowest.Site.Length == 0 ? " " : $" and {lowest.Site} ");
        string interval = lowest.Interval is { } known ? $", 95\u00a0% interval {Percent.Of(known)}" : "",
            place = $"{MethodName.Place(lowest.Named.Source, lowest.Named.Target)} ({Percent.Of(lowest.Value)}{interval})",
            kind = trained.Length > 0 ? "trained" : "tested";
        return told.Length == 1 ? $"{which}in the one {kind} direction is that {place}"
            : $"{which}is {Percents.Range([.. told.Select(one => one.Value)])} in the {told.Length} {kind} directions, lowest {place}";
    }

    private static string Model(IGrouping<string, AlgorithmResult> model)
    {
        IEnumerable<string> words = model.GroupBy(one => one.Network)
            .Select(one => (Network: one.Key, Word: AlgorithmVerdict.OverSites(one.Select(site => site.Word))))
            .GroupBy(one => one.Word, one => one.Network)
            .Select(word => word.Key + (word.Key == AlgorithmVerdict.Undecided ? " in " : " by ") + Listed.Few([.. word], 8));
        return $"{model.Key} is {Listed.Of([.. words])}";
    }
}
