namespace Mas.Results.Statistics;

/// <summary>The mean first-token IIA of directions between networks, all of one kind.</summary>
/// <param name="Group">Within which group; null of directions within any group, and of those between groups.</param>
/// <param name="Interval">95 %, over networks (<see cref="NetworkSeedInterval"/>: jackknife and Student's t); null below three networks of
/// a group.</param>
internal sealed record GroupMean(string? Group, double Mean, Interval? Interval, int Networks, int Directions)
{
    /// <summary>Null where there is no such direction.</summary>
    /// <param name="pairs">Test pairs of each direction.</param>
    public static GroupMean? Of(string? group, GroupMatrix matrix, Func<int, int, bool> belongs, int pairs)
    {
        NetworkAccuracy[] directions = [.. matrix.Directions().Where(one => belongs(one.Source, one.Target))
            .Select(one => new NetworkAccuracy(matrix.Network(one.Source), matrix.Network(one.Target), one.Value))];
        if (directions.Length == 0)
            return null;
        NetworkSeedInterval found = NetworkSeedInterval.Of(directions, pairs);
        return new GroupMean(group, found.Mean, found.Interval,
            directions.SelectMany(one => new[] { one.Source, one.Target }).Distinct().Count(), directions.Length);
    }
}
