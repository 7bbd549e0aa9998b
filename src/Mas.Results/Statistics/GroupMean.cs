namespace Mas.Results.Statistics;

/// <summary>The mean first-token IIA of directions between networks, all of one kind.</summary>
/// <param name="Group">Within which group; null of directions within any group, and of those between groups.</param>
/// <param name="Interval">95 %, over networks (<see cref="NetworkSeedInterval"/>: jackknife and Student's t) and over the texts, which all
/// networks share; null below three networks of a group.</param>
internal sealed record GroupMean(string? Group, double Mean, Interval? Interval, int Networks, int Directions)
{
    /// <summary>Null where there is no such direction.</summary>
    public static GroupMean? Of(string? group, GroupMatrix matrix, Func<int, int, bool> belongs, TextSpread texts)
    {
        NetworkAccuracy[] directions = [.. matrix.Directions().Where(one => belongs(one.Source, one.Target))
            .Select(one => new NetworkAccuracy(matrix.Network(one.Source), matrix.Network(one.Target), one.Value))];
        if (directions.Length == 0)
            return null;
        NetworkSeedInterval found = NetworkSeedInterval.Of(directions, texts.Effective(directions.Average(one => one.Accuracy)));
        return new GroupMean(group, found.Mean, found.Interval,
            directions.SelectMany(one => new[] { one.Source, one.Target }).Distinct().Count(), directions.Length);
    }
}

/// <summary>How far drawing the texts alone moves a direction's figure.</summary>
/// <param name="Variance">Of one direction, over texts.</param>
/// <param name="Texts">How many texts a direction rests on.</param>
internal sealed record TextSpread(double Variance, int Texts)
{
    /// <summary>From the 95 % intervals of directions; without any, one text counts as one outcome.</summary>
    public static TextSpread Of(IReadOnlyList<Interval> intervals, int texts) => new(
        intervals.Select(one => Math.Pow((one.High - one.Low) / (2 * ErrorRate.Normal), 2)).DefaultIfEmpty(0).Average(), texts);

    /// <summary>Independent outcomes, right or wrong, whose mean would vary as much.</summary>
    public int Effective(double mean) =>
        Variance > 0 && mean is > 0 and < 1 ? (int)Math.Clamp(mean * (1 - mean) / Variance, 1, int.MaxValue) : Math.Max(1, Texts);
}
