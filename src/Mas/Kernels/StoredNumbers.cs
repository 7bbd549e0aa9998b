using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>Between float32 and the two types of 16 bits in which weights are stored: half precision, and bfloat16 ("brain"), which is the
/// upper half of a float32. Widening is exact. What widens or checks says whether every number is finite.</summary>
internal static class StoredNumbers
{
    private const int UpperHalf = 16; // bits
    private const uint SingleExponent = 0x7f800000, RoundingBias = 0x7fff;

    /// <summary>A type of 16 bits.</summary>
    private interface IStored
    {
        /// <summary>All bits of the exponent, which are set where a number is not finite.</summary>
        static abstract ushort Exponent { get; }

        /// <summary>Eight numbers, each in the lower half of its place.</summary>
        static abstract Vector256<float> Widened(Vector256<uint> stored);
    }

    /// <summary>bfloat16 as float32.</summary>
    public static bool WidenBrain(ReadOnlySpan<ushort> stored, Span<float> numbers) => Widen<Brain>(stored, numbers);

    /// <summary>Half precision as float32; one that is not finite becomes another number.</summary>
    public static bool WidenHalf(ReadOnlySpan<ushort> stored, Span<float> numbers) => Widen<HalfPrecision>(stored, numbers);

    public static bool AreFiniteBrain(ReadOnlySpan<ushort> numbers) => LacksExponent(numbers, Brain.Exponent);

    public static bool AreFinite(ReadOnlySpan<float> numbers) =>
        LacksExponent(MemoryMarshal.Cast<float, uint>(numbers), SingleExponent);

    /// <summary>The nearest bfloat16 of each finite number, of two equally near the even one.</summary>
    public static void RoundToBrain(ReadOnlySpan<float> numbers, Span<ushort> rounded)
    {
        RowRest.Require(rounded.Length == numbers.Length);
        for (int i = 0; i < numbers.Length; i++)
        {
            uint bits = BitConverter.SingleToUInt32Bits(numbers[i]);
            rounded[i] = (ushort)((bits + RoundingBias + ((bits >> UpperHalf) & 1)) >> UpperHalf);
        }
    }

    private static bool Widen<T>(ReadOnlySpan<ushort> stored, Span<float> numbers)
        where T : struct, IStored
    {
        RowRest.Require(numbers.Length == stored.Length);
        int run = Vector256<ushort>.Count, whole = stored.Length & ~(run - 1);
        ref ushort from = ref MemoryMarshal.GetReference(stored);
        ref float to = ref MemoryMarshal.GetReference(numbers);
        Vector256<ushort> exponent = Vector256.Create(T.Exponent), found = Vector256<ushort>.Zero;
        for (nuint i = 0; i < (nuint)whole; i += (nuint)run)
        {
            Vector256<ushort> one = Vector256.LoadUnsafe(ref from, i);
            found |= Vector256.Equals(one & exponent, exponent);
            (Vector256<uint> lower, Vector256<uint> upper) = Vector256.Widen(one);
            T.Widened(lower).StoreUnsafe(ref to, i);
            T.Widened(upper).StoreUnsafe(ref to, i + (nuint)(run / 2));
        }
        return found == Vector256<ushort>.Zero && (whole == stored.Length || WidenRest<T>(stored[whole..], numbers[whole..]));
    }

    private static bool WidenRest<T>(ReadOnlySpan<ushort> stored, Span<float> numbers)
        where T : struct, IStored
    {
        Span<ushort> padded = stackalloc ushort[Vector256<ushort>.Count];
        Span<float> wide = stackalloc float[padded.Length];
        stored.CopyTo(padded);
        bool isFinite = Widen<T>(padded, wide);
        wide[..numbers.Length].CopyTo(numbers);
        return isFinite;
    }

    private static bool LacksExponent<T>(ReadOnlySpan<T> numbers, T bits)
        where T : unmanaged, IBinaryInteger<T>
    {
        Vector256<T> exponent = Vector256.Create(bits), found = Vector256<T>.Zero;
        int run = Vector256<T>.Count, whole = numbers.Length & ~(run - 1);
        ref T first = ref MemoryMarshal.GetReference(numbers);
        for (nuint i = 0; i < (nuint)whole; i += (nuint)run)
            found |= Vector256.Equals(Vector256.LoadUnsafe(ref first, i) & exponent, exponent);
        bool lacks = found == Vector256<T>.Zero;
        foreach (T number in numbers[whole..])
            lacks &= (number & bits) != bits;
        return lacks;
    }

    private readonly struct Brain : IStored
    {
        public static ushort Exponent => 0x7f80;

        public static Vector256<float> Widened(Vector256<uint> stored) => Vector256.ShiftLeft(stored, UpperHalf).AsSingle();
    }

    private readonly struct HalfPrecision : IStored
    {
        private const uint Sign = 0x8000;
        private const int Shift = 13;                        // bits of fraction that float32 has more
        private const float Scale = 5.192296858534828e33f;   // 2^112: 127 − 15, by which the exponents are counted otherwise

        public static ushort Exponent => 0x7c00;

        public static Vector256<float> Widened(Vector256<uint> stored)
        {
            Vector256<uint> sign = stored & Vector256.Create(Sign);
            Vector256<float> size = Vector256.ShiftLeft(stored ^ sign, Shift).AsSingle() * Scale;
            return (size.AsUInt32() | Vector256.ShiftLeft(sign, UpperHalf)).AsSingle();
        }
    }
}
