namespace Mas.Results.Verdicts;

/// <summary>What a comparison of groups of networks has found, in sentences.</summary>
internal static class GroupText
{
    private const string Null = "The null is that networks are exchangeable, and the test says that and no more.";

    /// <param name="namesCase">Whether the sentence says of which site, method and size it is.</param>
    public static IReadOnlyList<string> Of(TextGroups groups, bool namesCase)
    {
        GroupTest test = groups.Test;
        string where = namesCase ? $" ({new TextCase(groups.Site, groups.Method, groups.Size)})" : "";
        if (test.Within is null || test.Between is null)
            return [$"Groups cannot be compared{where}. {test.WhyNone}"];
        string figures = $"First-token IIA between networks is {Of(test.Within)} within groups and {Of(test.Between)} between "
            + $"groups{where}: {Percent.Points(test.Within.Mean - test.Between.Mean)} points.";
        return test.P is not double p ? [$"{figures} {test.WhyNone}"]
            : [.. new[] { $"{Finding(p)} {figures}", Relabelled(test, p), Each(test) }.OfType<string>()];
    }

    /// <summary><c>0.029</c>; where less would be shown, <c>below 0.001</c>.</summary>
    public static string P(double p) => p < 0.001 ? "below 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary><c>62.1 % (58.0–66.1)</c>.</summary>
    public static string Of(GroupMean mean) =>
        $"{Percent.Of(mean.Mean)}{(mean.Interval is { } interval ? $" ({Percent.Span(interval)}, over networks)" : "")}";

    private static string Finding(double p) => p <= ErrorRate.Single
        ? "Networks of one group stand in for one another better than networks of different groups."
        : "It is not shown that networks of one group stand in for one another better than networks of different groups.";

    private static string Relabelled(GroupTest test, double p)
    {
        int asLarge = (int)Math.Round(p * test.Relabellings);
        string of = test.IsSampled ? $"Of {test.Relabellings} relabellings of the networks, drawn from all that keep the groups' sizes, "
                + $"{Math.Max(0, (int)Math.Round((p * (1 + test.Relabellings)) - 1))} give"
            : $"Of the {test.Relabellings} ways to deal the networks out to groups of these sizes, {asLarge} "
                + $"{(asLarge == 1 ? "gives" : "give")}";
        return $"{of} a difference as large{(test.IsSampled ? "" : ", the true one among them")} (p = {P(p)}, one-sided). {Null}";
    }

    private static string? Each(GroupTest test)
    {
        if (test.BetweenGroups is not { } two)
            return test.Groups.Count < 2 ? null
                : $"Within each: {Listed.Few([.. test.Groups.Select(group => $"{group.Group} {Of(group)}")], 8)}.";
        string found = two.P <= ErrorRate.Single ? "differ" : "are not shown to differ";
        return $"The means within {two.First} ({Of(test.Groups[0])}) and within {two.Second} ({Of(test.Groups[1])}) {found}: "
            + $"{Percent.Points(two.Difference)} points, p = {P(two.P)} (two-sided, {two.Relabellings} relabellings"
            + $"{(two.IsSampled ? " drawn" : "")}).";
    }
}
