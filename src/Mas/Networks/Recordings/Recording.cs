using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Mas.Networks.Recordings;

/// <summary>Activity of units over trials, with the values of variables, in managed memory. Trials may have different numbers of bins.
/// A position is a trial and a bin of it; the positions of a trial lie one after the other.</summary>
internal sealed record Recording
{
    /// <summary>The name of the file that it comes from.</summary>
    public required string Name { get; init; }

    /// <summary>[units] the units' names; their numbers, from 0, where the file has no names.</summary>
    public required IReadOnlyList<string> Units { get; init; }

    /// <summary>[trials + 1] the first position of each trial, and last the number of positions.</summary>
    public required int[] Offsets { get; init; }

    /// <summary>[positions, units] row by row; all of them finite.</summary>
    public required float[] Values { get; init; }

    public required IReadOnlyList<RecordedVariable> Variables { get; init; }

    /// <summary>Width of a bin in seconds, where it is known.</summary>
    public double? BinSeconds { get; init; }

    /// <summary>Sentences about what was found odd.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    public int Trials => Offsets.Length - 1;

    public int Positions => Offsets[^1];

    /// <summary>Bins of the longest trial.</summary>
    public int LongestTrial => Enumerable.Range(0, Trials).Select(Bins).DefaultIfEmpty(0).Max();

    /// <summary>SHA-256 of how long the trials are and of the values of their variables: what was shown and done, whatever was
    /// recorded.</summary>
    public string TrialsHash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>(Offsets));
        foreach (RecordedVariable variable in Variables.OrderBy(one => one.Name, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', [variable.Name, .. variable.Categories])));
            hash.AppendData(MemoryMarshal.AsBytes<double>(variable.Values));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Bins of a trial.</summary>
    public int Bins(int trial) => Offsets[trial + 1] - Offsets[trial];

    /// <summary>[units] the activity in one bin of a trial.</summary>
    public ReadOnlySpan<float> At(int trial, int bin) => Values.AsSpan((Offsets[trial] + bin) * Units.Count, Units.Count);
}
