using System.Numerics;

namespace Mas.Tensors;

/// <summary>A small random generator that is a pure function of its seed: xoshiro256** (Blackman and Vigna 2018), filled by
/// splitmix64.</summary>
/// <remarks>A value type, so that making one for each intervention costs nothing. Pass it by <c>ref</c> to keep its progress.</remarks>
public struct SeededRandom
{
    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Starts from <paramref name="seed"/>; every seed, 0 included, gives an independent stream.</summary>
    public SeededRandom(ulong seed) =>
        (_s0, _s1, _s2, _s3) = (SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed), SplitMix(ref seed));

    /// <summary>A seed for one purpose: mixes a parent seed with what the stream is for, such as a name and a number.</summary>
    public static ulong Derive(ulong seed, string purpose, long number = 0)
    {
        // FNV-1a over the UTF-16 units: stable across runs and machines, unlike string.GetHashCode.
        ulong hash = 14695981039346656037;
        foreach (char unit in purpose)
            hash = (hash ^ unit) * 1099511628211;
        ulong state = seed ^ BitOperations.RotateLeft(hash, 17);
        ulong mixed = SplitMix(ref state) ^ (ulong)number;
        return SplitMix(ref mixed);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>A whole number in 0..<paramref name="bound"/> − 1, unbiased (Lemire 2019).</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        ulong product = (ulong)(uint)NextBits() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            uint threshold = unchecked((uint)-bound) % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)(uint)NextBits() * (uint)bound;
        }
        return (int)(product >> 32);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Puts <paramref name="items"/> in uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
