namespace Mas.Results.Records;

/// <summary>What one measure says of one unordered pair of networks.</summary>
/// <param name="Measure"><c>mas</c>, <c>stitching</c>, or a correlational measure.</param>
/// <param name="IsCausal">Whether it rests on behaviour after interventions.</param>
/// <param name="Value">The value: of causal measures the worst chance-corrected trial IIA of the two directions between them.</param>
/// <param name="Interval">95 % interval; null where the measure has none.</param>
/// <param name="Rank">1 for the pair that the measure holds most alike; pairs of equal value share the mean of their ranks.</param>
internal sealed record MeasuredSimilarity(
    string First, string Second, string Measure, bool IsCausal, double Value, Interval? Interval, bool IsDistance, double Rank)
{
    /// <summary>The same with the ranks of each measure's pairs.</summary>
    public static IReadOnlyList<MeasuredSimilarity> Ranked(IReadOnlyList<MeasuredSimilarity> measured)
    {
        static double Unlikeness(MeasuredSimilarity one) => one.IsDistance ? one.Value : -one.Value;
        double Rank(MeasuredSimilarity one)
        {
            double[] others = [.. measured.Where(other => other.Measure == one.Measure).Select(Unlikeness)];
            int before = others.Count(other => other < Unlikeness(one)), equal = others.Count(other => other == Unlikeness(one));
            return before + ((equal + 1) / 2.0);
        }

        return [.. measured.Select(one => one with { Rank = Rank(one) })];
    }
}
