namespace Mas.Results.Statistics;

/// <summary>Which texts the test pairs of one direction are made of. Both are drawn with replacement, so that texts recur; pairs that share
/// one are not independent.</summary>
/// <param name="Sources">[pairs] the source's text; nothing but equality counts.</param>
/// <param name="Targets">[pairs] the target's text; numbers of its own, whatever the sources' are.</param>
internal sealed record TextPairs(int[] Sources, int[] Targets)
{
    public int Count => Sources.Length;

    /// <summary>Different source texts.</summary>
    public int SourceTexts { get; } = Sources.Distinct().Count();

    /// <summary>Different target texts.</summary>
    public int TargetTexts { get; } = Targets.Distinct().Count();

    /// <summary>The fewer of the two: how many texts a figure rests on.</summary>
    public int Texts => Math.Min(SourceTexts, TargetTexts);

    /// <summary>How many times larger the variance of a mean is than if no two pairs shared a text.</summary>
    public double DesignEffect(double[] values) => TestSequences.Of(Sources, Targets).DesignEffect(values);
}
