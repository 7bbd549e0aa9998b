using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>The same alignments from a random start: whether training, and not the start, made the result.</summary>
internal static class RandomStartSection
{
    public const string Title = "Random start";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("random start", "random-start", evidence => evidence.RandomStart.Count)],
        (_, evidence) => Of(evidence.RandomStart),
        (evidence, order) => evidence with
        {
            RandomStart = [.. order.Of(evidence.RandomStart, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))],
        });

    private const int MostRows = 16;

    public static EvidencePart? Of(IReadOnlyList<StartResult> results) =>
        results.Count == 0 ? null : new EvidencePart(Title, Shows(results),
        "Where circle and square stand together, the result does not depend on where training began; where the square falls behind, the "
            + "start did part of the work, or training from a random start got stuck.")
        {
            Figure = Draw(results),
            Conditions = "Changes in points are computed before rounding.",
            Designs = [.. results.SelectMany(one => new[] { one.TrialIia.IntervalDesign, one.Random.IntervalDesign })],
            Numbers = new NumberTable("Both starts in numbers",
            ["Method, size and direction", "Variable", "Own start", "Random start", "Difference, points", "95 % interval of the difference",
            "Steps, own start", "Steps, random start"],
            [.. results.Select(Row)]),
        };

    /// <summary>Whether the start makes a difference, and how much longer a random one takes.</summary>
    public static string Shows(IReadOnlyList<StartResult> all)
    {
        IReadOnlyList<StartResult> results = all.Any(one => one.Trained) ? [.. all.Where(one => one.Trained)] : all;
        int worse = results.Count(IsWorse), better = results.Count(one => one.DifferenceInterval.Low > 0);
        StartResult lowest = results.MinBy(one => one.Difference)!;
        string at = $"{Percent.Of(lowest.Random.Mean)} instead of {Percent.Of(lowest.TrialIia.Mean)} "
            + $"{MethodName.Place(lowest.Source, lowest.Target)}, {MethodName.Of(lowest.Method)} of size {lowest.Size}";
        string found = worse > 0
            ? $"From a random start {worse} of {Listed.Count(results.Count, "direction")} {(worse == 1 ? "ends" : "end")} lower, at "
                + $"worst {at}"
            : $"From a random start no direction ends clearly lower; at worst it is {at}";
        return $"{found}{(better > 0 ? $", and {better} {(better == 1 ? "ends" : "end")} higher" : "")}{Steps(results)}.";
    }

    public static bool IsWorse(StartResult one) => one.DifferenceInterval.High < 0;

    private static string Steps(IReadOnlyList<StartResult> results)
    {
        int[] given = [.. results.SelectMany(one => one.Steps)], random = [.. results.SelectMany(one => one.RandomSteps)];
        return given.Length == 0 || random.Length == 0 ? "" : $"; its best step comes after {random.Average():0} steps on average, "
            + $"that of the run's own start after {given.Average():0}";
    }

    private static Figure Draw(IReadOnlyList<StartResult> results)
    {
        HashSet<StartResult> shown = [.. results.OrderBy(one => one.Difference).Take(MostRows)];
        string title = shown.Count == results.Count ? "The run's own start and a random one"
            : $"The run's own start and a random one: the {MostRows} of {results.Count} directions that lose most";
        return new RowPlot("random-start", title, ["the run's own start", "random start"],
            [.. results.Where(shown.Contains)
                .Select(one => new PlotRow(Label(one), [PlotMark.Of(0, one.TrialIia), PlotMark.Of(1, one.Random)]))])
        { Lead = RowPlot.TrialIia }.Draw();
    }

    private static string Label(StartResult one) =>
        MethodName.Row(one.Method, one.Size, one.Variable, one.Source, one.Target) + (one.Trained ? "" : " (never trained)");

    private static IReadOnlyList<string> Row(StartResult one) =>
    [
        Label(one), one.Variable, IntervalMark.Text(one.TrialIia), IntervalMark.Text(one.Random), Percent.Points(one.Difference),
        Percent.Points(one.DifferenceInterval) + IntervalMark.Of(one.TrialIia.IntervalDesign), string.Join(", ", one.Steps),
        string.Join(", ", one.RandomSteps),
    ];
}
