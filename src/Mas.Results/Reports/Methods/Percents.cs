namespace Mas.Results.Reports.Methods;

/// <summary>Several shares in one phrase.</summary>
internal static class Percents
{
    /// <summary><c>97.4 %</c>, or <c>97.4–99.1 %</c> from the least to the most.</summary>
    public static string Range(IReadOnlyCollection<double> shares) => Percent.Number(shares.Min()) == Percent.Number(shares.Max())
        ? Percent.Of(shares.Min()) : Percent.Of(new Interval(shares.Min(), shares.Max()));
}
