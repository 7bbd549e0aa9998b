using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>What the exchange has found, as pictures: where it comes out right, and the aligned subspace.</summary>
internal static class FoundSection
{
    // Of fewer interventions a share says little.
    private const int LeastTold = 10;

    public static IReadOnlyList<Figure> Figures(RunRecord run) => run.Shown is not { } shown ? [] :
    [
        .. shown.Subspaces.Select((view, i) => AlignedSpacePlot.Draw(view, i + 1)),
        .. shown.Pairs.Select((pairs, i) => PairMap.Draw(pairs, i + 1)),
        .. shown.Positions.Select((positions, i) => (positions, i)).Where(one => IsOfSeveral(one.positions))
            .Select(one => PositionPlot.Draw(one.positions, one.i + 1)),
    ];

    private static bool IsOfSeveral(PositionOutcomes outcomes) => outcomes.Positions.Count > 1;

    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        if (run.Shown is not { } shown)
            return;
        string of = run.Evidence?.WithoutNull.Count > 0 ? "the first alignment of the chosen seed" : "the chosen alignment";
        Subspaces(html, shown, level);
        if (shown.Pairs.Count == 0)
            return;
        html.Section(level, "Where it comes out right");
        html.Add($"<p>{new Prose(Sentence(shown.Pairs[0]))} Test interventions of {of}, in raw counts. Cells with few interventions "
            + $"vary by chance.</p>");
        Pair(html, shown, 0);
        if (shown.Pairs.Count > 1)
        {
            html.Add($"<details><summary>{Listed.Count(shown.Pairs.Count - 1, "further direction")}</summary>");
            for (int i = 1; i < shown.Pairs.Count; i++)
                Pair(html, shown, i);
            html.Add($"</details>");
        }
        html.Add($"</section>");
    }

    private static void Subspaces(HtmlWriter html, ShownRecord shown, int level)
    {
        if (shown.Subspaces.Count == 0)
            return;
        bool sharesAxes = shown.Subspaces[0].SharesAxes;
        html.Section(level, "The aligned subspace");
        string kind = shown.Subspaces[0].Kinds.Count > 1 ? $" A shape is a value of {shown.Subspaces[0].Kind}." : "";
        string axes = sharesAxes ? ", the same two for all networks" : ", for each network its own";
        html.Add($"<div class=\"beside\"><p>Natural activity, aligned, in the two directions along which it varies most within the "
            + $"subspace that is exchanged{axes}. A colour is a value, a mark with a frame is the mean of a value's points.{kind} The "
            + $"numbers above a panel are the shares of the network's variance there that the two directions hold. What they hide may "
            + $"still differ.</p>");
        for (int i = 0; i < shown.Subspaces.Count; i++)
            html.Draw(AlignedSpacePlot.Draw(shown.Subspaces[i], i + 1));
        html.Add($"</div></section>");
    }

    private static void Pair(HtmlWriter html, ShownRecord shown, int index)
    {
        html.Add($"<div class=\"beside\">");
        html.Draw(PairMap.Draw(shown.Pairs[index], index + 1));
        if (index < shown.Positions.Count && IsOfSeveral(shown.Positions[index]))
            html.Draw(PositionPlot.Draw(shown.Positions[index], index + 1));
        html.Add($"</div>");
    }

    // Of the weakest direction, which is the first.
    private static string Sentence(PairOutcomes outcomes)
    {
        (long right, long all) = (outcomes.Right.Sum(one => (long)one), outcomes.All.Sum(one => (long)one));
        int columns = outcomes.TargetValues.Count;
        int[] wrong = [.. Enumerable.Range(0, outcomes.All.Count).Where(cell => outcomes.Right[cell] < outcomes.All[cell])];
        string where = $"{outcomes.Direction.Source} → {outcomes.Direction.Target}, the direction with the lowest bound";
        if (wrong.Length == 0)
            return $"In {where}, all {all} interventions are right, in the {outcomes.All.Count(cell => cell > 0)} of "
                + $"{outcomes.All.Count} pairs of values that they show.";
        (string Value, long Right, long All)[] rows = [.. outcomes.SourceValues.Select((value, row) => (value,
            Cells(row).Sum(cell => (long)outcomes.Right[cell]), Cells(row).Sum(cell => (long)outcomes.All[cell])))
            .Where(row => row.Item3 >= LeastTold)];
        string least = rows.Length < 2 ? "" : rows.MinBy(row => row.Right / (double)row.All) is var lowest
            ? $" Of values that {LeastTold} or more of them read, they come out right least often with {outcomes.Value} {lowest.Value}: "
                + $"{lowest.Right} of {lowest.All}." : "";
        return $"In {where}, {right} of {all} interventions are right.{least}";

        IEnumerable<int> Cells(int row) => Enumerable.Range(row * columns, columns);
    }
}
