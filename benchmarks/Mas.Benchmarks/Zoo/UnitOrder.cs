using System.Text.RegularExpressions;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Zoo;

/// <summary>
/// The same network with its units in another order: every weight that a unit has, or that reads it, goes with it, so that the copy does
/// what its original does but for rounding. Units are those of a recurrent state or of a transformer's residual stream.
/// </summary>
internal static partial class UnitOrder
{
    /// <summary>[units] where each unit of the copy has come from.</summary>
    public static int[] Of(int units, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, units)];
        var random = new SeededRandom(seed);
        random.Shuffle<int>(order);
        return order;
    }

    /// <summary>The copy.</summary>
    public static NetworkCopy Permute(NetworkCopy original, IReadOnlyList<int> order)
    {
        bool isStream = original.Config.Architecture == "transformer";
        return original.With(original.Config, (name, weight) =>
        {
            bool rows = isStream ? StreamRows().IsMatch(name) : name.StartsWith("cell.", StringComparison.Ordinal);
            bool columns = isStream ? StreamColumns().IsMatch(name) : name is "cell.weight_hh" or "head.0.weight" or "head.weight";
            Tensor reordered = rows ? weight.index_select(0, Device.Of(weight).Indices(Rows((int)weight.size(0), order))) : weight.clone();
            return columns ? reordered.index_select(1, Device.Of(weight).Indices(order.ToArray())) : reordered;
        });
    }

    // The rows of a recurrent cell are its units once for each gate.
    private static int[] Rows(int rows, IReadOnlyList<int> order) =>
        [.. Enumerable.Range(0, rows / order.Count).SelectMany(gate => order.Select(unit => (gate * order.Count) + unit))];

    // What writes to the stream, and the norms' factors.
    [GeneratedRegex(@"(^|\.)norm(_[12])?\.(weight|bias)$|\.(attention\.output|feed_forward\.2)\.(weight|bias)$", RegexOptions.CultureInvariant)]
    private static partial Regex StreamRows();

    // What reads it, and the embedding, whose rows are words.
    [GeneratedRegex(@"^(embedding|head)\.weight$|\.(attention\.(query|key|value)|feed_forward\.0)\.weight$", RegexOptions.CultureInvariant)]
    private static partial Regex StreamColumns();
}
