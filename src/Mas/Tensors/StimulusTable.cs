using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mas.Tensors;

/// <summary>Vectors that a network is fed in place of words, one at each position, by their ids.</summary>
/// <param name="first">The id of the first: ids below it are those of words.</param>
/// <param name="width">Numbers in each.</param>
/// <param name="values">[stimuli, width]</param>
public sealed class StimulusTable(int first, int width, float[] values)
{
    /// <summary>The id of the first.</summary>
    public int First => first;

    /// <summary>Numbers in each.</summary>
    public int Width => width;

    /// <summary>[width] the stimulus of an id; zeros where the id is a word's.</summary>
    public ReadOnlySpan<float> Of(int id) => id < first ? new float[width] : values.AsSpan((id - first) * width, width);

    /// <summary>SHA-256 of all that is in it, in hexadecimal.</summary>
    internal string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(
        [.. BitConverter.GetBytes(first), .. BitConverter.GetBytes(width), .. MemoryMarshal.AsBytes<float>(values)]));
}
