using Mas.Results.Figures;

namespace Mas.Results.Reports;

/// <summary>The figures of one method, size and variable, as far as the run has come.</summary>
internal sealed record GroupFigures(Figure? HeatMap, Figure? Controls, Figure? Training, Figure? Loss)
{
    public static GroupFigures Of(ReportInput input, ResultGroup group)
    {
        List<DirectionResult> directions = [.. input.Run.Directions.Where(group.Has)];
        bool tested = directions.Count > 0;
        return new GroupFigures(
            tested ? Figures.HeatMap.Draw(directions, group, [.. input.Networks.Where(name => directions.Any(direction => direction.Source == name || direction.Target == name))], input.Inaccessible) : null,
            directions.Any(direction => direction.NoSwap is not null || direction.Controls.Count > 0) ? ControlPlot.Draw(directions, group) : null,
            TrainingCurves.Draw(input.MetricsOf[group], group, input.Networks),
            LossCurve.Draw(input.MetricsOf[group], group));
    }

    public IEnumerable<Figure> All => new[] { HeatMap, Controls, Training, Loss }.OfType<Figure>();
}
