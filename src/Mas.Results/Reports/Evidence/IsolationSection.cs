using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Whether an exchange of one variable leaves the others as they are.</summary>
internal static class IsolationSection
{
    public const string Title = "Cause and isolate";

    private const int MostRows = 16;

    // Only named variables can be told from others.
    private static readonly WantedEvidence s_wanted =
        WantedEvidence.Results("whether one variable moves alone", "isolate", evidence => evidence.Isolation.Count);

    public static EvidenceSection Section { get; } = new(
        [s_wanted with { IsIn = run => s_wanted.IsIn(run) || !run.Directions.Any(IsNamed) }],
        (_, evidence) => Of(evidence.Isolation),
        (evidence, order) => evidence with
        {
            Isolation = [.. order.Of(evidence.Isolation, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))
                .ThenBy(one => one.Other, StringComparer.Ordinal)],
        });

    private static bool IsNamed(DirectionResult direction) => direction.Variable is not ("full" or Verdict.Extraneous);

    public static EvidencePart? Of(IReadOnlyList<IsolationResult> results) => results.Count == 0 ? null : new EvidencePart(
        Title, Shows(results),
        "The circle says how often an exchange of the variable brings the source's value, the square how often it leaves the target's "
            + "behaviour alone where the source differs in the other variable only. A square far left of 100 % means that the subspace of "
            + "the one variable carries the other one as well.")
    {
        Figure = Draw(results),
        Conditions = "Both are measured on interventions of the test stream in which the source has the same value of one of the two "
            + "variables and another one of the other that shows in the behaviour.",
        Designs = [.. results.SelectMany(one => new[] { one.Cause.IntervalDesign, one.Isolate.IntervalDesign })],
        Numbers = new NumberTable("All pairs of variables in numbers",
            ["Method, size and direction", "Exchanged", "To stay", "Cause", "Isolate", "Mean", "Floor of cause", "Interventions"],
            [.. results.Select(one => (string[])[Direction(one), one.Variable, one.Other, IntervalMark.Text(one.Cause),
                IntervalMark.Text(one.Isolate), Percent.Of(one.Mean), Percent.Of(one.CauseFloor),
                $"{one.CauseSamples} and {one.IsolateSamples}"])]),
    };

    /// <summary>The pair of variables that the exchange tells apart worst.</summary>
    public static string Shows(IReadOnlyList<IsolationResult> results)
    {
        IsolationResult leaking = results.MinBy(one => one.Isolate.Mean)!, weak = results.MinBy(one => one.Cause.Mean)!;
        return $"An exchange of `{leaking.Variable}` leaves `{leaking.Other}` alone in {Percent.Of(leaking.Isolate.Mean)} of interventions "
            + $"at worst ({Place(leaking)}); what is exchanged arrives in {Percent.Of(weak.Cause.Mean)} at worst (`{weak.Variable}` beside "
            + $"`{weak.Other}`, {Place(weak)}, floor {Percent.Of(weak.CauseFloor)}).";
    }

    private static Figure Draw(IReadOnlyList<IsolationResult> results)
    {
        IReadOnlyList<IsolationResult> shown =
            results.Count <= MostRows ? results : [.. results.OrderBy(one => one.Mean).Take(MostRows)];
        string title = shown.Count == results.Count ? "What an exchange moves, and what it leaves"
            : $"What an exchange moves, and what it leaves: the {MostRows} of {results.Count} pairs with the lowest mean";
        return new RowPlot("isolate", title, ["cause", "isolate"], [.. shown.Select(one => new PlotRow(
            $"{MethodName.Row(one.Method, one.Size, one.Variable, one.Source, one.Target)}, {one.Other} stays",
            [PlotMark.Of(0, one.Cause), PlotMark.Of(1, one.Isolate)], one.CauseFloor))])
        { Lead = RowPlot.TrialIia }.Draw();
    }

    private static string Place(IsolationResult one) =>
        $"{MethodName.Of(one.Method)} {MethodName.Place(one.Source, one.Target)}, size {one.Size}";

    private static string Direction(IsolationResult one) =>
        $"{MethodName.Of(one.Method)}, size {one.Size}, {MethodName.Place(one.Source, one.Target)}";
}
