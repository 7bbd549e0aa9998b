namespace Mas.Results.Records;

/// <summary>Groups of networks beside each other at one site.</summary>
internal sealed record TextGroups(string Site, string Method, int Size, GroupTest Test)
{
    public bool Is(TextCase one) => (Site, Method, Size) == (one.Site, one.Method, one.Size);

    /// <summary>One for each site, method and size; none where fewer than two networks have a group.</summary>
    /// <param name="networks">All networks, in the order of the run; those without a group are left aside.</param>
    public static IReadOnlyList<TextGroups> Of(
        IReadOnlyList<TextNetwork> networks, IReadOnlyList<TextDirection> directions, ulong seed)
    {
        TextNetwork[] grouped = [.. networks.Where(network => network.Group is not null)];
        return grouped.Length < 2 ? [] : [.. directions.GroupBy(TextCase.Of).Select(one => new TextGroups(
            one.Key.Site, one.Key.Method, one.Key.Size,
            GroupTest.Of(Matrix(grouped, [.. one]), Spread([.. one]), seed)))];
    }

    private static TextSpread Spread(TextDirection[] directions) => TextSpread.Of(
        [.. directions.Where(one => !one.IsWithin).Select(one => one.Interval).OfType<Interval>()],
        directions.Min(one => Math.Min(one.SourceTexts, one.TargetTexts)));

    private static GroupMatrix Matrix(TextNetwork[] networks, TextDirection[] directions)
    {
        Dictionary<(string, string), double> found = directions
            .DistinctBy(one => (one.Source, one.Target)).ToDictionary(one => (one.Source, one.Target), one => one.FirstTokenIia);
        return new GroupMatrix([.. networks.Select(network => network.Group!)], [.. networks.Select(source => networks
            .Select(target => found.TryGetValue((source.Name, target.Name), out double value) ? value : (double?)null).ToArray())]);
    }
}
