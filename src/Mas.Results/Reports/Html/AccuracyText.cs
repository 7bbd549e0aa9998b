namespace Mas.Results.Reports.Html;

/// <summary>A share with its interval, as tables have it.</summary>
internal static class AccuracyText
{
    /// <summary><c>97.1 % (95.0–98.4)</c>, with its mark where the interval does not cover seeds.</summary>
    public static string Of(MeanAccuracy accuracy) =>
        $"{Percent.Of(accuracy.Mean)} ({Percent.Span(accuracy.Interval)}){IntervalMark.Of(accuracy.IntervalDesign)}";
}
