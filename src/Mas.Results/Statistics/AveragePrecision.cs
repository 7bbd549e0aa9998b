namespace Mas.Results.Statistics;

/// <summary>Area under the precision-recall curve of alike pairs, as average precision: Σₖ (Rₖ − Rₖ₋₁) Pₖ over the distinct similarities
/// from the highest down, Rₖ the share of alike pairs at or above the k-th and Pₖ the share of alike ones among all pairs there. Nothing is
/// interpolated, and pairs that are tied come in together, in whatever order they are listed. The best is 1; a measure that says the same
/// of every pair gets the share of alike pairs.</summary>
internal static class AveragePrecision
{
    /// <summary>NaN where there is no alike pair or no unlike one.</summary>
    /// <param name="pairs">In any order; similarities are finite.</param>
    /// <param name="multiplicity">Of the two networks of a pair; null counts every pair once.</param>
    public static double Of(IReadOnlyList<LabelledPair> pairs, Multiplicity? multiplicity = null)
    {
        (LabelledPair Pair, double Weight)[] weighed = [.. pairs.Select(pair => (pair, multiplicity?.Invoke(pair.One, pair.Other) ?? 1))];
        double alike = weighed.Where(one => one.Pair.IsAlike).Sum(one => one.Weight);
        if (alike == 0 || weighed.Sum(one => one.Weight) == alike)
            return double.NaN;
        double found = 0, above = 0, sum = 0;
        foreach (IGrouping<double, (LabelledPair Pair, double Weight)> tied in weighed.GroupBy(one => one.Pair.Similarity)
            .OrderByDescending(group => group.Key))
        {
            double gained = tied.Where(one => one.Pair.IsAlike).Sum(one => one.Weight);
            found += gained;
            above += tied.Sum(one => one.Weight);
            if (gained > 0)
                sum += gained / alike * (found / above);
        }
        return sum;
    }
}

/// <summary>What a measure says of two networks, and what ought to be true of them.</summary>
/// <param name="Similarity">More is more alike; distances come with their sign turned.</param>
internal sealed record LabelledPair(string One, string Other, bool IsAlike, double Similarity);

/// <summary>How often these networks are together in a sample; 1 where each network was drawn once, 0 where one of them was not.</summary>
internal delegate double Multiplicity(params ReadOnlySpan<string> networks);
