namespace Mas.Results.Records;

/// <summary>What a run hands over of one direction: the outcome of every test pair, under the chosen alignment and under each control. All
/// figures of a direction follow from these.</summary>
/// <param name="Right">[pairs] share of the scored positions at which the target predicts what the source did.</param>
/// <param name="Controls">By name, [pairs] the same under each control.</param>
internal sealed record TextOutcomes(TextPairs Pairs, double[] Right, IReadOnlyDictionary<string, double[]> Controls)
{
    /// <summary>The direction with its figures.</summary>
    /// <param name="direction">Where, by which method, and what no pair says; its figures are put in here.</param>
    /// <param name="between">Directions between networks, which share an error rate.</param>
    /// <param name="nulls">Null controls and directions that are tested together, multiplied.</param>
    public TextDirection Figures(TextDirection direction, int between, int nulls, ulong seed)
    {
        string[] names = [.. Controls.Keys];
        TextBootstrap bootstrap = new(Pairs, [Right, .. names.Select(name => Controls[name])], seed);
        int floor = 1 + Array.IndexOf(names, Metrics.NoSwap);
        return direction with
        {
            FirstTokenIia = Right.Average(),
            Interval = bootstrap.Mean(0)?.Interval,
            Corrected = floor == 0 || bootstrap.Corrected(0, floor) is not { } corrected ? null : Of(corrected, between),
            Controls = [.. names.Select((name, i) => Control(name, bootstrap, i + 1, nulls))],
            Pairs = Pairs.Count,
            SourceTexts = Pairs.SourceTexts,
            TargetTexts = Pairs.TargetTexts,
        };
    }

    private static CorrectedText Of(TextFigure figure, int between)
    {
        OneSidedBounds own = figure.Bounds(), shared = figure.Bounds(ErrorRate.Shared(Math.Max(1, between)));
        return new CorrectedText(figure.Value, own.Low, own.High, shared.Low, shared.High);
    }

    private TextControl Control(string name, TextBootstrap bootstrap, int figure, int nulls)
    {
        TextFigure? difference = bootstrap.Difference(0, figure);
        bool? reaches = !ControlKind.IsNull(name) ? null
            : difference is null || difference.Bounds(ErrorRate.Shared(Math.Max(1, nulls))).Low <= 0;
        double mean = Controls[name].Average();
        return new TextControl(name, mean, bootstrap.Mean(figure)?.Interval, Right.Average() - mean, difference?.Interval, reaches);
    }
}
