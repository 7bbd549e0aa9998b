namespace Mas.Results.Reports.Methods;

/// <summary>What was learned and exchanged, in which directions, from how many interventions and seeds.</summary>
internal static class ExchangeSentences
{
    public static IEnumerable<string> Of(RunRecord run, IReadOnlyList<TestedDirection> directions)
    {
        foreach (IGrouping<string, TestedDirection> method in directions.GroupBy(one => one.Method))
            yield return Method([.. method]);
        if (Told(run, "Alignment") is { } kind)
            yield return $"Alignment functions: {kind}.";
        else if (run.Alignment is { } settings)
            yield return $"Alignment functions: {settings.Family}, "
                + $"{(settings.Normalise == "none" ? "" : $"normalise {settings.Normalise}, ")}{settings.Start} start.";
        if (Told(run, "Mask") is { } mask && mask != "the method's own")
            yield return $"Mask: {mask}.";
        yield return $"{Exchanged(run, directions)}.";
        if (Told(run, "Training") is { } training)
            yield return $"Training: {training}" + (Told(run, "Stops") is { } stops ? $"; it ends {stops}." : ".");
        yield return Told(run, "Interventions per direction") is { } counts ? $"Interventions per direction: {counts.Split(';')[0]}."
            : $"Test interventions per direction: {Whole(directions.Select(one => one.Samples))}.";
        string seeds = Listed.Few([.. run.AlignmentSeeds.Select(seed => $"{seed}")], 10);
        yield return $"The data come from seed {run.Seed}, the alignments from " + (run.AlignmentSeeds.Count == 1 ? $"seed {seeds}."
            : $"{run.AlignmentSeeds.Count} seeds ({seeds}) on the same interventions.");
    }

    private static string Method(IReadOnlyList<TestedDirection> directions)
    {
        NamedDirection[] trained = [.. directions.Where(one => one.Trained).Select(one => one.Named).Distinct()];
        int within = trained.Count(one => one.IsWithin), untrained = directions.Select(one => one.Named).Distinct().Except(trained).Count();
        string where = trained.Length == 0 ? "" : within == trained.Length ? " within a network" : within == 0 ? " between networks"
            : $" ({within} within a network, {trained.Length - within} between networks)";
        string rest = untrained == 0 ? "" : $"; {untrained} more {(untrained == 1 ? "was" : "were")} tested without training";
        return $"{Listed.Capital(directions[0].MethodText)} {Learns(directions[0].Method)} and was trained in "
            + $"{Listed.Count(trained.Length, "direction")}{where}{rest}.";
    }

    private static string Learns(string method) => method switch
    {
        MethodName.Stitching or MethodName.LinearStitching => "learns a map of its own for each direction, which replaces the whole latent "
            + "of the target,",
        "latent-stitching" => "learns a map onto natural latents of the target, which replaces its whole latent,",
        MethodName.Das => "learns one alignment function for each network by itself",
        MethodName.Clmas => "learns one alignment function for each network, from behaviour and from counterfactual latents,",
        _ => "learns one alignment function for each network",
    };

    private static string Exchanged(RunRecord run, IReadOnlyList<TestedDirection> directions)
    {
        string[] variables = [.. directions.GroupBy(one => one.Variable).Select(Variable)];
        string? told = Told(run, "Interventions per direction");
        bool? isStepwise = run.Alignment?.IsStepwise ?? told?.Contains("stepwise scheme", StringComparison.Ordinal);
        string where = isStepwise switch
        {
            true => ", at every position up to the intervened one",
            false => ", at one position of the source and one of the target",
            null => "",
        };
        bool isFull = directions.Any(one => one.Variable == "full");
        return $"Exchanged: {Listed.Of(variables)} of the aligned activity{where}"
            + (isFull ? "; full is every variable of the causal model that may be swapped, together" : "");
    }

    private static string Variable(IGrouping<string, TestedDirection> variable)
    {
        int[] learned = [.. variable.SelectMany(one => one.LearnedSizes)];
        string size = learned.Length > 0 ? $"{Whole(learned)} dimensions, a learned number,"
            : $"{Listed.Of([.. variable.Select(one => one.Size).Distinct().Order().Select(one => $"{one}")])} dimensions";
        return variable.Key.Length == 0 ? size : $"{variable.Key} in {size}";
    }

    private static string Whole(IEnumerable<int> numbers)
    {
        int[] all = [.. numbers];
        return all.Min() == all.Max() ? $"{all.Min()}" : $"{all.Min()}–{all.Max()}";
    }

    private static string? Told(RunRecord run, string label) =>
        run.Setup.Where(pair => pair.Key == label).Select(pair => pair.Value).FirstOrDefault();
}
