namespace Mas.Results.Statistics;

/// <summary>The accuracy over alignment seeds and test interventions with its 95 % interval. From three seeds on the design is <c>seeds ×
/// interventions</c>: two-way random effects (<see cref="CrossedTable"/>) around the plain mean, carried to the logit by the delta method.
/// With one or two seeds, or where every outcome is the same, it is <c>interventions</c>: Jeffreys' interval with n = their number, because
/// more seeds on one test set are not more interventions. That design says nothing about other seeds.</summary>
internal sealed record AccuracyInterval(double Mean, Interval Interval, string IntervalDesign)
{
    public const string Crossed = "seeds × interventions", InterventionsOnly = "interventions";

    /// <summary>Seeds that are needed before their variance can be told.</summary>
    public const int SeedsForVariance = 3;

    /// <summary>Whether it covers the choice of alignment seeds.</summary>
    internal bool CoversSeeds => IntervalDesign == Crossed;

    /// <param name="outcomes">[seeds][interventions]; every seed on the same interventions</param>
    public static AccuracyInterval Of(bool[][] outcomes)
    {
        CrossedTable table = CrossedTable.Of(Outcomes.Numbers(outcomes));
        return table.Seeds >= SeedsForVariance && table.Mean is > 0 and < 1
            ? new AccuracyInterval(table.Mean, Logit.Around(table.Mean, WithSkewedSeeds(table).HalfWidth), Crossed)
            : new AccuracyInterval(table.Mean, JeffreysInterval.Of(table.Mean * table.Interventions, table.Interventions),
                InterventionsOnly);
    }

    /// <summary>The table with the seed part that normal logits of the same spread would have, where that is larger.</summary>
    internal static CrossedTable WithSkewedSeeds(CrossedTable table)
    {
        double deviation = LogitNormal.LogitDeviation(table.SeedMeans, table.Interventions);
        double implied = LogitNormal.Variance(table.Mean, deviation) / table.Seeds;
        return table with { SeedVariance = Math.Max(table.SeedVariance, implied) };
    }
}
