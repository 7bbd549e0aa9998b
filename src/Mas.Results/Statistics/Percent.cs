namespace Mas.Results.Statistics;

/// <summary>Shares as people read them: per cent with one digit, and a span with its unit once.</summary>
internal static class Percent
{
    /// <summary><c>97.4 %</c>, with a space that does not break.</summary>
    public static string Of(double share) => $"{Number(share)}\u00a0%";

    /// <summary>The same, or a dash where there is no number.</summary>
    public static string OrDash(double? share) => share is double known ? Of(known) : "–";

    /// <summary><c>93.2–98.8 %</c>; where an end is negative, <c>−1.2 to 3.4 %</c>.</summary>
    public static string Of(Interval interval) => $"{Span(interval)}\u00a0%";

    /// <summary>The span without its unit.</summary>
    public static string Span(Interval interval) =>
        interval.Low < 0 ? $"{Number(interval.Low)} to {Number(interval.High)}" : $"{Number(interval.Low)}–{Number(interval.High)}";

    /// <summary>A threshold as the user has set it: <c>90 %</c>.</summary>
    public static string Threshold(double share) => Invariant($"{share * 100:0.##}\u00a0%");

    /// <summary>A difference of two shares in percentage points, with its sign: <c>+1.2</c>, <c>−0.4</c>; never 0.0 for what is
    /// not.</summary>
    public static string Points(double difference) =>
        difference == 0 ? "0.0" : $"{(difference < 0 ? '−' : '+')}{Number(Math.Abs(difference))}";

    /// <summary><c>−1.2 to +3.4</c>.</summary>
    public static string Points(Interval interval) => $"{Points(interval.Low)} to {Points(interval.High)}";

    /// <summary>One digit, and never 100.0 for what is less, nor 0.0 for what is more.</summary>
    public static string Number(double share)
    {
        double percent = share * 100, rounded = Math.Round(percent, 1, MidpointRounding.AwayFromZero);
        if (rounded == 100 && percent < 100)
            rounded = 99.9;
        if (rounded == 0 && percent > 0)
            rounded = 0.1;
        return rounded.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−');
    }
}
