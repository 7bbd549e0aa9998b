using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Sections;

/// <summary>What a run compared, on which task and by which variable, in a sentence of plain words from its record.</summary>
internal static class PlainSetup
{
    /// <summary>Null where the run has no networks yet.</summary>
    public static string? Sentence(RunRecord run)
    {
        if (run.Networks.Count == 0)
            return null;
        if (run.IsOfMatrices)
            return $"Compared: {Listed.Few([.. run.Networks.Select(network => network.Name)], 10)}, matrices of dissimilarities of "
                + $"{run.Networks[0].Width} conditions.";
        string[] kinds = [.. run.Networks
            .GroupBy(network => (network.Architecture, network.Width, network.Site, network.Recording is null))
            .Select(kind => Kind([.. kind], run.Networks))];
        return $"Compared: {Listed.Few(kinds)}{Task(run)}.{Variable(run)}";
    }

    // Names only where they are few; the table of networks has them all.
    private static string Kind(IReadOnlyList<NetworkRecord> kind, IReadOnlyList<NetworkRecord> all)
    {
        NetworkRecord first = kind[0];
        string names = all.Count > 4 ? "" : $" ({Listed.Of([.. kind.Select(network => network.Name)])})";
        return first.IsActivityAlone ? $"{Listed.Count(kind.Count, "recording")}{names} of {Listed.Count(first.Width, "unit")}"
            : $"{Listed.Count(kind.Count, $"{(first.Recording is null ? "" : "recorded ")}{first.Architecture} network")}{names}, "
                + $"{first.Width} units wide at `{first.Site}`";
    }

    private static string Task(RunRecord run)
    {
        string? set = Value(run, "Task");
        string[] named = [.. run.Networks.Where(network => !network.IsActivityAlone).Select(network => network.Task).Distinct()];
        return named.Length == 0 ? "" : named.Length > 1 ? $"; tasks: {Listed.Few(named)}"
            : set is not null ? $"; task: {set}" : named[0].Length > 0 ? $"; task: {named[0]}" : "";
    }

    private static string Variable(RunRecord run)
    {
        string[] variables = [.. run.Directions.Select(direction => direction.Variable).Where(variable => variable != Verdict.Extraneous)
            .Distinct()];
        string? said = variables.Length > 0 ? Listed.Few([.. variables.Select(variable => $"`{variable}`")])
            : Value(run, "Exchanged variable");
        string full = variables is ["full"] ? ", that is, all variables of the causal model that may be swapped, together"
            : variables.Contains("full") ? "; `full` is all variables of the causal model that may be swapped, together" : "";
        return said is null ? "" : $" Swapped: {said}{full}.";
    }

    private static string? Value(RunRecord run, string label) =>
        run.Setup.Where(pair => pair.Key == label).Select(pair => pair.Value).FirstOrDefault();
}
