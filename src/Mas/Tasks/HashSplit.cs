using Mas.Results.Records;

namespace Mas.Tasks;

/// <summary>Splits what is recorded into train, validation and test, 70 : 15 : 15, by a hash of its text: the same text is always in the
/// same split.</summary>
/// <remarks>method.md, section 7.</remarks>
internal static class HashSplit
{
    private static readonly (string Split, double Until)[] s_shares =
        [(Metrics.Train, 0.70), (Metrics.Validation, 0.85), (Metrics.Test, 1)];

    /// <summary>The splits and the share of each.</summary>
    public static IReadOnlyList<(string Split, double Share)> Shares { get; } =
        [(Metrics.Train, 0.70), (Metrics.Validation, 0.15), (Metrics.Test, 0.15)];

    /// <summary>The split of a text.</summary>
    public static string Of(string text) => Placed(SeededRandom.Derive(0, $"split/{text}"));

    /// <summary>The split of a text by its hash.</summary>
    public static string Of(ulong hash) => Placed(SeededRandom.Derive(hash, "split"));

    private static string Placed(ulong seed)
    {
        double place = new SeededRandom(seed).NextDouble();
        return s_shares.First(share => place < share.Until).Split;
    }
}
