using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>How much of each network's activity its behaviour does not depend on.</summary>
internal static class NullSpaceSection
{
    public const string Title = "Behavioural null space";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("behavioural null space", "null-space", evidence => evidence.NullSpaces.Count)],
        (_, evidence) => Of(evidence.NullSpaces),
        (evidence, order) => evidence with
        {
            NullSpaces = [.. order.OfNetworks(evidence.NullSpaces, one => one.Network).ThenBy(one => one.Site, StringComparer.Ordinal)],
        });

    /// <summary>Share of predictions that must stay for a null space to count as verified (method, section 10).</summary>
    private const double Verified = 0.999;

    private const int MostRows = 16;

    public static EvidencePart? Of(IReadOnlyList<NullSpaceResult> spaces) =>
        spaces.Count == 0 ? null : new EvidencePart(Title, Shows(spaces),
        "The null space holds the directions of activity that the network itself makes no use of; the more natural variance lies in it, "
            + "the more a measure that looks at all activity may see what does not matter.")
        {
            Figure = Draw(spaces),
            Conditions = "Found from the derivatives of the logits, then checked: on sequences that were not used for it, the null part of "
            + $"each latent is exchanged for that of another sample, and at least {Percent.Of(Verified)} of the predictions must stay.",
            Numbers = new NumberTable("Null spaces in numbers",
            ["Network", "Site", "Null directions", "Share of natural variance", "Predictions that stay"],
            [.. spaces.Select(space => (string[])[space.Network, space.Site, $"{space.Dimensions} of {space.Width}",
                Percent.Of(space.Variance), Percent.Of(space.Agreement)])]),
        };

    /// <summary>How many directions are null, how much of natural activity lies in them, and whether behaviour bears it out.</summary>
    public static string Shows(IReadOnlyList<NullSpaceResult> spaces)
    {
        if (spaces.All(space => space.Dimensions == 0))
            return "No direction of activity was found that "
                + $"{(spaces.Count == 1 ? spaces[0].Network : "any of the networks")} makes no use of.";
        string found = spaces.Count == 1
            ? $"{spaces[0].Network} makes no use of {Dimensions(spaces[0])} directions at `{spaces[0].Site}`, which hold "
                + $"{Percent.Of(spaces[0].Variance)} of its natural variance"
            : spaces.Count == 2 && spaces[0].Network != spaces[1].Network
            ? $"{spaces[0].Network} makes no use of {Dimensions(spaces[0])} directions, {spaces[1].Network} of {Dimensions(spaces[1])}, "
            + $"which hold {Percent.Of(spaces[0].Variance)} and {Percent.Of(spaces[1].Variance)} of their natural variance"
            : $"The networks make no use of {Span(spaces.Select(space => (double)space.Dimensions / space.Width))} of their directions, "
                + $"which hold {Span(spaces.Select(space => space.Variance))} of their natural variance";
        NullSpaceResult lowest = spaces.MinBy(space => space.Agreement)!;
        return lowest.Agreement == 1 ? $"{found}: when that part was exchanged, every prediction stayed as it was."
            : lowest.Agreement >= Verified
            ? $"{found}: exchanging that part left at least {Percent.Of(lowest.Agreement)} of the predictions as they were."
            : $"{found}; but in {lowest.Network} exchanging it left only {Percent.Of(lowest.Agreement)} of the predictions as they were, "
                + "so it is not quite null there.";
    }

    private static string Dimensions(NullSpaceResult space) => $"{space.Dimensions} of the {space.Width}";

    private static string Span(IEnumerable<double> shares)
    {
        double[] all = [.. shares];
        return Percent.Of(all.Min()) == Percent.Of(all.Max()) ? Percent.Of(all[0]) : Percent.Of(new Interval(all.Min(), all.Max()));
    }

    private static Figure Draw(IReadOnlyList<NullSpaceResult> spaces) => new RowPlot("null-space", "What each network makes no use of",
        ["share of directions that are null", "share of natural variance in them"],
        [.. spaces.Take(MostRows).Select(space => new PlotRow(
            $"{space.Network}, {space.Site}: {space.Dimensions} of {space.Width} directions",
            [new PlotMark(0, (double)space.Dimensions / space.Width), new PlotMark(1, space.Variance)]))]).Draw();
}
