namespace Mas.Results.Reports.Evidence;

/// <summary>The order in which the report tells results, whatever order they were recorded in: methods, variables, sizes, then networks as
/// in the run.</summary>
internal sealed class ResultOrder(RunRecord run)
{
    private readonly Dictionary<string, int> _places =
        run.Networks.Select((network, i) => (network.Name, i)).DistinctBy(entry => entry.Name).ToDictionary();

    /// <summary>By direction.</summary>
    public IOrderedEnumerable<T> Of<T>(
        IEnumerable<T> items, Func<T, (string Method, string Variable, int Size, string Source, string Target)> key) =>
        ThenBy(ThenBy(OfMethods(items, item => key(item).Method)
            .ThenBy(item => key(item).Variable, StringComparer.Ordinal).ThenBy(item => key(item).Size), item => key(item).Source), item =>
                key(item).Target);

    /// <summary>Methods by their rank, then by name.</summary>
    public static IOrderedEnumerable<T> OfMethods<T>(IEnumerable<T> items, Func<T, string> method) =>
        items.OrderBy(item => MethodName.Rank(method(item))).ThenBy(method, StringComparer.Ordinal);

    /// <summary>Networks as in the run, then by name.</summary>
    public IOrderedEnumerable<T> OfNetworks<T>(IEnumerable<T> items, Func<T, string?> network) => ThenBy(items.OrderBy(_ => 0), network);

    /// <inheritdoc cref="OfNetworks"/>
    public IOrderedEnumerable<T> ThenBy<T>(IOrderedEnumerable<T> items, Func<T, string?> network) =>
        items.ThenBy(item => _places.GetValueOrDefault(network(item) ?? "", int.MaxValue)).ThenBy(network, StringComparer.Ordinal);
}
