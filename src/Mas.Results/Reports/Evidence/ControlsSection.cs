using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>What can be had without the right swap, beside what the alignment reaches.</summary>
internal static class ControlsSection
{
    public const string Title = "Controls";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Control("control: untrained networks", Metrics.Untrained),
            WantedEvidence.Control("control: a source of fresh weights", Metrics.UntrainedSource),
            WantedEvidence.Control("control: permuted values", Metrics.Scrambled),
            WantedEvidence.Control("control: another variable", Metrics.WrongVariable)],
        (run, _) => Of(run));

    /// <summary>The controls of the directions that the verdict is about; null where none was measured.</summary>
    public static EvidencePart? Of(RunRecord run)
    {
        ResultGroup? group = ResultGroup.Of(run) is [ResultGroup first, ..] ? first : null;
        List<DirectionResult> directions = group is null ? [] : [.. run.Directions.Where(group.Has)];
        if (!ControlPlot.HasControls(directions))
            return null;
        IReadOnlyList<DirectionResult> judged = Verdict.Judged(run.Directions);
        return new EvidencePart(Title, Shows(judged.Count > 0 ? judged : directions),
            "The filled circle should lie well to the right of every other mark but the upright bars: a bar is a ceiling, or the same "
                + "without what the source does not use; all others are what can be had without the right swap; marks of nearly one value "
                + "stand below one another.")
        {
            Figure = ControlPlot.Draw(directions, group!),
            Designs = [.. directions.Select(direction => direction.IntervalDesign)],
            Terms = html => ControlTexts.Write(html, directions),
        };
    }

    /// <summary>Whether the alignment lies above all that needs no alignment, and where a control comes closest.</summary>
    public static string Shows(IReadOnlyList<DirectionResult> directions)
    {
        (DirectionResult Direction, string Name, double Value)[] rivals =
            [.. directions.SelectMany(direction => Rivals(direction).Select(rival => (direction, rival.Name, rival.Value)))];
        if (rivals.Length == 0)
            return "No null control was measured, so that nothing says what could be had without the right swap.";
        DirectionResult[] reached = [.. rivals.Where(Reaches).Select(rival => rival.Direction).Distinct()];
        (DirectionResult Direction, string Name, double Value) closest = (reached.Length == 0 ? rivals : rivals.Where(Reaches))
            .MinBy(rival => rival.Direction.TrialIia - rival.Value);
        string numbers = $"`{closest.Name}` with {Percent.Of(closest.Value)} against {Percent.Of(closest.Direction.TrialIia)} "
            + MethodName.Place(closest.Direction.Source, closest.Direction.Target)
            + (directions.Select(direction => direction.Variable).Distinct().Count() > 1 ? $" for `{closest.Direction.Variable}`" : "");
        return reached.Length == 0
            ? $"Every alignment lies above every null control; closest below is {numbers}."
            : $"In {reached.Length} of {Listed.Count(directions.Count, "direction")} a null control is not surely below the alignment, so "
                + $"what it reaches there can be had without the right swap; clearest is {numbers}.";
    }

    // By the paired test beside the chosen alignment; older records have none.
    private static bool Reaches((DirectionResult Direction, string Name, double Value) rival) =>
        rival.Direction.Controls.FirstOrDefault(control => control.Name == rival.Name)?.Chosen?.Reaches
            ?? rival.Value >= rival.Direction.Interval.Low;

    private static IEnumerable<(string Name, double Value)> Rivals(DirectionResult direction) =>
        ControlPlot.Points(direction).Where(point => ControlKind.IsNull(point.Name));
}
