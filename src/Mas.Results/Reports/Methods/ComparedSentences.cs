namespace Mas.Results.Reports.Methods;

/// <summary>Which networks a run has compared, on what, and how well they do it without any exchange.</summary>
internal static class ComparedSentences
{
    private const int MostNames = 8;

    public static IEnumerable<string> Of(RunRecord run, IReadOnlyList<TestedDirection> directions)
    {
        string[] kinds = [.. run.Networks.GroupBy(network => (network.Architecture, network.Width, network.Site, network.IsActivityAlone))
            .Select(kind => Kind([.. kind]))];
        string[] methods = [.. directions.Select(one => one.MethodText).Distinct()];
        string version = run.Versions.GetValueOrDefault("mas") is { Length: > 0 } known ? $" {known}" : "";
        yield return $"We {(run.Networks.Count == 1 ? "examined" : "compared")} {Listed.Of(kinds)} by {Listed.Of(methods)}, with the "
            + $"software mas{version} (model alignment search; S. Grant, arXiv 2501.06164).";
        foreach (string sentence in run.Text is { } text ? Texts(text) : Tasks(run))
            yield return sentence;
        foreach (NetworkRecord network in run.Networks.Where(one => one.Recording is not null))
            yield return $"{network.Name} is a recording, which is read and never run: {network.Recording!.Text}.";
        string[] read = Names(run, network => !network.Accessible && network.Recording is null);
        if (read.Length > 0)
            yield return $"Training only read {Listed.Few(read, MostNames)} and could not intervene there.";
        string[] kept = Names(run, network => network.Frozen);
        if (kept.Length > 0)
            yield return $"The alignment of {Listed.Few(kept, MostNames)} was kept from an earlier run.";
    }

    private static string[] Names(RunRecord run, Func<NetworkRecord, bool> which) =>
        [.. run.Networks.Where(which).Select(network => network.Name)];

    private static string Kind(IReadOnlyList<NetworkRecord> kind)
    {
        NetworkRecord first = kind[0];
        string noun = first.IsActivityAlone ? "recording" : $"{(first.Recording is null ? "" : "recorded ")}{first.Architecture} network",
            names = Listed.Few([.. kind.Select(network => network.Name)], MostNames);
        return $"{Listed.Count(kind.Count, noun)} ({names}; {Listed.Count(first.Width, "unit")} at {first.Site})";
    }

    private static IEnumerable<string> Tasks(RunRecord run)
    {
        NetworkRecord[] tasked = [.. run.Networks.Where(network => !network.IsActivityAlone && network.Task.Length > 0)];
        string? told = run.Setup.Where(pair => pair.Key == "Task").Select(pair => pair.Value).FirstOrDefault();
        if (tasked.Length > 0)
            yield return tasked.Length == run.Networks.Count && told is not null ? $"Task: {told}."
                : $"Task: {Listed.Few([.. tasked.Select(network => network.Task).Distinct()], MostNames)}.";
        double[] accuracies = [.. tasked.Select(network => network.Accuracy).OfType<double>()];
        if (accuracies.Length > 0)
            yield return $"Without an exchange {Percents.Range(accuracies)} of a network's natural sequences are right in every scored "
                + "answer; interventions use sequences that are.";
    }

    private static IEnumerable<string> Texts(TextRecord text)
    {
        TextSplits splits = text.Texts;
        yield return $"They read {splits.Train + splits.Validation + splits.Test} texts of {text.File} ({splits.Train} for training, "
            + $"{splits.Validation} for validation, {splits.Test} for the test), {text.Context} tokens of each, and went on by themselves "
            + $"to {text.Length} tokens.";
        yield return $"Position 0 was {(text.Sink == "keep" ? "kept" : "exchanged with the others")}.";
        if (text.LeavesOutLowMargins)
            yield return "Predictions whose best two logits lie less than 0.001 apart were left out.";
        IGrouping<string, string>[] groups = [.. text.Networks.Where(network => network.Group is not null)
            .GroupBy(network => network.Group!, network => network.Name)];
        if (groups.Length > 0)
            yield return $"Groups: {string.Join("; ", groups.Select(group => $"{group.Key} ({Listed.Few([.. group], MostNames)})"))}.";
    }
}
