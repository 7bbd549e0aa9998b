using Mas.Results.Comparisons;
using Mas.Results.Figures;

namespace Mas.Results.Reports.Sections;

/// <summary>The figures of one method, size and variable, as far as the run has come.</summary>
internal sealed record GroupFigures(Figure? HeatMap, Figure? Controls, Figure? Training, Figure? Loss)
{
    public static GroupFigures Of(ReportInput input, ResultGroup group)
    {
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        return new GroupFigures(
            HeatMapOf(input, group),
            ControlPlot.HasControls(directions) ? ControlPlot.Draw(directions, group) : null,
            TrainingCurves.Draw(input.MetricsOf[group], group, input.Networks),
            LossCurve.Draw(input.MetricsOf[group], group));
    }

    /// <summary>Null where nothing was tested yet.</summary>
    public static Figure? HeatMapOf(ReportInput input, ResultGroup group)
    {
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        return directions.Count == 0 ? null
            : Figures.HeatMap.Draw(directions, group,
                [.. input.Networks.Where(name => directions.Any(direction => direction.Source == name || direction.Target == name))],
                input.Inaccessible);
    }

    /// <summary>The networks as a map; null where they are few.</summary>
    public static Figure? MapOf(ReportInput input, ResultGroup group)
    {
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        return NetworkMap.Draw(directions, [.. input.Networks.Where(name => directions.Any(direction => direction.Source == name))]);
    }

    public IEnumerable<Figure> All => new[] { HeatMap, Controls, Training, Loss }.OfType<Figure>();
}
