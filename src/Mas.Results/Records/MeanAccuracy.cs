namespace Mas.Results.Records;

/// <summary>A share of interventions over all alignment seeds, with its 95 % interval.</summary>
/// <param name="Mean">Mean over seeds.</param>
/// <param name="IntervalDesign"><c>seeds × interventions</c> or <c>interventions</c>.</param>
internal sealed record MeanAccuracy(double Mean, Interval Interval, string IntervalDesign)
{
    /// <summary>Whether the interval covers the choice of alignment seeds.</summary>
    internal bool CoversSeeds => IntervalDesign == AccuracyInterval.Crossed;

    /// <param name="outcomes">[seeds][interventions]</param>
    public static MeanAccuracy Of(bool[][] outcomes)
    {
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        return new MeanAccuracy(accuracy.Mean, accuracy.Interval, accuracy.Design);
    }
}
