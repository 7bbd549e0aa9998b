namespace Mas.Results.Verdicts;

/// <summary>Why a run of language models does not decide, and the one thing that would most likely settle it.</summary>
internal static class TextAdvice
{
    // In this order the first cause that applies is told: what comes before spoils what comes after.
    private static readonly Cause[] s_causes =
    [
        new(pair => pair.Missing.Count > 0,
            pair => $"{Listed.Of([.. pair.Missing.Select(name => $"`{name}`")])} "
                + $"{(pair.Missing.Count == 1 ? "was" : "were")} not asked for",
            pair => $"`evaluation: {{ controls: [{string.Join(", ", pair.Missing)}] }}` adds what is missing."),
        new(pair => !pair.IsComplete, _ => "not every direction was tested, within each network and both ways between the two",
            _ => "`evaluation: { directions: all }` tests them."),
        new(pair => pair.Unbounded.Count > 0,
            pair => $"there are no bounds {TextVerdictText.Place(pair.Unbounded[0])}, because the unchanged target predicts nearly all "
                + "of it already, or because there are too few texts",
            _ => "More texts, or texts of another kind, would tell."),
        new(pair => pair.All.Any(one => one.ReachedBy().Any()),
            pair => $"{Reached(pair)}, which needs no right exchange, comes as high as the alignment",
            _ => "More texts, or a site further inside, would tell."),
        new(pair => !pair.WithinReaches,
            pair => $"the alignment does not reach within {ShortWithin(pair).Source} itself, at least "
                + $"{Percent.Of(ShortWithin(pair).Corrected!.Low)}, and what falls short between networks may be the alignment's own limit",
            pair => $"A larger subspace than `alignment: {{ size: {pair.All[0].Size} }}`, or more `alignment.steps`, may reach."),
        new(_ => true, pair => $"between the two the bounds reach neither {Percent.Threshold(pair.Same)} nor stay below "
            + $"{Percent.Threshold(pair.Different)} in every direction",
            _ => "More texts narrow the bounds; a larger `alignment.size` may carry more."),
    ];

    private sealed record Cause(Func<JudgedTexts, bool> Applies, Func<JudgedTexts, string> Obstacle, Func<JudgedTexts, string> Mend);

    public static string Obstacle(JudgedTexts pair) => s_causes.First(cause => cause.Applies(pair)).Obstacle(pair);

    public static string Of(JudgedTexts pair) => s_causes.First(cause => cause.Applies(pair)).Mend(pair);

    private static string Reached(JudgedTexts pair)
    {
        TextDirection direction = pair.All.First(one => one.ReachedBy().Any());
        return $"{TextVerdictText.Place(direction)} `{direction.ReachedBy().First()}`";
    }

    private static TextDirection ShortWithin(JudgedTexts pair) => pair.Within.MinBy(one => one.Corrected!.Low)!;
}
