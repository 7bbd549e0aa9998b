using Mas.Interchange;

namespace Mas.Language;

/// <summary>How the pairs of a direction came out. Predictions of one row are not independent: the share of each row is one
/// outcome.</summary>
/// <param name="Shares">[pairs] share of its predictions that are the labels.</param>
internal sealed record TextOutcome(double[] Shares)
{
    /// <summary>Of a control that some pairs were left out of, which of them these are; null for all.</summary>
    public int[]? Kept { get; init; }

    public double Mean => Shares.Average();

    /// <summary>Rows of as many predictions each.</summary>
    public static TextOutcome Of(RouteOutcome outcome, int pairs)
    {
        int each = outcome.TrialsRight.Length / pairs;
        return new([.. outcome.TrialsRight.Chunk(each).Select(row => row.Count(right => right) / (double)each)]);
    }
}
