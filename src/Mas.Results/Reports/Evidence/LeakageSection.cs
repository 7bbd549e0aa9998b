using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>How much of what an alignment carries over is activity that its own source makes no use of.</summary>
internal static class LeakageSection
{
    public const string Title = "Null-space leakage";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("null-space leakage", "leakage", evidence => evidence.Leakage.Count)],
        (_, evidence) => Of(evidence.Leakage),
        (evidence, order) => evidence with
        {
            // Linear stitching has the run's start alone, and all methods of that come first.
            Leakage = [.. order.Of(evidence.Leakage, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))
                .OrderBy(one => one.Start == "random")],
        });

    private const int MostRows = 14;

    private static readonly string[] Series = ["natural sources", "null part exchanged", "null part alone knows the variable"];

    public static EvidencePart? Of(IReadOnlyList<LeakageResult> results) =>
        results.Count == 0 ? null : new EvidencePart(Title, LeakageText.Shows(results),
        "A square left of its circle means that the alignment reads activity which the source itself makes no use of; a triangle whose "
            + "whole interval lies clearly right of the floor means that it can live on such activity alone, and a little where the "
            + "interval only just excludes the floor.")
        {
            Figure = Draw(results),
            Conditions = "Linear stitching can turn up faint signals that the source does not use. A swap within the network cannot live "
                + "on them, because what it writes there changes nothing. Orthogonal stitching lies between. This does not hold for "
                + "oblique maps (`family: linear`), and only while the unused activity is weaker than the used. Changes in points are "
                + "computed before rounding.",
            Designs = [.. results.SelectMany(Accuracies).Select(accuracy => accuracy.IntervalDesign)],
            Numbers = new NumberTable("Leakage of every direction in numbers",
            ["Method, size and direction", "Trial IIA", "Null part exchanged", "Change, points", "95 % interval of the change",
            "Null part alone", "Floor", "Null share of what is read"],
            [.. results.Select(one => Row(results, one))]),
        };

    private static IEnumerable<AccuracyInterval> Accuracies(LeakageResult result) =>
        new[] { result.TrialIia, result.NullExchanged, result.NullOnly }.OfType<AccuracyInterval>();

    private static Figure Draw(IReadOnlyList<LeakageResult> all)
    {
        IReadOnlyList<LeakageResult> shown = Shown(all);
        bool isOneVariable = all.Select(one => one.Variable).Distinct().Count() == 1;
        string title = shown.Count == all.Count ? "What is left without the null part, and with it alone"
            : $"What is left without the null part, and with it alone: {shown.Count} of {all.Count}, those that lose most or live "
                + "on it most";
        return new RowPlot("leakage", title, all.Any(one => one.NullOnly is not null) ? Series : Series[..2],
            [.. shown.Select(one => new PlotRow(
            $"{MethodName.Of(one.Method)}{Start(all, one)}, size {one.Size}{(isOneVariable ? "" : $", {one.Variable}")}: {Arrow(one)}",
            [.. Accuracies(one).Select((accuracy, series) => PlotMark.Of(series, accuracy))], one.Floor))])
        { Lead = RowPlot.TrialIia }.Draw();
    }

    // The telling direction of each method and size, within networks and between them, and of those as many as fit.
    private static IReadOnlyList<LeakageResult> Shown(IReadOnlyList<LeakageResult> all)
    {
        if (all.Count <= MostRows)
            return all;
        LeakageResult[] telling = [.. all.GroupBy(one => (one.Method, one.Start, one.Size, one.Variable, one.Source == one.Target))
            .Select(group => group.MaxBy(Leak)!)];
        HashSet<LeakageResult> most = [.. telling.OrderByDescending(Leak).Take(MostRows)];
        return [.. telling.Where(most.Contains)];
    }

    private static double Leak(LeakageResult one) => Math.Max(-one.Change, one.NullOnly is { } only ? only.Mean - one.Floor : 0);

    // Named where the run has tried another than its own.
    private static string Start(IReadOnlyList<LeakageResult> all, LeakageResult one) =>
        one.Start == all[0].Start ? "" : $" from a {one.Start} start";

    private static string Arrow(LeakageResult one) => $"{one.Source} → {one.Target}";

    private static IReadOnlyList<string> Row(IReadOnlyList<LeakageResult> all, LeakageResult one) =>
    [
        $"{MethodName.Of(one.Method)}{Start(all, one)}, size {one.Size}, {one.Variable}: {Arrow(one)}"
            + (one.Trained ? "" : " (never trained)"),
        IntervalMark.Text(one.TrialIia), IntervalMark.Text(one.NullExchanged), Percent.Points(one.Change),
        Percent.Points(one.ChangeInterval) + IntervalMark.Of(one.TrialIia.IntervalDesign),
        one.NullOnly is null ? "–" : IntervalMark.Text(one.NullOnly), Percent.Of(one.Floor), Percent.OrDash(one.EnergyShare),
    ];
}
