using Mas.Results.Records;

namespace Mas.Results.Reports.Evidence;

/// <summary>The evidence of a run in one order, whatever order it was recorded in: methods, variables, sizes, then networks as in the run.</summary>
internal static class EvidenceOrder
{
    public static EvidenceRecord Of(RunRecord run)
    {
        EvidenceRecord evidence = run.Evidence ?? new EvidenceRecord();
        Dictionary<string, int> places = run.Networks.Select((network, i) => (network.Name, i)).DistinctBy(entry => entry.Name).ToDictionary();
        return new EvidenceRecord
        {
            Similarity = [.. evidence.Similarity.OrderBy(value => value.Measure, StringComparer.Ordinal)
                .ThenBy(value => Place(value.Source)).ThenBy(value => value.Source, StringComparer.Ordinal).ThenBy(value => Depth(value.SourceSite)).ThenBy(value => value.SourceSite, StringComparer.Ordinal)
                .ThenBy(value => Place(value.Target)).ThenBy(value => value.Target, StringComparer.Ordinal).ThenBy(value => Depth(value.TargetSite)).ThenBy(value => value.TargetSite, StringComparer.Ordinal)],
            SmallestSubspace = [.. evidence.SmallestSubspace.OrderBy(curve => MethodName.Rank(curve.Method)).ThenBy(curve => curve.Method, StringComparer.Ordinal)
                .ThenBy(curve => Place(curve.Alone ?? "")).ThenBy(curve => curve.Alone, StringComparer.Ordinal).Select(curve => curve with { Points = [.. curve.Points.OrderBy(point => point.Size)] })],
            NullSpaces = [.. evidence.NullSpaces.OrderBy(space => Place(space.Network)).ThenBy(space => space.Network, StringComparer.Ordinal).ThenBy(space => space.Site, StringComparer.Ordinal)],
            // Linear stitching has the run's own start alone, and all methods of that come first.
            Leakage = [.. Sorted(evidence.Leakage, one => (one.Method, one.Variable, one.Size, one.Source, one.Target)).OrderBy(one => one.Start == "random" ? 1 : 0)],
            Cycles = [.. Sorted(evidence.Cycles, one => (one.Method, one.Variable, one.Size, one.Source, one.Target)).ThenBy(one => Place(one.Via)).ThenBy(one => one.Via, StringComparer.Ordinal)],
            Angles = [.. evidence.Angles.OrderBy(angles => angles.Between, StringComparer.Ordinal).ThenBy(angles => Place(angles.Network)).ThenBy(angles => angles.Network, StringComparer.Ordinal)
                .ThenBy(angles => angles.First, StringComparer.Ordinal).ThenBy(angles => angles.Second, StringComparer.Ordinal)],
            OffManifold = [.. Sorted(evidence.OffManifold, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))],
            RandomStart = [.. Sorted(evidence.RandomStart, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))],
            Disagreement = [.. evidence.Disagreement.OrderBy(one => Place(one.First)).ThenBy(one => one.First, StringComparer.Ordinal).ThenBy(one => Place(one.Second)).ThenBy(one => one.Second, StringComparer.Ordinal)
                .ThenBy(one => one.IsCausal ? 0 : 1).ThenBy(one => MethodName.Rank(one.Measure)).ThenBy(one => one.Measure, StringComparer.Ordinal)],
        };

        int Place(string network) => places.GetValueOrDefault(network, int.MaxValue);

        IOrderedEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, (string Method, string Variable, int Size, string Source, string Target)> key) => items
            .OrderBy(item => MethodName.Rank(key(item).Method)).ThenBy(item => key(item).Method, StringComparer.Ordinal)
            .ThenBy(item => key(item).Variable, StringComparer.Ordinal).ThenBy(item => key(item).Size)
            .ThenBy(item => Place(key(item).Source)).ThenBy(item => key(item).Source, StringComparer.Ordinal)
            .ThenBy(item => Place(key(item).Target)).ThenBy(item => key(item).Target, StringComparer.Ordinal);
    }

    // An embedding comes before every layer, and layer.2 before layer.10.
    private static int Depth(string site) => site == "embedding" ? 0 : site.Length;
}
