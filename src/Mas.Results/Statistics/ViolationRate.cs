namespace Mas.Results.Statistics;

/// <summary>Share of comparisons that come out the wrong way round (the violation rate of Klabunde et al., 2025). A comparison is an anchor
/// network with one that it ought to be like and one that it ought not: it is violated where the second is held more similar to the anchor
/// than the first, and half violated where both are held equally similar. The best is 0, chance is ½. An alike pair has two anchors, and
/// each gives comparisons of its own.</summary>
internal static class ViolationRate
{
    /// <summary>NaN where there is no comparison.</summary>
    /// <param name="pairs">In any order; similarities are finite.</param>
    /// <param name="multiplicity">Of the three networks of a comparison; null counts every comparison once.</param>
    public static double Of(IReadOnlyList<LabelledPair> pairs, Multiplicity? multiplicity = null)
    {
        double violated = 0, all = 0;
        ILookup<string, (string Partner, LabelledPair Pair)> unlike = Ends(pairs, alike: false);
        foreach (IGrouping<string, (string Partner, LabelledPair Pair)> anchor in Ends(pairs, alike: true))
        {
            foreach ((string like, LabelledPair first) in anchor)
            {
                foreach ((string other, LabelledPair second) in unlike[anchor.Key])
                {
                    double weight = multiplicity?.Invoke(anchor.Key, like, other) ?? 1;
                    all += weight;
                    violated += weight * (second.Similarity > first.Similarity ? 1 : second.Similarity == first.Similarity ? 0.5 : 0);
                }
            }
        }
        return violated / all;
    }

    private static ILookup<string, (string Partner, LabelledPair Pair)> Ends(IReadOnlyList<LabelledPair> pairs, bool alike) => pairs
        .Where(pair => pair.IsAlike == alike)
        .SelectMany(pair => new[] { (Anchor: pair.One, Partner: pair.Other, Pair: pair),
            (Anchor: pair.Other, Partner: pair.One, Pair: pair) })
        .ToLookup(end => end.Anchor, end => (end.Partner, end.Pair));
}
