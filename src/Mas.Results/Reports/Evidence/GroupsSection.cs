using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>The matrix of all pairs, and groups of networks beside each other.</summary>
internal static class GroupsSection
{
    public const string Title = "All pairs, and groups";

    private const string Sampled = " (sample)";

    public static EvidenceSection Section { get; } = new([], (run, _) => run.Text is { } text ? Of(text) : null);

    /// <summary>Null of two networks without groups: their directions stand in the table.</summary>
    public static EvidencePart? Of(TextRecord text)
    {
        IReadOnlyList<GroupedTexts> cases = GroupedTexts.Of(text);
        if (cases.Count == 0 || (text.Groups.Count == 0 && cases.Max(one => one.Networks.Count) < 3))
            return null;
        TextGroups[] ordered = [.. cases.SelectMany(one => text.Groups.Where(groups => groups.Is(one.Case)))];
        string[] sentences = ordered.Length == 0 ? [] : [.. GroupText.Of(ordered[0], ordered.Length > 1)];
        Figure[] figures = [.. cases.Select(GroupMap.Draw)];
        return new EvidencePart(Title, sentences.Length > 0 ? sentences[0] : "No network has a group. All pairs stand beside each other.",
            "Each cell is the share of positions, in per cent, at which the target goes on as the source would have; a frame holds the "
                + "directions within a group. Where numbers in the frames are higher than those outside them, networks of one group have "
                + "more in common.")
        {
            Figure = figures[0],
            Further = [.. figures.Skip(1)],
            FurtherNoun = "further matrix of a site, method or size",
            Cases = [.. sentences.Skip(1)],
            Conditions = ordered.Length == 0 ? null : "Group means are over directions between two networks. Their 95 % intervals are over "
                + "networks (jackknife, Student's t) and texts, and need three networks of a group.",
            Numbers = ordered.Length == 0 ? null : Table(ordered),
        };
    }

    private static NumberTable Table(IReadOnlyList<TextGroups> groups) => new("Groups in numbers",
        ["Where", "Within groups", "Between groups", "Difference, points", "p, one-sided", "Each group", "Difference of the two, points",
            "p, two-sided"],
        [.. groups.Select(one => (string[])
        [
            $"{new TextCase(one.Site, one.Method, one.Size)}", Mean(one.Test.Within), Mean(one.Test.Between),
            one.Test.Difference is double difference ? Percent.Points(difference) : "–",
            one.Test.P is double p ? GroupText.P(p) + (one.Test.IsSampled ? Sampled : "") : "no test",
            one.Test.Groups.Count == 0 ? "–" : string.Join("; ", one.Test.Groups.Select(group => $"{group.Group} {Mean(group)}")),
            one.Test.BetweenGroups is { } two ? Percent.Points(two.Difference) : "–",
            one.Test.BetweenGroups is { } both ? GroupText.P(both.P) + (both.IsSampled ? Sampled : "") : "–",
        ])]);

    private static string Mean(GroupMean? mean) => mean is null ? "–"
        : Percent.Of(mean.Mean) + (mean.Interval is { } interval ? $" ({Percent.Span(interval)})" : "");
}
